import '../ui/styles.css';
import '../ui/desk.css';
import '../ui/furnish.css';
import '../replay/recordings.css';
import { signal } from '@preact/signals';
import type { LobbyEntry } from '../../shared/model/showroom.ts';
import { EventsDesk } from '../events/EventsDesk.tsx';
import { openEventsApi } from '../events/eventsApi.ts';
import { Console } from '../host/Console.tsx';
import type { PreviewDoor } from '../host/Preview.tsx';
import { openAccountApi } from '../identity/accountApi.ts';
import { Members } from '../identity/Members.tsx';
import { openApi } from '../net/api.ts';
import { kept } from '../net/kept.ts';
import { Recordings } from '../replay/Recordings.tsx';
import { REPLAY_WORDS } from '../replay/words.ts';
import { t } from '../ui/i18n.ts';
import { showStaffPage } from './staffPage.tsx';

const house = openApi();
/** A large catalogue is not fetched again with every look. */
const api = { ...house, products: kept(() => house.products()) };
const events = openEventsApi(api);
const accounts = openAccountApi(house);
/** The room itself is fetched when somebody wants to see it. */
const openPreview: PreviewDoor = async (...where) =>
  (await import('./preview.ts')).previewWith(api)(...where);
/** The moderation desk comes when the console is open. */
const desk = signal<typeof import('../engagement/ModerationPanel.tsx').ModerationPanel | undefined>(
  undefined,
);
const showrooms = signal<LobbyEntry[]>([]);

async function openDesk(): Promise<void> {
  const { openOrderDesk } = await import('./order.ts');
  [desk.value, showrooms.value] = [await openOrderDesk(), (await api.showrooms()).showrooms];
}

function Inside() {
  const Desk = desk.value;
  return (
    <Console api={api} openPreview={openPreview}>
      <EventsDesk
        api={events}
        showrooms={async () => (await api.showrooms()).showrooms}
        products={api.products}
      />
      <Recordings api={api} />
      <Members api={accounts.staff} />
      {Desk && (
        <section>
          <h2>{t('moderation.title')}</h2>
          <Desk api={api.moderation} showrooms={showrooms.value} owner />
        </section>
      )}
    </Console>
  );
}

await showStaffPage({
  api,
  roles: ['owner'],
  words: [REPLAY_WORDS],
  title: 'console.title',
  onIn: openDesk,
  inside: () => <Inside />,
});
