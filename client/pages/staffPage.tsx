import { signal } from '@preact/signals';
import { type ComponentChildren, render } from 'preact';
import type { Refusal } from '../../shared/wire/refusal.ts';
import { openAccountApi } from '../identity/accountApi.ts';
import { ClosedDesk } from '../identity/ClosedDesk.tsx';
import { ACCOUNT_WORDS } from '../identity/words.ts';
import type { Api, Role, Session } from '../net/api.ts';
import { DESK_WORDS } from '../ui/deskWords.ts';
import { type Catalogues, startLanguage } from '../ui/i18n.ts';
import { titlePage } from '../ui/page.ts';
import { toRefusal } from '../ui/report.ts';
import { LanguageField } from '../ui/SettingsPanel.tsx';
import { sayError, Toasts, undoByKey } from '../ui/toast.tsx';
import { Waiting } from '../ui/Waiting.tsx';

type StaffPage = {
  api: Api;
  /** Who may see it: any of these roles. */
  roles: readonly Role[];
  words: readonly Catalogues[];
  /** The key of its title. */
  title: Parameters<typeof titlePage>[0];
  /** What is fetched once somebody may see it. */
  onIn?(): Promise<void>;
  inside(session: Session): ComponentChildren;
};

/** Shows a page of staff: who may not see it gets the ways to sign in instead. */
export async function showStaffPage({ api, roles, words, title, onIn, inside }: StaffPage): Promise<void> {
  const accounts = openAccountApi(api);
  const session = signal<Session | undefined>(undefined);
  const refusal = signal<Refusal | undefined>(undefined);
  const mayEnter = (mine: Session): boolean => mine.roles.some((role) => roles.includes(role));
  const signIn = (): void => {
    refusal.value = undefined;
    api.session().then(
      (mine) => {
        session.value = mine;
        if (mayEnter(mine)) void onIn?.().catch(sayError);
      },
      (error) => {
        refusal.value = toRefusal(error);
      },
    );
  };
  const App = () => {
    const mine = session.value;
    return (
      <>
        {!mine ? (
          <Waiting refusal={refusal.value} onRetry={signIn} />
        ) : mayEnter(mine) ? (
          inside(mine)
        ) : (
          <ClosedDesk api={accounts} session={mine} onIn={signIn} />
        )}
        <aside class="corner">
          <LanguageField />
        </aside>
        <Toasts />
      </>
    );
  };
  await startLanguage(DESK_WORDS, ACCOUNT_WORDS, ...words);
  titlePage(title);
  addEventListener('keydown', undoByKey);
  render(<App />, document.getElementById('app')!);
  signIn();
}
