import '../ui/styles.css';
import '../ui/desk.css';
import { signal } from '@preact/signals';
import { render } from 'preact';
import { Console } from '../host/Console.tsx';
import type { PreviewDoor } from '../host/Preview.tsx';
import { openApi } from '../net/api.ts';
import { readAccessKey } from '../ui/accessKey.ts';
import { sayRefusal, startLanguage, t } from '../ui/i18n.ts';
import { toRefusal } from '../ui/report.ts';
import { LanguageField } from '../ui/SettingsPanel.tsx';
import { Toasts } from '../ui/toast.tsx';

const api = openApi();
const open = signal(false);
/** The room itself is fetched when somebody wants to see it. */
const openPreview: PreviewDoor = async (...where) =>
  (await import('./preview.ts')).previewWith(api)(...where);
const problem = signal('');

function App() {
  return (
    <>
      {open.value ? (
        <Console api={api} openPreview={openPreview} />
      ) : (
        <main class="waiting">
          <p class="brand">Vitrine</p>
          <p role={problem.value ? 'alert' : 'status'}>{problem.value || t('studio.connecting')}</p>
        </main>
      )}
      <aside class="corner">
        <LanguageField />
      </aside>
      <Toasts />
    </>
  );
}

await startLanguage();
document.body.classList.add('page');
render(<App />, document.getElementById('app')!);
api.session(readAccessKey()).then(
  ({ role }) => {
    open.value = role === 'owner';
    if (!open.value) problem.value = t('console.needsOwner');
  },
  (error) => {
    problem.value = sayRefusal(toRefusal(error));
  },
);
