import '../ui/styles.css';
import '../replay/replay.css';
import { signal } from '@preact/signals';
import { render } from 'preact';
import { inLanguage } from '../../shared/model/localText.ts';
import { openBasket } from '../commerce/basket.ts';
import { CartDialog } from '../commerce/CartDialog.tsx';
import { openApi } from '../net/api.ts';
import { Replay } from '../replay/Replay.tsx';
import { REPLAY_WORDS } from '../replay/words.ts';
import { Icon } from '../ui/Icon.tsx';
import { language, startLanguage, t } from '../ui/i18n.ts';
import { titlePage } from '../ui/page.ts';
import { LanguageField } from '../ui/SettingsPanel.tsx';
import { say, sayError, Toasts } from '../ui/toast.tsx';

const api = openApi();
const basket = openBasket(api);
const cartOpen = signal(false);
const signedIn = signal(false);
/** The event named in the address. */
const event = decodeURIComponent(location.pathname.split('/').filter(Boolean).at(-1) ?? '');

const openCart = (): void => {
  const session = api.session();
  basket.refresh(session).catch(() => undefined);
  session.finally(() => (signedIn.value = true)).catch(() => undefined);
};

async function add(slug: string): Promise<void> {
  try {
    await basket.add(slug);
    const line = basket.cart.value?.lines.find((one) => one.slug === slug);
    say(t('product.added', { name: line ? inLanguage(line.name, language.value) : slug }));
  } catch (error) {
    sayError(error);
  }
}

function Page() {
  return (
    <>
      <main class="replay">
        <nav>
          <a class="brand" href="/lobby">
            Vitrine
          </a>
          <span class="corner">
            <LanguageField />
          </span>
          <button
            type="button"
            class="pill strong"
            aria-label={t('cart.open', { count: basket.count.value })}
            aria-expanded={cartOpen.value}
            onClick={() => (cartOpen.value = !cartOpen.value)}
          >
            <Icon name="cart" />
            <span>{t('nav.cart')}</span> {basket.count.value > 0 && <b>{basket.count.value}</b>}
          </button>
        </nav>
        {signedIn.value && <Replay api={api} event={event} onAdd={add} />}
      </main>
      {cartOpen.value && (
        <CartDialog
          basket={basket}
          onRetry={openCart}
          onBrowse={() => (cartOpen.value = false)}
          onClose={() => (cartOpen.value = false)}
        />
      )}
      <Toasts />
    </>
  );
}

await startLanguage(REPLAY_WORDS);
titlePage('replay.title');
openCart();
render(<Page />, document.getElementById('app')!);
