import './pinned.css';
import { useSignal } from '@preact/signals';
import type { Product } from '../../shared/model/catalogue.ts';
import { inLanguage } from '../../shared/model/localText.ts';
import { formatMoney } from '../../shared/model/money.ts';
import { Icon } from '../ui/Icon.tsx';
import { language, t, writing } from '../ui/i18n.ts';

type CardProps = {
  stand: string;
  product: Product;
  stock: number;
  onOpen(): void;
  onAdd(): void;
};

/** What the host holds up, in one's own hand: one click opens it. Put away it stays away until something else is held up. */
export function PinnedCard({ stand, product, stock, onOpen, onAdd }: CardProps) {
  const away = useSignal('');
  if (away.value === `${stand} ${product.slug}`) return null;
  const name = inLanguage(product.name, language.value);
  return (
    <section class="pinned-card" aria-label={t('pin.title')}>
      <button type="button" class="look" onClick={onOpen}>
        <img src={product.thumbnail} alt="" width="64" height="64" />
        <span>
          <small>{t('pin.title')}</small>
          <b dir="auto">{name}</b>
          <small>
            {formatMoney(product.price, writing.value)} · {t('product.stock', { count: stock })}
          </small>
        </span>
      </button>
      <button type="button" class="primary" disabled={stock === 0} onClick={onAdd}>
        {t('product.addToCart')}
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={t('pin.away')}
        onClick={() => {
          away.value = `${stand} ${product.slug}`;
        }}
      >
        <Icon name="close" />
      </button>
    </section>
  );
}
