import '../ui/styles.css';
import '../ui/desk.css';
import { signal } from '@preact/signals';
import { render } from 'preact';
import { inLanguage } from '../../shared/model/catalogue.ts';
import type { LobbyEntry } from '../../shared/model/showroom.ts';
import { isLiveSource } from '../../shared/model/sources.ts';
import type { Refusal } from '../../shared/wire/refusal.ts';
import { openApi } from '../net/api.ts';
import { join, type Link, type LinkStatus } from '../net/link.ts';
import { Studio } from '../stage/Studio.tsx';
import { readAccessKey } from '../ui/accessKey.ts';
import { DESK_WORDS } from '../ui/deskWords.ts';
import { SelectField } from '../ui/Field.tsx';
import { language, startLanguage, t } from '../ui/i18n.ts';
import { LinkNotice } from '../ui/LinkNotice.tsx';
import { titlePage } from '../ui/page.ts';
import { toRefusal } from '../ui/report.ts';
import { LanguageField } from '../ui/SettingsPanel.tsx';
import { Toasts } from '../ui/toast.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import { HOUSE_SHOWROOM } from './address.ts';

const link = signal<Link | undefined>(undefined);
const status = signal<LinkStatus>('online');
const stranger = signal(false);
const refusal = signal<Refusal | undefined>(undefined);
const api = openApi();
const key = readAccessKey();
const tick = signal(0);
const showrooms = signal<LobbyEntry[]>([]);
/** The showroom on whose stage one is: named in the address, so that it can be kept and sent on. */
const showroom = signal(new URLSearchParams(location.search).get('showroom') ?? HOUSE_SHOWROOM);

/** Signs in with the link's key and joins the room without a body. */
async function start(): Promise<void> {
  refusal.value = undefined;
  const session = await api.session(key);
  stranger.value = session.role === 'visitor';
  if (stranger.value) return;
  showrooms.value = (await api.showrooms()).showrooms;
  const joined = await join(session.token, { as: 'staff', showroom: showroom.value });
  joined.onStatus((next) => (status.value = next));
  joined.watch.added('visitors', () => tick.value++);
  joined.watch.removed('visitors', () => tick.value++);
  joined.watch.changed(joined.state.programme, () => tick.value++);
  link.value = joined;
  status.value = 'online';
}

const restart = (): void => {
  link.value = undefined;
  start().catch((error) => (refusal.value = toRefusal(error)));
};

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

function App() {
  return (
    <>
      {link.value ? (
        <Studio
          key={showroom.value}
          link={link.value}
          tick={tick.value}
          encoder={() => api.console.stream(showroom.value)}
        />
      ) : (
        <Waiting
          closed={stranger.value ? t('studio.needsHost') : undefined}
          refusal={refusal.value}
          onRetry={restart}
        />
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

await startLanguage(DESK_WORDS);
titlePage('studio.title');
render(<App />, document.getElementById('app')!);
restart();
