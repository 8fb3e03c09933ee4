import '../ui/styles.css';
import { signal } from '@preact/signals';
import { render } from 'preact';
import { inLanguage } from '../../shared/model/localText.ts';
import { openBasket } from '../commerce/basket.ts';
import { openFlow } from '../commerce/flow.ts';
import { MarketChoice } from '../commerce/MarketChoice.tsx';
import { ShopFoot } from '../commerce/ShopFoot.tsx';
import { ShopHead } from '../commerce/ShopHead.tsx';
import { SHOP_WORDS } from '../commerce/words.ts';
import { openApi } from '../net/api.ts';
import { Shop } from '../products/search/Shop.tsx';
import { SHELF_WORDS } from '../products/search/words.ts';
import { language, startLanguage, t } from '../ui/i18n.ts';
import { titlePage } from '../ui/page.ts';
import { say, sayError, Toasts } from '../ui/toast.tsx';

const api = openApi();
const basket = openBasket(api);
const flow = openFlow(basket, () => language.value);
/** Rises when prices are other ones. */
const prices = signal(0);

const session = api.session();
async function start(): Promise<void> {
  await session;
  await Promise.all([basket.refresh(), flow.start()]);
}

function Page() {
  return (
    <>
      <ShopHead basket={basket} here="shop" />
      <main class="shop-page">
        <header class="shop-title">
          <div>
            <h1>{t('shop.title')}</h1>
            <p class="hint">{t('shop.lead')}</p>
          </div>
          <MarketChoice flow={flow} onMoved={() => prices.value++} />
        </header>
        <Shop
          ask={async (path) => {
            await session;
            return api.ask('GET', path);
          }}
          prices={prices.value}
          onAdd={({ slug, name }, ahead) =>
            basket
              .add(slug, undefined, ahead)
              .then(() => say(t('product.added', { name: inLanguage(name, language.value) })), sayError)
          }
        />
      </main>
      <ShopFoot />
      <Toasts />
    </>
  );
}

await startLanguage(SHOP_WORDS, SHELF_WORDS);
titlePage('shop.title');
start().catch(sayError);
render(<Page />, document.getElementById('app')!);
