import './account.css';
import type { Session } from '../net/api.ts';
import { t } from '../ui/i18n.ts';
import type { AccountApi } from './accountApi.ts';
import { SignIn } from './SignIn.tsx';

type ClosedDeskProps = {
  api: AccountApi;
  /** Who asks; undefined while nobody knows. */
  session: Session;
  onIn(): void;
};

/** A page of staff for one who has no right there: the ways to sign in, or why one's account does not do. */
export function ClosedDesk({ api, session: { account, needsSecondFactor }, onIn }: ClosedDeskProps) {
  return (
    <main class="account closed-desk">
      <header>
        <span class="brand">Vitrine</span>
        <h1>{t('account.signIn')}</h1>
      </header>
      <section>
        {account ? (
          <>
            <p role="alert">
              {t(needsSecondFactor ? 'account.secondNeeded' : 'account.noRight', { name: account.name })}
            </p>
            <p class="verbs">
              <a class="quiet link" href="/account">
                {t('account.title')}
              </a>
            </p>
          </>
        ) : (
          <>
            <p>{t('account.needs')}</p>
            <SignIn api={api} onIn={onIn} closed />
          </>
        )}
      </section>
      <p class="verbs">
        <a class="quiet link" href="/lobby">
          {t('places.all')}
        </a>
      </p>
    </main>
  );
}
