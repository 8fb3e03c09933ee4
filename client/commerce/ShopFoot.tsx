import { t } from '../ui/i18n.ts';

/** The foot of the shop's plain pages: on which terms it sells. */
export function ShopFoot() {
  return (
    <footer class="shop-foot">
      <a href="/terms">{t('terms.title')}</a>
    </footer>
  );
}
