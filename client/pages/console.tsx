import '../ui/styles.css';
import '../ui/desk.css';
import '../ui/furnish.css';
import '../replay/recordings.css';
import { signal } from '@preact/signals';
import { render } from 'preact';
import type { LobbyEntry } from '../../shared/model/showroom.ts';
import type { Refusal } from '../../shared/wire/refusal.ts';
import { EventsDesk } from '../events/EventsDesk.tsx';
import { openEventsApi } from '../events/eventsApi.ts';
import { Console } from '../host/Console.tsx';
import type { PreviewDoor } from '../host/Preview.tsx';
import { openApi } from '../net/api.ts';
import { kept } from '../net/kept.ts';
import { Recordings } from '../replay/Recordings.tsx';
import { REPLAY_WORDS } from '../replay/words.ts';
import { readAccessKey } from '../ui/accessKey.ts';
import { DESK_WORDS } from '../ui/deskWords.ts';
import { startLanguage, t } from '../ui/i18n.ts';
import { titlePage } from '../ui/page.ts';
import { toRefusal } from '../ui/report.ts';
import { LanguageField } from '../ui/SettingsPanel.tsx';
import { sayError, Toasts, undoByKey } from '../ui/toast.tsx';
import { Waiting } from '../ui/Waiting.tsx';

const house = openApi();
/** A large catalogue is not fetched again with every look. */
const api = { ...house, products: kept(() => house.products()) };
const events = openEventsApi(api);
const open = signal(false);
/** The room itself is fetched when somebody wants to see it. */
const openPreview: PreviewDoor = async (...where) =>
  (await import('./preview.ts')).previewWith(api)(...where);
/** The moderation desk comes when the console is open. */
const desk = signal<typeof import('../engagement/ModerationPanel.tsx').ModerationPanel | undefined>(
  undefined,
);
const showrooms = signal<LobbyEntry[]>([]);
const stranger = signal(false);
const refusal = signal<Refusal | undefined>(undefined);
const key = readAccessKey();

function signIn(): void {
  refusal.value = undefined;
  api.session(key).then(
    ({ role }) => {
      open.value = role === 'owner';
      stranger.value = !open.value;
      if (open.value) void openDesk().catch(sayError);
    },
    (error) => {
      refusal.value = toRefusal(error);
    },
  );
}

async function openDesk(): Promise<void> {
  const { openOrderDesk } = await import('./order.ts');
  [desk.value, showrooms.value] = [await openOrderDesk(), (await api.showrooms()).showrooms];
}

function App() {
  const Desk = desk.value;
  return (
    <>
      {open.value ? (
        <Console api={api} openPreview={openPreview}>
          <EventsDesk
            api={events}
            showrooms={async () => (await api.showrooms()).showrooms}
            products={api.products}
          />
          <Recordings api={api} />
          {Desk && (
            <section>
              <h2>{t('moderation.title')}</h2>
              <Desk api={api.moderation} showrooms={showrooms.value} owner />
            </section>
          )}
        </Console>
      ) : (
        <Waiting
          closed={stranger.value ? t('console.needsOwner') : undefined}
          refusal={refusal.value}
          onRetry={signIn}
        />
      )}
      <aside class="corner">
        <LanguageField />
      </aside>
      <Toasts />
    </>
  );
}

await startLanguage(DESK_WORDS, REPLAY_WORDS);
titlePage('console.title');
addEventListener('keydown', undoByKey);
render(<App />, document.getElementById('app')!);
signIn();
