import '../ui/styles.css';
import { effect } from '@preact/signals';
import { render } from 'preact';
import { openBasket } from '../commerce/basket.ts';
import { openFlow } from '../commerce/flow.ts';
import { Purchase } from '../commerce/Purchase.tsx';
import { ShopFoot } from '../commerce/ShopFoot.tsx';
import { ShopHead } from '../commerce/ShopHead.tsx';
import { SHOP_WORDS } from '../commerce/words.ts';
import { openApi } from '../net/api.ts';
import { language, startLanguage, t } from '../ui/i18n.ts';
import { titlePage } from '../ui/page.ts';
import { Toasts } from '../ui/toast.tsx';
import { takeCart } from './takeCart.ts';

/** Says that this window opened a checkout. */
const OPEN_KEY = 'vitrine.checkout';

/** The order whose buyer comes back from their bank. What came with it is taken out of the address: it opens the payment. */
function readReturn(): { order: string; failed: boolean } | undefined {
  const came = new URLSearchParams(location.search);
  const order = came.get('order');
  if (!order) return undefined;
  history.replaceState(null, '', location.pathname);
  return { order, failed: came.get('redirect_status') === 'failed' };
}

const back = readReturn();
const api = openApi();
const basket = openBasket(api);
const flow = openFlow(basket, () => language.value);

/** Asks for the cart and where one shops from; a checkout that is open goes on. */
async function start(): Promise<void> {
  await api.session();
  await takeCart(basket);
  await flow.start();
  if (back) await flow.comeBack(back.order, back.failed);
  else if (sessionStorage.getItem(OPEN_KEY)) await flow.resume();
  // Most who come have none open: it is asked for only where one was opened.
  effect(() => {
    const { at } = flow.now.value;
    if (at === 'done') sessionStorage.removeItem(OPEN_KEY);
    else if (at !== 'cart' && at !== 'opening') sessionStorage.setItem(OPEN_KEY, at);
  });
}

const begin = (): void => void basket.refresh(start()).catch(() => undefined);
const toShop = (): void => location.assign('/shop');

function Page() {
  const { at } = flow.now.value;
  const inCart = at === 'cart' || at === 'opening';
  return (
    <>
      <ShopHead basket={basket} here="checkout" />
      <main class="shop-page">
        <h1>{t(inCart ? 'cart.dialog' : 'checkout.title')}</h1>
        <Purchase
          flow={flow}
          onRetry={begin}
          onBrowse={toShop}
          done={{ label: t('checkout.toShop'), go: toShop }}
        />
      </main>
      <ShopFoot />
      <Toasts />
    </>
  );
}

await startLanguage(SHOP_WORDS);
titlePage('checkout.title');
begin();
render(<Page />, document.getElementById('app')!);
