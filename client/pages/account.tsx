import '../ui/styles.css';
import '../identity/account.css';
import { signal } from '@preact/signals';
import { render } from 'preact';
import type { Refusal } from '../../shared/wire/refusal.ts';
import { ClaimOrders } from '../commerce/ClaimOrders.tsx';
import { openShopApi } from '../commerce/shopApi.ts';
import { SHOP_WORDS } from '../commerce/words.ts';
import { AccountDesk } from '../identity/AccountDesk.tsx';
import { openAccountApi } from '../identity/accountApi.ts';
import { PasswordField, Work } from '../identity/form.tsx';
import { Invited } from '../identity/Invited.tsx';
import { SignIn } from '../identity/SignIn.tsx';
import { ACCOUNT_WORDS } from '../identity/words.ts';
import { openApi, type Session } from '../net/api.ts';
import { startLanguage, t } from '../ui/i18n.ts';
import { titlePage } from '../ui/page.ts';
import { toRefusal } from '../ui/report.ts';
import { LanguageField } from '../ui/SettingsPanel.tsx';
import { Trouble } from '../ui/Trouble.tsx';
import { say, Toasts } from '../ui/toast.tsx';

const net = openApi();
const api = openAccountApi(net);
const shop = openShopApi(net);
const session = signal<Session | undefined>(undefined);
const refusal = signal<Refusal | undefined>(undefined);
/** What a link from a mail, or an invitation, wants. */
const wish = signal(readWish());
/** The mailed link asks for the second factor too. */
const codeAsked = signal(false);

type Wish = { link?: string; verify?: string; reset?: string; invitation?: string };

/** What the address asks for: taken out of it, so that it is not shared by accident; an invitation may be opened again. */
function readWish(): Wish {
  const found: Wish = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  if (found.link || found.verify || found.reset) history.replaceState(null, '', location.pathname);
  return found;
}

async function start(): Promise<void> {
  refusal.value = undefined;
  try {
    const { link, verify } = wish.value;
    if (link || verify) {
      const result = await (link ? api.openLink(link) : api.confirmMail(verify!));
      codeAsked.value = result === 'code';
      wish.value = {};
    }
    session.value = await api.session();
  } catch (error) {
    refusal.value = toRefusal(error);
  }
}

/** A link that does not hold: one goes on without it. */
function goOn(): void {
  wish.value = {};
  void start();
}

const enter = async (): Promise<void> => {
  codeAsked.value = false;
  await start();
};

/** One has joined the staff: the invitation is used. */
function joined(): void {
  history.replaceState(null, '', location.pathname);
  wish.value = {};
  void start();
}

async function leave(words: string): Promise<void> {
  if (words) say(words);
  session.value = undefined;
  await start();
}

function Body() {
  const { reset, invitation } = wish.value;
  if (refusal.value?.code === 'gone')
    return (
      <section role="alert">
        <h2>{t('account.gone.title')}</h2>
        <p>{t('account.gone')}</p>
        <p class="verbs">
          <button type="button" class="primary" onClick={goOn}>
            {t('account.goOn')}
          </button>
        </p>
      </section>
    );
  if (refusal.value) return <Trouble refusal={refusal.value} onRetry={() => void start()} />;
  const now = session.value;
  if (!now) return <p role="status">{t(wish.value.link ? 'account.opening' : 'studio.connecting')}</p>;
  if (reset) return <Reset token={reset} />;
  if (invitation)
    return (
      <Invited
        api={api}
        secret={invitation}
        name={now.account?.name}
        onIn={() => void start()}
        onJoined={joined}
      />
    );
  if (now.account)
    return (
      <AccountDesk key={now.account.id} api={api} onOut={(words) => void leave(words)}>
        <ClaimOrders offered={shop.claimable} claim={shop.claim} />
      </AccountDesk>
    );
  return (
    <section>
      <p>{t('account.signInLead')}</p>
      <SignIn key={String(codeAsked.value)} api={api} asked={codeAsked.value} onIn={() => void enter()} />
    </section>
  );
}

function Reset({ token }: { token: string }) {
  return (
    <section>
      <h2>{t('account.reset.title')}</h2>
      <Work
        submit={t('account.save')}
        onSubmit={async ({ password }) => {
          await api.reset(token, password!);
          say(t('account.reset.done'));
          goOn();
        }}
      >
        <PasswordField name="password" label={t('account.newPassword')} fresh />
      </Work>
    </section>
  );
}

const title = () => {
  if (wish.value.invitation) return 'invite.title';
  return session.value?.account ? 'account.title' : 'account.signIn';
};

function App() {
  return (
    <>
      <main class="account">
        <header>
          <a class="brand" href="/">
            Vitrine
          </a>
          <h1>{t(title())}</h1>
        </header>
        <Body />
      </main>
      <aside class="corner">
        <LanguageField />
      </aside>
      <Toasts />
    </>
  );
}

await startLanguage(ACCOUNT_WORDS, SHOP_WORDS);
titlePage('account.title');
// An invitation may be opened in a window where the page is already.
addEventListener('hashchange', () => {
  wish.value = readWish();
  void start();
});
render(<App />, document.getElementById('app')!);
void start();
