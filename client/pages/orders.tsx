import '../ui/styles.css';
import { signal } from '@preact/signals';
import { render } from 'preact';
import { openBasket } from '../commerce/basket.ts';
import { ClaimOrders } from '../commerce/ClaimOrders.tsx';
import { OrderList } from '../commerce/OrderList.tsx';
import { OrderView } from '../commerce/OrderView.tsx';
import { openOrderPort } from '../commerce/orderPort.ts';
import { ShopFoot } from '../commerce/ShopFoot.tsx';
import { ShopHead } from '../commerce/ShopHead.tsx';
import { openShopApi } from '../commerce/shopApi.ts';
import { SHOP_WORDS } from '../commerce/words.ts';
import { openApi } from '../net/api.ts';
import { startLanguage, t } from '../ui/i18n.ts';
import { titlePage } from '../ui/page.ts';
import { Toasts } from '../ui/toast.tsx';

const api = openApi();
const shop = openShopApi(api);
const basket = openBasket(api);
/** The order named in the address, if one is. */
const id = decodeURIComponent(location.pathname.split('/')[2] ?? '');
const session = api.session();
/** Whether somebody is signed in, and how often orders were claimed here. */
const account = signal(false);
const claimed = signal(0);

/** The key that a mail's link brought: kept by this tab, and taken out of the address, so that it is not shared by accident. */
function readKey(): string {
  const [place, came] = [`vitrine.order.${id}`, new URLSearchParams(location.hash.slice(1)).get('key')];
  if (came) {
    sessionStorage.setItem(place, came);
    history.replaceState(null, '', location.pathname);
  }
  return came ?? sessionStorage.getItem(place) ?? '';
}

const port = openOrderPort(api, id, id && readKey());
const afterSession =
  <T,>(ask: () => Promise<T>) =>
  async (): Promise<T> => {
    await session;
    return ask();
  };

function List() {
  return (
    <>
      <h1>{t('orders.title')}</h1>
      {account.value && (
        <ClaimOrders offered={shop.claimable} claim={shop.claim} onClaimed={() => claimed.value++} />
      )}
      <OrderList key={claimed.value} load={afterSession(shop.orders)} />
    </>
  );
}

function Page() {
  return (
    <>
      <ShopHead basket={basket} here="orders" />
      <main class="shop-page">
        {id ? <OrderView port={{ ...port, load: afterSession(port.load) }} /> : <List />}
      </main>
      <ShopFoot />
      <Toasts />
    </>
  );
}

await startLanguage(SHOP_WORDS);
titlePage('orders.title');
session.then(
  ({ account: who }) => {
    account.value = who !== null;
  },
  () => undefined,
);
basket.refresh(session).catch(() => undefined);
render(<Page />, document.getElementById('app')!);
