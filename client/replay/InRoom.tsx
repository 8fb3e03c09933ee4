import './inRoom.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Product } from '../../shared/model/catalogue.ts';
import { inLanguage } from '../../shared/model/localText.ts';
import type { ReplayManifest } from '../../shared/model/replay.ts';
import type { Api } from '../net/api.ts';
import { Icon } from '../ui/Icon.tsx';
import { language, learnWords, t } from '../ui/i18n.ts';
import { sayError } from '../ui/toast.tsx';
import { Controls, playerKey } from './Controls.tsx';
import { fetchLog, productsIn } from './log.ts';
import { openPlayer, type Player } from './player.ts';
import { SaidLines } from './SaidLines.tsx';
import { asShownAt, captionAt, linesAt, pinAt, readStory, type Story } from './story.ts';
import { openTracks, type ReplayTracks } from './tracks.ts';
import { REPLAY_WORDS } from './words.ts';

/** Milliseconds between two looks whether a replay is ready. */
const READY_MS = 3000;
/** Lines of the talk beside the controls. */
const LINES = 3;

type InRoomProps = {
  api: Pick<Api, 'replay'>;
  /** The event that can be watched again. */
  event: string;
  /** A host is on air meanwhile. */
  live: boolean;
  products: ReadonlyMap<string, Product>;
  /** These are told of in it: they are to be among the products. */
  onProducts(slugs: string[]): void;
  divert(tracks: Pick<ReplayTracks, 'video' | 'audio'> | undefined): void;
  onOpen(stand: string): void;
};

type Watching = { player: Player; tracks: ReplayTracks };

/** Words for what this file shows; they come with it. */
export const readyToSay = (): Promise<void> => learnWords(REPLAY_WORDS);

/** Offers the replay in the room, and while one watches it on the room's screen, its controls. */
export function ReplayInRoom(props: InRoomProps) {
  const manifest = useSignal<ReplayManifest | undefined>(undefined);
  const watching = useSignal<Watching | undefined>(undefined);
  const story = useSignal<Story | undefined>(undefined);
  const busy = useSignal(false);
  const look = (): void => {
    props.api.replay.manifest(props.event).then(
      (found) => (manifest.value = found),
      () => undefined,
    );
  };
  const stop = (): void => {
    if (!watching.value) return;
    const { player, tracks } = watching.value;
    watching.value = undefined;
    props.divert(undefined);
    tracks.dispose();
    player.dispose();
  };
  useEffect(() => {
    look();
    const timer = setInterval(() => !manifest.value?.ready && look(), READY_MS);
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [props.event]);
  const now = manifest.value;
  if (!now?.ready || now.parts.length === 0) return null;
  const title = inLanguage(now.title, language.value);
  const watch = async (): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    try {
      // An address to a file is good for some hours only.
      const fresh = await props.api.replay.manifest(props.event);
      const player = openPlayer(fresh);
      const tracks = openTracks(player);
      watching.value = { player, tracks };
      props.divert(tracks);
      player.play();
      if (!story.value) {
        const entries = await fetchLog(props.api, fresh.event);
        story.value = readStory(entries, fresh);
        props.onProducts(productsIn(entries));
      }
    } catch (error) {
      sayError(error);
    } finally {
      busy.value = false;
    }
  };
  if (!watching.value)
    return (
      <button type="button" class="pill replay-offer" disabled={busy.value} onClick={() => void watch()}>
        <Icon name="play" />
        <span>
          {t('replay.watch')} <bdi>{title}</bdi>
        </span>
      </button>
    );
  return <Watched {...props} player={watching.value.player} story={story.value} onLeave={stop} />;
}

type WatchedProps = InRoomProps & { player: Player; story: Story | undefined; onLeave(): void };

function Watched({ player, story, products, live, onOpen, onLeave }: WatchedProps) {
  const at = player.at.value;
  const pin = story && pinAt(story, at);
  const known = pin && products.get(pin.product);
  const product = known && asShownAt(story, known, at);
  const said = story && captionAt(story, at);
  const key = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    if (target.closest('select') || (event.key === ' ' && target.closest('button'))) return;
    if (!playerKey(player, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section class="panel replay-bar" aria-label={t('replay.title')} onKeyDown={key}>
      {live && (
        <p class="replay-live" role="status">
          <span>{t('replay.liveNow')}</span>
          <button type="button" class="primary" onClick={onLeave}>
            {t('replay.switch')}
          </button>
        </p>
      )}
      {player.away.value && <p role="status">{t('replay.away')}</p>}
      {said && (
        <p lang={said.language} dir="auto">
          {said.text}
        </p>
      )}
      {story && (
        <ol aria-label={t('replay.chat')}>
          <SaidLines lines={linesAt(story, at, LINES)} />
        </ol>
      )}
      {product && (
        <button type="button" class="quiet" onClick={() => onOpen(pin.stand)}>
          {t('replay.pinned')}: <bdi>{inLanguage(product.name, language.value)}</bdi>
        </button>
      )}
      <div class="replay-row">
        <Controls player={player} story={story} products={products} quiet />
        <button type="button" class="quiet" onClick={onLeave}>
          {t('replay.leave')}
        </button>
      </div>
    </section>
  );
}

/** Says that what happens here is being recorded. */
export function RecordingMark() {
  return (
    <p class="recording-mark" role="status" title={t('recording.markHint')}>
      <i aria-hidden="true" />
      {t('recording.mark')}
    </p>
  );
}
