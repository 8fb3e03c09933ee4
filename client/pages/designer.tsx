import '../ui/styles.css';
import '../ui/desk.css';
import '../products/design/design.css';
import { signal } from '@preact/signals';
import { render } from 'preact';
import type { Refusal } from '../../shared/wire/refusal.ts';
import { openAccountApi } from '../identity/accountApi.ts';
import { ClosedDesk } from '../identity/ClosedDesk.tsx';
import { ACCOUNT_WORDS } from '../identity/words.ts';
import { openApi, type Session } from '../net/api.ts';
import { Designer } from '../products/design/Designer.tsx';
import { type Desk, openDesk } from '../products/design/desk.ts';
import { DESIGN_WORDS, FINDING_WORDS } from '../products/design/words.ts';
import { DESK_WORDS } from '../ui/deskWords.ts';
import { startLanguage } from '../ui/i18n.ts';
import { titlePage } from '../ui/page.ts';
import { toRefusal } from '../ui/report.ts';
import { LanguageField } from '../ui/SettingsPanel.tsx';
import { Toasts, undoByKey } from '../ui/toast.tsx';
import { Waiting } from '../ui/Waiting.tsx';

const api = openApi();
const desk = signal<Desk | undefined>(undefined);
/** Who may not see this desk. */
const stranger = signal<Session | undefined>(undefined);
const accounts = openAccountApi(api);
const refusal = signal<Refusal | undefined>(undefined);

async function signIn(): Promise<void> {
  refusal.value = undefined;
  try {
    const session = await api.session();
    const may = session.roles.some((role) => role === 'designer' || role === 'owner');
    stranger.value = may ? undefined : session;
    if (!may) return;
    const opened = openDesk(api);
    await Promise.all([opened.uploads.refresh(), opened.loadProducts()]);
    desk.value = opened;
  } catch (error) {
    refusal.value = toRefusal(error);
  }
}

function App() {
  return (
    <>
      {desk.value ? (
        <Designer desk={desk.value} language={<LanguageField />} />
      ) : stranger.value ? (
        <>
          <ClosedDesk api={accounts} session={stranger.value} onIn={() => void signIn()} />
          <aside class="corner">
            <LanguageField />
          </aside>
        </>
      ) : (
        <Waiting refusal={refusal.value} onRetry={() => void signIn()} />
      )}
      <Toasts />
    </>
  );
}

await startLanguage(DESK_WORDS, DESIGN_WORDS, FINDING_WORDS, ACCOUNT_WORDS);
titlePage('design.title');
addEventListener('keydown', undoByKey);
render(<App />, document.getElementById('app')!);
void signIn();
