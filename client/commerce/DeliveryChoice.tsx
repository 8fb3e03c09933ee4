import { inLanguage } from '../../shared/model/localText.ts';
import { language, t } from '../ui/i18n.ts';
import type { Flow } from './flow.ts';
import type { Way } from './shopApi.ts';
import { priceOrFree } from './Totals.tsx';

/** The ways by which it may travel, with days and price. */
export function DeliveryChoice({ flow }: { flow: Flow }) {
  const { methods = [], order } = flow.checkout.value ?? {};
  if (methods.length === 0)
    return <p class="hint">{t(flow.busy.value > 0 ? 'checkout.waysComing' : 'checkout.noWay')}</p>;
  return (
    <div class="travels" role="radiogroup" aria-label={t('checkout.delivery')}>
      {methods.map((way) => {
        const chosen = order?.delivery?.method === way.method;
        // What promotions take off is known of the way that is chosen.
        const price = chosen ? order!.delivery!.total : way.price;
        return (
          <label key={way.method} class={chosen ? 'way-card chosen' : 'way-card'}>
            <input
              type="radio"
              name="delivery"
              checked={chosen}
              onChange={() => void flow.chooseWay(way.method)}
            />
            <span>
              <b dir="auto">{inLanguage(way.name, language.value)}</b>
              <small>
                {sayDays(way)} · <bdi>{way.carrier}</bdi>
              </small>
            </span>
            <strong>{priceOrFree(price)}</strong>
          </label>
        );
      })}
    </div>
  );
}

/** How long it travels, in working days. */
export function sayDays({ days: [least, most] }: Pick<Way, 'days'>): string {
  return least === most ? t('checkout.inDays', { count: most }) : t('checkout.days', { least, most });
}
