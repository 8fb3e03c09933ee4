import '../ui/styles.css';
import '../events/event.css';
import { render } from 'preact';
import { openEventsApi } from '../events/eventsApi.ts';
import { Invitation } from '../events/Invitation.tsx';
import { EVENT_WORDS } from '../events/words.ts';
import { openApi } from '../net/api.ts';
import { language, startLanguage } from '../ui/i18n.ts';
import { LanguageField } from '../ui/SettingsPanel.tsx';

const api = openEventsApi(openApi());
const slug = decodeURIComponent(location.pathname.split('/')[2] ?? '');
const search = new URLSearchParams(location.search);
const ticket = search.get('ticket') ?? undefined;

/** The page is dark where the reader's device is. */
const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = (): void => {
  document.documentElement.dataset.mood = dark.matches ? 'evening' : 'day';
};
dark.addEventListener('change', follow);
follow();

await startLanguage(EVENT_WORDS);
render(
  <>
    <Invitation
      load={() => api.invitation(slug, ticket)}
      remind={(email) => api.remind(slug, { email, language: language.value, ...(ticket && { ticket }) })}
      forget={api.forget}
      ticket={ticket}
      forgetToken={search.get('forget') ?? undefined}
      onTitle={(title) => {
        document.title = `${title} · Vitrine`;
      }}
    />
    <aside class="corner">
      <LanguageField />
    </aside>
  </>,
  document.getElementById('app')!,
);
