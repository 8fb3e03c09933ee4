import '../ui/styles.css';
import '../ui/desk.css';
import '../products/design/design.css';
import { signal } from '@preact/signals';
import { render } from 'preact';
import type { Refusal } from '../../shared/wire/refusal.ts';
import { openApi } from '../net/api.ts';
import { Designer } from '../products/design/Designer.tsx';
import { type Desk, openDesk } from '../products/design/desk.ts';
import { DESIGN_WORDS, FINDING_WORDS } from '../products/design/words.ts';
import { readAccessKey } from '../ui/accessKey.ts';
import { DESK_WORDS } from '../ui/deskWords.ts';
import { startLanguage, t } from '../ui/i18n.ts';
import { titlePage } from '../ui/page.ts';
import { toRefusal } from '../ui/report.ts';
import { LanguageField } from '../ui/SettingsPanel.tsx';
import { Toasts, undoByKey } from '../ui/toast.tsx';
import { Waiting } from '../ui/Waiting.tsx';

const api = openApi();
const desk = signal<Desk | undefined>(undefined);
const stranger = signal(false);
const refusal = signal<Refusal | undefined>(undefined);
const key = readAccessKey();

async function signIn(): Promise<void> {
  refusal.value = undefined;
  try {
    const { role } = await api.session(key);
    stranger.value = role !== 'designer' && role !== 'owner';
    if (stranger.value) return;
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
      ) : (
        <Waiting
          closed={stranger.value ? t('design.needsDesigner') : undefined}
          refusal={refusal.value}
          onRetry={() => void signIn()}
        />
      )}
      <Toasts />
    </>
  );
}

await startLanguage(DESK_WORDS, DESIGN_WORDS, FINDING_WORDS);
titlePage('design.title');
addEventListener('keydown', undoByKey);
render(<App />, document.getElementById('app')!);
void signIn();
