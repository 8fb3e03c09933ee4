import '../ui/styles.css';
import '../ui/desk.css';
import '../replay/recordings.css';
import { computed, signal } from '@preact/signals';
import { render } from 'preact';
import type { Product } from '../../shared/model/catalogue.ts';
import { inLanguage } from '../../shared/model/localText.ts';
import { formatMoney } from '../../shared/model/money.ts';
import type { Scene } from '../../shared/model/scene.ts';
import type { LobbyEntry } from '../../shared/model/showroom.ts';
import { isLiveSource } from '../../shared/model/sources.ts';
import type { Refusal } from '../../shared/wire/refusal.ts';
import { FlashPanel } from '../commerce/flash/FlashPanel.tsx';
import { openPromotionsApi } from '../commerce/flash/flashApi.ts';
import { FLASH_WORDS } from '../commerce/flash/words.ts';
import type { Chat } from '../engagement/chat.ts';
import { openEventsApi } from '../events/eventsApi.ts';
import { RundownPanel } from '../events/RundownPanel.tsx';
import { openAccountApi } from '../identity/accountApi.ts';
import { ClosedDesk } from '../identity/ClosedDesk.tsx';
import { ACCOUNT_WORDS } from '../identity/words.ts';
import { untilDone } from '../net/again.ts';
import { openApi, type Session } from '../net/api.ts';
import { join, type Link, type LinkStatus } from '../net/link.ts';
import type { ServerClock } from '../net/serverClock.ts';
import { PinPanel } from '../products/PinPanel.tsx';
import { openShelf } from '../products/shelf.ts';
import { RecordingPanel } from '../replay/RecordingPanel.tsx';
import { REPLAY_WORDS } from '../replay/words.ts';
import type { RecordedFilms } from '../stage/AddInput.tsx';
import { GuestsPanel } from '../stage/GuestsPanel.tsx';
import type { Card } from '../stage/LowerThirdForm.tsx';
import { Studio } from '../stage/Studio.tsx';
import { DESK_WORDS } from '../ui/deskWords.ts';
import { SelectField } from '../ui/Field.tsx';
import { language, startLanguage, t, writing } from '../ui/i18n.ts';
import { LinkNotice } from '../ui/LinkNotice.tsx';
import { titlePage } from '../ui/page.ts';
import { toRefusal } from '../ui/report.ts';
import { LanguageField } from '../ui/SettingsPanel.tsx';
import { say, sayError, Toasts } from '../ui/toast.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import { HOUSE_SHOWROOM, pathOf } from './address.ts';

const link = signal<Link | undefined>(undefined);
const status = signal<LinkStatus>('online');
/** Who may not see this desk. */
const stranger = signal<Session | undefined>(undefined);
const refusal = signal<Refusal | undefined>(undefined);
const api = openApi();
const events = openEventsApi(api);
const accounts = openAccountApi(api);
const promotions = openPromotionsApi(api);
const inMemory = drawsInMemory();
const tick = signal(0);
const title = signal('');
const showrooms = signal<LobbyEntry[]>([]);
/** The server's time, once it has told it. */
const serverNow = signal<ServerClock | undefined>(undefined);
const screens = signal<readonly string[]>([]);
const shelf = openShelf(api);
/** What stands in the room. */
const products = computed<readonly Product[]>(() => shelf.onShow.value.map(({ product }) => product));
const role = signal<Session['role']>('visitor');
const chat = signal<Chat | undefined>(undefined);
/** Chat and moderation come when the stage is there. */
const desk = signal<typeof import('./HouseDesk.tsx').HouseDesk | undefined>(undefined);
/** The showroom on whose stage one is: named in the address, so that it can be kept and sent on. */
const showroom = signal(new URLSearchParams(location.search).get('showroom') ?? HOUSE_SHOWROOM);

/** Joins the room without a body, as who is signed in. */
async function start(): Promise<void> {
  refusal.value = undefined;
  const session = await api.session();
  const may = session.roles.some((one) => one === 'moderator' || one === 'host' || one === 'owner');
  role.value = session.role;
  stranger.value = may ? undefined : session;
  if (!may) return;
  const house = await api.showrooms();
  [showrooms.value, serverNow.value] = [house.showrooms, house.now];
  const joined = await join(session.token, { as: 'staff', showroom: showroom.value });
  joined.onStatus((next) => {
    status.value = next;
    if (next === 'unseated') void comeAgain(joined);
  });
  joined.on('identity.out', ({ why }) => {
    if (link.value !== joined) return;
    say(t(`out.${why}`), 'error');
    restart();
  });
  joined.watch.added('visitors', () => tick.value++);
  joined.watch.removed('visitors', () => tick.value++);
  joined.watch.changed(joined.state.programme, () => tick.value++);
  for (const name of ['added', 'removed'] as const) joined.watch[name]('sources', () => tick.value++);
  for (const name of ['added', 'removed'] as const) joined.watch[name]('screens', () => tick.value++);
  joined.watch.changed(joined.state.recording, () => tick.value++);
  joined.watch.added('stands', (stand) => {
    tick.value++;
    joined.watch.changed(stand, () => tick.value++);
  });
  link.value = joined;
  status.value = 'online';
  const [{ openTalk }, { HouseDesk }] = await Promise.all([
    import('./talking.ts'),
    import('./HouseDesk.tsx'),
  ]);
  const talk = await openTalk(joined);
  if (link.value !== joined) return talk.dispose();
  chat.value = talk;
  desk.value = HouseDesk;
  shelf.follow(joined);
  const scene = await api.scene<Scene>(joined.state.scene).catch(() => undefined);
  screens.value = scene?.screens.map(({ id }) => id) ?? [];
}

