import '../ui/styles.css';
import { DeskHead } from '../commerce/desk/DeskHead.tsx';
import { openPromotionsApi } from '../commerce/flash/flashApi.ts';
import { FLASH_WORDS } from '../commerce/flash/words.ts';
import { PromotionsDesk } from '../commerce/promotions/PromotionsDesk.tsx';
import { PROMO_WORDS } from '../commerce/promotions/words.ts';
import { openShopApi } from '../commerce/shopApi.ts';
import { openApi } from '../net/api.ts';
import { showStaffPage } from './staffPage.tsx';

const api = openApi();
const shop = openShopApi(api);
const promotions = openPromotionsApi(api);

await showStaffPage({
  api,
  roles: ['desk', 'owner'],
  words: [FLASH_WORDS, PROMO_WORDS],
  title: 'desk.promotions',
  inside: ({ roles }) => (
    <main class="desk-page">
      <DeskHead here="promotions" owner={roles.includes('owner')} />
      <PromotionsDesk
        api={promotions}
        products={() => api.products()}
        offersOf={async (slug) => (await api.product(slug)).offers}
        showrooms={async () => (await api.showrooms()).showrooms}
        markets={async () => (await shop.places()).markets}
      />
    </main>
  ),
});
