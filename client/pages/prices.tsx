import '../ui/styles.css';
import '../ui/desk.css';
import { DeskHead } from '../commerce/desk/DeskHead.tsx';
import { PricesDesk } from '../commerce/prices/PricesDesk.tsx';
import { openPricesApi } from '../commerce/prices/pricesApi.ts';
import { PRICE_WORDS } from '../commerce/prices/words.ts';
import { openApi } from '../net/api.ts';
import { showStaffPage } from './staffPage.tsx';

const api = openApi();
const prices = openPricesApi(api);

await showStaffPage({
  api,
  roles: ['desk', 'owner'],
  words: [PRICE_WORDS],
  title: 'desk.prices',
  inside: ({ roles }) => (
    <main class="desk-page roomy">
      <DeskHead here="prices" owner={roles.includes('owner')} />
      <PricesDesk api={prices} owner={roles.includes('owner')} />
    </main>
  ),
});
