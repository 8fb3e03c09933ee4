import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { DeskOrder } from '../../../shared/model/desk.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { language, t } from '../../ui/i18n.ts';
import { say } from '../../ui/toast.tsx';
import type { DeskApi } from './deskApi.ts';
import { LabelFields, labelFrom, likelyCarrier, useCarriers } from './LabelFields.tsx';
import type { Doing } from './verbs.ts';

/** How many of each SKU lie in a parcel. */
type Inside = Record<string, number>;
type Drawn = { id: number; inside: Inside };

type ShipProps = { api: DeskApi; order: DeskOrder; doing: Doing; onClose(): void };

/** Sends what is left of an order, in one parcel or several. */
export function ShipDialog({ api, order, doing, onClose }: ShipProps) {
  const carriers = useCarriers(api);
  const key = useMemo(() => crypto.randomUUID(), []);
  const left = order.pieces.filter((one) => one.left > 0);
  const all = Object.fromEntries(left.map((one) => [one.sku, one.left]));
  const parcels = useSignal<Drawn[]>([{ id: 1, inside: all }]);
  const busy = useSignal(false);
  const inAll = (sku: string): number =>
    parcels.value.reduce((sum, { inside }) => sum + (inside[sku] ?? 0), 0);
  const rest = left.reduce((sum, one) => sum + Math.max(0, one.left - inAll(one.sku)), 0);
  const tooMany = left.some((one) => inAll(one.sku) > one.left);
  const isEmpty = parcels.value.some(({ inside }) => Object.values(inside).every((count) => count === 0));
  const change = (id: number, sku: string, count: number): void => {
    parcels.value = parcels.value.map((one) =>
      one.id === id ? { ...one, inside: { ...one.inside, [sku]: count } } : one,
    );
  };
  const send = (form: FormData): void => {
    busy.value = true;
    const bodies = parcels.value.map(({ id, inside }) => ({
      ...labelFrom(form, `-${id}`),
      lines: Object.entries(inside)
        .filter(([, quantity]) => quantity > 0)
        .map(([sku, quantity]) => ({ sku, quantity })),
    }));
    const done = ({ number }: DeskOrder): void => say(t('till.done.ship', { number }));
    void doing(() => api.ship(order.id, key, bodies), done).then((isDone) => {
      busy.value = false;
      if (isDone) onClose();
    });
  };
  const proposed = carriers.value && likelyCarrier(carriers.value, order.delivery?.carrier ?? '');
  return (
    <Dialog label={t('till.ship.title', { number: order.number })} class="till-dialog" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send(new FormData(event.currentTarget));
        }}
      >
        {carriers.value && proposed ? (
          parcels.value.map(({ id, inside }, index) => (
            <fieldset key={id} class="till-box">
              <legend>{t('till.ship.parcel', { number: index + 1 })}</legend>
              <LabelFields
                carriers={carriers.value!}
                suffix={`-${id}`}
                initial={{ carrier: proposed, tracking: '' }}
              />
              <Counts order={order} inside={inside} onChange={(sku, count) => change(id, sku, count)} />
              {parcels.value.length > 1 && (
                <button
                  type="button"
                  class="quiet"
                  onClick={() => (parcels.value = parcels.value.filter((one) => one.id !== id))}
                >
                  {t('till.ship.remove')}
                </button>
              )}
            </fieldset>
          ))
        ) : (
          <div class="skeleton" aria-busy="true" />
        )}
        <button
          type="button"
          class="quiet"
          onClick={() => {
            const inside = Object.fromEntries(
              left.map((one) => [one.sku, Math.max(0, one.left - inAll(one.sku))]),
            );
            parcels.value = [...parcels.value, { id: parcels.value.at(-1)!.id + 1, inside }];
          }}
        >
          {t('till.ship.add')}
        </button>
        <p class={tooMany ? 'fault' : 'hint'} role="status">
          {tooMany ? t('refusal.conflict', { detail: '' }) : t('till.ship.rest', { count: rest })}
        </p>
        <button type="submit" class="primary" disabled={busy.value || tooMany || isEmpty || !carriers.value}>
          {t('till.ship.go')}
        </button>
      </form>
    </Dialog>
  );
}

type CountsProps = { order: DeskOrder; inside: Inside; onChange(sku: string, count: number): void };

function Counts({ order, inside, onChange }: CountsProps) {
  return (
    <ul class="till-counts" aria-label={t('till.ship.inside')}>
      {order.pieces
        .filter(({ left }) => left > 0)
        .map(({ sku, left }) => {
          const line = order.lines.find((one) => one.sku === sku);
          const name = line ? inLanguage(line.name, language.value) : sku;
          return (
            <li key={sku}>
              <label>
                <span dir="auto">
                  {name} <small dir="ltr">{sku}</small>
                </span>
                <input
                  type="number"
                  min="0"
                  max={left}
                  value={inside[sku] ?? 0}
                  onInput={(event) =>
                    onChange(sku, Math.max(0, Math.floor(event.currentTarget.valueAsNumber || 0)))
                  }
                />
                <small>{t('till.ship.of', { count: left })}</small>
              </label>
            </li>
          );
        })}
    </ul>
  );
}
