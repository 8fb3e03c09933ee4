import '../ui/styles.css';
import '../commerce/orders.css';
import { render } from 'preact';
import { openBasket } from '../commerce/basket.ts';
import { ShopHead } from '../commerce/ShopHead.tsx';
import { type Terms, TermsView } from '../commerce/TermsView.tsx';
import { SHOP_WORDS } from '../commerce/words.ts';
import { openApi } from '../net/api.ts';
import { startLanguage, t } from '../ui/i18n.ts';
import { titlePage } from '../ui/page.ts';

const api = openApi();
const basket = openBasket(api);
const session = api.session();

async function load(): Promise<Terms> {
  await session;
  return api.ask<Terms>('GET', '/api/terms');
}

function Page() {
  return (
    <>
      <ShopHead basket={basket} here="terms" />
      <main class="shop-page">
        <h1>{t('terms.title')}</h1>
        <TermsView load={load} />
      </main>
    </>
  );
}

await startLanguage(SHOP_WORDS);
titlePage('terms.title');
basket.refresh(session).catch(() => undefined);
render(<Page />, document.getElementById('app')!);
