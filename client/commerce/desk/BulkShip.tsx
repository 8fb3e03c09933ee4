import { useSignal } from '@preact/signals';
import type { DeskRow } from '../../../shared/model/desk.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { t } from '../../ui/i18n.ts';
import type { DeskApi, Label } from './deskApi.ts';
import { LabelFields, labelFrom, likelyCarrier, useCarriers } from './LabelFields.tsx';

type BulkShipProps = {
  api: DeskApi;
  rows: DeskRow[];
  onSend(parcels: (Label & { order: string })[]): Promise<void>;
  onClose(): void;
};

/** Sends many orders with one carrier, each under its own number; a column of numbers fills downwards. */
export function BulkShip({ api, rows, onSend, onClose }: BulkShipProps) {
  const carriers = useCarriers(api);
  const numbers = useSignal<Record<string, string>>({});
  const busy = useSignal(false);
  const paste = (event: ClipboardEvent, from: number): void => {
    const lines = (event.clipboardData?.getData('text') ?? '').split(/[\r\n\t]+/).map((one) => one.trim());
    const filled = lines.filter(Boolean);
    if (filled.length < 2) return;
    event.preventDefault();
    const found = rows.slice(from, from + filled.length).map(({ id }, index) => [id, filled[index]!]);
    numbers.value = { ...numbers.value, ...Object.fromEntries(found) };
  };
  return (
    <Dialog label={t('till.ship.many', { count: rows.length })} class="till-dialog" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const label = labelFrom(new FormData(event.currentTarget), '-all');
          busy.value = true;
          const parcels = rows.map(({ id }) => ({
            ...label,
            order: id,
            tracking: (numbers.value[id] ?? '').trim(),
          }));
          void onSend(parcels).finally(() => {
            busy.value = false;
          });
        }}
      >
        {carriers.value && (
          <div class="till-carrier-only">
            <LabelFields
              carriers={carriers.value}
              suffix="-all"
              initial={{ carrier: likelyCarrier(carriers.value, ''), tracking: '' }}
              numbered={false}
            />
          </div>
        )}
        <p class="hint">{t('till.ship.pasteHint')}</p>
        <ul class="till-counts">
          {rows.map(({ id, number, name }, index) => (
            <li key={id}>
              <label>
                <span>
                  <bdi dir="ltr">{number}</bdi> <small dir="auto">{name}</small>
                </span>
                <input
                  class="wide-number"
                  dir="ltr"
                  maxLength={64}
                  autocomplete="off"
                  aria-label={`${t('till.ship.tracking')}: ${number}`}
                  value={numbers.value[id] ?? ''}
                  onPaste={(event) => paste(event, index)}
                  onInput={(event) => {
                    numbers.value = { ...numbers.value, [id]: event.currentTarget.value };
                  }}
                />
              </label>
            </li>
          ))}
        </ul>
        <button type="submit" class="primary" disabled={busy.value || !carriers.value}>
          {t('till.ship.many', { count: rows.length })}
        </button>
      </form>
    </Dialog>
  );
}
