import '../ui/styles.css';
import '../ui/lobby.css';
import { render } from 'preact';
import { EventList } from '../events/EventList.tsx';
import { openEventsApi } from '../events/eventsApi.ts';
import { openApi } from '../net/api.ts';
import { Lobby } from '../showrooms/Lobby.tsx';
import { startLanguage } from '../ui/i18n.ts';
import { titlePage } from '../ui/page.ts';
import { LanguageField } from '../ui/SettingsPanel.tsx';

const api = openApi();
const events = openEventsApi(api);
/** Where the lobby is; any other address that brings it has nothing of its own. */
const LOBBY = /^\/lobby(\.html)?\/?$/;

await startLanguage();
titlePage('lobby.title');
render(
  <>
    <Lobby list={api.showrooms} astray={!LOBBY.test(location.pathname)}>
      <EventList load={events.announced} />
    </Lobby>
    <aside class="corner">
      <LanguageField />
    </aside>
  </>,
  document.getElementById('app')!,
);
