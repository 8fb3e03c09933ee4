import type { Product } from '../../shared/model/catalogue.ts';
import { inLanguage } from '../../shared/model/localText.ts';
import { formatMoney } from '../../shared/model/money.ts';
import type { Link } from '../net/link.ts';
import { language, t, writing } from '../ui/i18n.ts';
import { sayError } from '../ui/toast.tsx';

type PinProps = {
  link: Link;
  products: readonly Product[];
  /** Rises when the room has changed. */
  tick: number;
};

/** What stands in the room, and which of it the host holds up: everybody has that in their hand at once. */
export function PinPanel({ link, products, tick }: PinProps) {
  void tick;
  const pin = (stand: string): void => {
    link.request('products.pin', { stand }).catch(sayError);
  };
  const standing = [...link.state.stands].flatMap(([stand, { product: slug, stock, pinned }]) => {
    const product = products.find((one) => one.slug === slug);
    return product ? [{ stand, product, stock, pinned }] : [];
  });
  if (standing.length === 0) return <p class="hint">{t('studio.noProducts')}</p>;
  return (
    <ul class="pins" aria-label={t('studio.products')}>
      {standing.map(({ stand, product, stock, pinned }) => {
        const name = inLanguage(product.name, language.value);
        return (
          <li key={stand} class={pinned ? 'pinned' : ''}>
            <img src={product.thumbnail} alt="" width="48" height="48" loading="lazy" />
            <span>
              <b dir="auto">{name}</b>
              <small>
                {formatMoney(product.price, writing.value)} · {t('product.stock', { count: stock })}
              </small>
            </span>
            <button
              type="button"
              class={pinned ? 'quiet' : 'primary'}
              aria-pressed={pinned}
              aria-label={t(pinned ? 'studio.unpin' : 'studio.pin', { name })}
              onClick={() => pin(pinned ? '' : stand)}
            >
              {t(pinned ? 'studio.unpinShort' : 'studio.pinShort')}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
