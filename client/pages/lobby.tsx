import '../ui/styles.css';
import '../ui/lobby.css';
import { render } from 'preact';
import { openApi } from '../net/api.ts';
import { Lobby } from '../showrooms/Lobby.tsx';
import { startLanguage } from '../ui/i18n.ts';
import { LanguageField } from '../ui/SettingsPanel.tsx';

const api = openApi();

await startLanguage();
document.body.classList.add('page');
render(
  <>
    <Lobby list={api.showrooms} />
    <aside class="corner">
      <LanguageField />
    </aside>
  </>,
  document.getElementById('app')!,
);
