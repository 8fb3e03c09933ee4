import { useSignal } from '@preact/signals';
import type { DeskOrder } from '../../../shared/model/desk.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import type { Shipment } from '../../../shared/model/order.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { formatNumber } from '../../ui/format.ts';
import { language, t, writing } from '../../ui/i18n.ts';
import { formatDay } from '../days.ts';
import type { DeskApi } from './deskApi.ts';
import { LabelFields, labelFrom, useCarriers } from './LabelFields.tsx';
import { Part } from './orderParts.tsx';
import type { Doing } from './verbs.ts';

type PartProps = { api: DeskApi; order: DeskOrder; doing: Doing };

/** The parcels of an order: what lies in each, where it is, what can be said of it still. */
export function ParcelsPart({ api, order, doing }: PartProps) {
  const correcting = useSignal<Shipment | undefined>(undefined);
  const { id, shipments, lines } = order;
  if (shipments.length === 0) return null;
  const called = (sku: string): string => {
    const line = lines.find((one) => one.sku === sku);
    return line ? inLanguage(line.name, language.value) : sku;
  };
  return (
    <Part title={t('till.parcels')}>
      <ul class="till-list">
        {shipments.map((parcel) => (
          <li key={parcel.id} class="till-parcel">
            <b>
              <bdi>{parcel.carrier}</bdi>{' '}
              {/^https:/.test(parcel.url) ? (
                <a href={parcel.url} target="_blank" rel="noreferrer" dir="ltr">
                  {parcel.tracking || t('orders.track')}
                </a>
              ) : (
                <bdi dir="ltr">{parcel.tracking}</bdi>
              )}
            </b>
            <small dir="auto">
              {parcel.lines
                .map(({ sku, quantity }) => `${formatNumber(quantity, writing.value)} × ${called(sku)}`)
                .join(', ')}
            </small>
            <small>
              {parcel.deliveredAt
                ? t('orders.arrived', { date: formatDay(parcel.deliveredAt, writing.value) })
                : t('orders.sent', { date: formatDay(parcel.shippedAt, writing.value) })}
            </small>
            <span class="verbs">
              {!parcel.deliveredAt && (
                <button
                  type="button"
                  class="quiet"
                  onClick={() => void doing(() => api.deliver(id, parcel.id))}
                >
                  {t('till.hasArrived')}
                </button>
              )}
              <button type="button" class="quiet" onClick={() => (correcting.value = parcel)}>
                {t('till.correct')}
              </button>
            </span>
          </li>
        ))}
      </ul>
      {correcting.value && (
        <CorrectDialog
          {...{ api, order, doing }}
          parcel={correcting.value}
          onClose={() => (correcting.value = undefined)}
        />
      )}
    </Part>
  );
}

type CorrectProps = PartProps & { parcel: Shipment; onClose(): void };

function CorrectDialog({ api, order, doing, parcel, onClose }: CorrectProps) {
  const carriers = useCarriers(api);
  const known = carriers.value?.find(({ name }) => name === parcel.carrier)?.id;
  return (
    <Dialog label={t('till.correct.title')} class="till-dialog" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const label = labelFrom(new FormData(event.currentTarget), '');
          void doing(() => api.relabel(order.id, parcel.id, label)).then((done) => done && onClose());
        }}
      >
        {carriers.value && (
          <LabelFields
            carriers={carriers.value}
            suffix=""
            initial={{
              carrier: known ?? parcel.carrier,
              tracking: parcel.tracking,
              url: known ? '' : parcel.url,
            }}
          />
        )}
        <button type="submit" class="primary">
          {t('till.keep')}
        </button>
      </form>
    </Dialog>
  );
}
