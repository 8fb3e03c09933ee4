import './page.css';
import { formatNumber } from '../ui/format.ts';
import { Icon } from '../ui/Icon.tsx';
import { t, writing } from '../ui/i18n.ts';
import { LanguageField } from '../ui/SettingsPanel.tsx';
import type { Basket } from './basket.ts';

/** The pages of the shop. */
export type ShopPage = 'shop' | 'checkout' | 'orders' | 'terms';

/** The head of the shop's plain pages: the ways between them, the language, and the cart with how much is in it. */
export function ShopHead({ basket, here }: { basket: Basket; here: ShopPage }) {
  const count = basket.count.value;
  const current = (page: ShopPage) => (page === here ? 'page' : undefined);
  return (
    <header class="shop-head">
      <a class="brand" href="/lobby">
        Vitrine
      </a>
      <a href="/shop" aria-current={current('shop')}>
        {t('shop.title')}
      </a>
      <a href="/planner">{t('shop.planner')}</a>
      <a href="/orders" aria-current={current('orders')}>
        {t('orders.title')}
      </a>
      <span class="end">
        <LanguageField />
        <a
          class="pill strong"
          href="/checkout"
          aria-label={t('cart.open', { count })}
          aria-current={current('checkout')}
        >
          <Icon name="cart" />
          {count > 0 && <b>{formatNumber(count, writing.value)}</b>}
        </a>
      </span>
    </header>
  );
}
