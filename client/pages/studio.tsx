import '../ui/styles.css';
import '../ui/desk.css';
import { signal } from '@preact/signals';
import { render } from 'preact';
import { openApi } from '../net/api.ts';
import { join, type Link, type LinkStatus } from '../net/link.ts';
import { Studio } from '../stage/Studio.tsx';
import { readAccessKey } from '../ui/accessKey.ts';
import { sayRefusal, startLanguage, t } from '../ui/i18n.ts';
import { LinkNotice } from '../ui/LinkNotice.tsx';
import { toRefusal } from '../ui/report.ts';
import { LanguageField } from '../ui/SettingsPanel.tsx';
import { Toasts } from '../ui/toast.tsx';

const SHOWROOM = 'atelier';

const link = signal<Link | undefined>(undefined);
const status = signal<LinkStatus>('online');
const problem = signal('');
const tick = signal(0);

/** Signs in with the link's key and joins the room without a body. */
async function start(): Promise<void> {
  problem.value = '';
  const session = await openApi().session(readAccessKey());
  if (session.role === 'visitor') {
    problem.value = t('studio.needsHost');
    return;
  }
  const joined = await join(session.token, { as: 'staff', showroom: SHOWROOM });
  joined.onStatus((next) => (status.value = next));
  joined.watch.added('visitors', () => tick.value++);
  joined.watch.removed('visitors', () => tick.value++);
  joined.watch.changed(joined.state.programme, () => tick.value++);
  link.value = joined;
  status.value = 'online';
}

const restart = (): void => {
  link.value = undefined;
  start().catch((error) => (problem.value = sayRefusal(toRefusal(error))));
};

function App() {
  return (
    <>
      {link.value ? (
        <Studio link={link.value} tick={tick.value} />
      ) : (
        <main class="waiting">
          <p class="brand">Vitrine</p>
          <p role={problem.value ? 'alert' : 'status'}>{problem.value || t('studio.connecting')}</p>
        </main>
      )}
      <aside class="corner">
        <LanguageField />
      </aside>
      <LinkNotice status={status.value} onRejoin={restart} />
      <Toasts />
    </>
  );
}

await startLanguage();
document.body.classList.add('page');
render(<App />, document.getElementById('app')!);
restart();
