import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { BulkResult, DeskRow } from '../../../shared/model/desk.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { sayRefusal, t } from '../../ui/i18n.ts';
import { say, sayError } from '../../ui/toast.tsx';
import { BulkShip } from './BulkShip.tsx';
import type { BulkBody, DeskApi } from './deskApi.ts';
import type { Till } from './till.ts';

/** What may be done with those that are chosen, all at once; answers of each that could not be done why not. */
export function BulkBar({ api, till }: { api: DeskApi; till: Till }) {
  const isShipping = useSignal(false);
  const outcome = useSignal<BulkResult[] | undefined>(undefined);
  const ids = [...till.chosen.value];
  // Whoever asks twice for the same is answered once.
  const key = useMemo(() => crypto.randomUUID(), [ids.join()]);
  const rows = till.rows.value?.filter(({ id }) => till.chosen.value.has(id)) ?? [];
  const may = (statuses: readonly DeskRow['status'][]): boolean =>
    rows.some(({ status }) => statuses.includes(status));
  const run = async (body: BulkBody): Promise<void> => {
    try {
      const results = await api.bulk(body, key);
      const failed = results.filter(({ done }) => !done);
      if (failed.length === 0) say(t('till.bulk.all', { count: results.length }));
      else outcome.value = results;
      till.choose(
        results.filter(({ done }) => done).map(({ id }) => id),
        false,
      );
      isShipping.value = false;
    } catch (error) {
      sayError(error);
    }
    await Promise.all([till.refresh(), till.look()]);
  };
  const failed = outcome.value?.filter(({ done }) => !done) ?? [];
  return (
    <>
      {ids.length > 0 && (
        <div class="till-bulk" role="toolbar" aria-label={t('till.chosen', { count: ids.length })}>
          <b>{t('till.chosen', { count: ids.length })}</b>
          {may(['paid']) && (
            <button type="button" class="quiet" onClick={() => void run({ act: 'pack', orders: ids })}>
              {t('till.act.pack')}
            </button>
          )}
          {may(['paid', 'packed']) && (
            <button type="button" class="quiet" onClick={() => (isShipping.value = true)}>
              {t('till.act.ship')}
            </button>
          )}
          {may(['shipped']) && (
            <button type="button" class="quiet" onClick={() => void run({ act: 'deliver', orders: ids })}>
              {t('till.act.deliver')}
            </button>
          )}
          <a class="quiet link" href={api.packingLists(ids.slice(0, 100))} target="_blank" rel="noopener">
            {t('till.packingMany')}
          </a>
          <button type="button" class="quiet" onClick={() => till.choose(ids, false)}>
            {t('till.clear')}
          </button>
        </div>
      )}
      {isShipping.value && (
        <BulkShip
          api={api}
          rows={rows.filter(({ status }) => status === 'paid' || status === 'packed')}
          onSend={(parcels) => run({ act: 'ship', parcels })}
          onClose={() => (isShipping.value = false)}
        />
      )}
      {outcome.value && (
        <Dialog
          label={t('till.bulk.some', {
            done: outcome.value.length - failed.length,
            count: outcome.value.length,
          })}
          class="till-dialog"
          onClose={() => (outcome.value = undefined)}
        >
          <ul class="till-list">
            {failed.map((one) => (
              <li key={one.id}>
                <b dir="ltr">{one.number || one.id}</b>
                <small>{sayWhy(one)}</small>
              </li>
            ))}
          </ul>
          <button type="button" class="primary" onClick={() => (outcome.value = undefined)}>
            {t('till.bulk.close')}
          </button>
        </Dialog>
      )}
    </>
  );
}

function sayWhy({ code, detail, status }: BulkResult): string {
  if (code === 'conflict' && status) return t('till.bulk.is', { status: t(`order.${status}`) });
  return sayRefusal({ code: code as 'internal', detail });
}
