import '../ui/styles.css';
import '../ui/desk.css';
import { openDeskApi } from '../commerce/desk/deskApi.ts';
import { TillPage } from '../commerce/desk/TillPage.tsx';
import { TILL_WORDS } from '../commerce/desk/words.ts';
import { SHOP_WORDS } from '../commerce/words.ts';
import { openApi } from '../net/api.ts';
import { showStaffPage } from './staffPage.tsx';

const api = openApi();
const desk = openDeskApi(api);

await showStaffPage({
  api,
  roles: ['desk', 'owner'],
  words: [SHOP_WORDS, TILL_WORDS],
  title: 'till.title',
  inside: ({ roles }) => <TillPage api={desk} owner={roles.includes('owner')} />,
});