/** Recordings of events, of whatever showroom. The player comes when one is chosen. */
const recorded: RecordedFilms = {
  async list() {
    const { recordings } = await api.recordings.list();
    return recordings
      .filter(({ now, ms }) => !now && ms > 0)
      .map(({ event, title }) => [event, inLanguage(title, language.value)]);
  },
  open: async (event) => (await import('./recordedFilm.ts')).openRecordedFilm(api, event),
};

/** Products as cards low in the picture. */
const cards = (): Card[] =>
  products.value.map(({ slug, name, price, thumbnail }) => ({
    slug,
    lower: {
      title: inLanguage(name, language.value),
      line: formatMoney(price, writing.value),
      picture: thumbnail,
    },
  }));

/** Whether this machine draws without a graphics card. */
function drawsInMemory(): boolean {
  const gl = document.createElement('canvas').getContext('webgl');
  const told = gl?.getExtension('WEBGL_debug_renderer_info');
  const renderer = told ? String(gl!.getParameter(told.UNMASKED_RENDERER_WEBGL)) : '';
  return !gl || /swiftshader|llvmpipe|software/i.test(renderer);
}

/** A link with which a co-host comes on stage. */
const invitation = (ticket: string): string =>
  new URL(`${pathOf(showroom.value)}#stage=${ticket}`, location.origin).href;

const restart = (): void => {
  chat.value?.dispose();
  chat.value = undefined;
  link.value = undefined;
  start().catch((error) => (refusal.value = toRefusal(error)));
};

/** The seat is gone, or the server was started anew: joins again by oneself; what was live is taken up from there. */
async function comeAgain(gone: Link): Promise<void> {
  const former = chat.value;
  try {
    await untilDone(async () => (link.value === gone ? start() : undefined));
    former?.dispose();
  } catch (error) {
    if (link.value === gone) status.value = 'lost';
    sayError(error);
  }
}

/** Leaves this stage for another one's. */
function change(next: string): void {
  showroom.value = next;
  history.replaceState(null, '', `?showroom=${next}`);
  link.value?.close();
  restart();
}

function ShowroomField() {
  void tick.value;
  return (
    <SelectField
      name="showroom"
      label={t('studio.showroom')}
      options={showrooms.value.map(({ slug, name }) => [slug, inLanguage(name, language.value)])}
      initial={showroom.value}
      disabled={isLiveSource(link.value?.state.programme.source ?? '')}
      onChange={change}
    />
  );
}

/** The head of the page for those who keep order but do not go on air. */
function ModeratorHead() {
  return (
    <main class="studio">
      <header>
        <span class="brand">Vitrine</span>
        <h1>{t('moderation.title')}</h1>
      </header>
    </main>
  );
}

function App() {
  void tick.value;
  const Desk = desk.value;
  const talk = Desk && chat.value && link.value && (
    <Desk
      key={`desk ${link.value.sessionId}`}
      link={link.value}
      chat={chat.value}
      api={api}
      showroom={showrooms.value.find(({ slug }) => slug === showroom.value)}
      role={role.value}
    />
  );
  return (
    <>
      {link.value ? (
        <>
          {role.value === 'moderator' ? (
            <ModeratorHead />
          ) : (
            <Studio
              key={link.value.sessionId}
              link={link.value}
              tick={tick.value}
              showroom={showroom.value}
              title={title}
              screens={screens.value}
              cards={cards()}
              inMemory={inMemory}
              tabs={[
                {
                  id: 'event',
                  label: t('studio.event'),
                  content: (
                    <>
                      <RecordingPanel
                        api={api}
                        showroom={showroom.value}
                        state={link.value.state.recording.state}
                      />
                      <RundownPanel api={events} showroom={showroom.value} />
                    </>
                  ),
                },
                {
                  id: 'products',
                  label: t('studio.products'),
                  content: (
                    <>
                      <PinPanel link={link.value} products={products.value} tick={tick.value} />
                      <FlashPanel
                        api={promotions}
                        link={link.value}
                        showroom={showroom.value}
                        products={products.value}
                        now={serverNow.value}
                      />
                    </>
                  ),
                },
                { id: 'talk', label: t('studio.talk'), content: talk },
                {
                  id: 'guests',
                  label: t('studio.guests'),
                  content: <GuestsPanel link={link.value} invitation={invitation} />,
                },
              ]}
              encoder={() => api.console.stream(showroom.value)}
              recorded={recorded}
            />
          )}
          {role.value === 'moderator' && talk}
        </>
      ) : stranger.value ? (
        <ClosedDesk api={accounts} session={stranger.value} onIn={restart} />
      ) : (
        <Waiting refusal={refusal.value} onRetry={restart} />
      )}
      <aside class="corner">
        {showrooms.value.length > 1 && <ShowroomField />}
        <LanguageField />
      </aside>
      <LinkNotice status={status.value} onRejoin={restart} />
      <Toasts />
    </>
  );
}

await startLanguage(DESK_WORDS, REPLAY_WORDS, ACCOUNT_WORDS, FLASH_WORDS);
titlePage('studio.title');
render(<App />, document.getElementById('app')!);
restart();
