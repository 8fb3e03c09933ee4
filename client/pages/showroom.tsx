import '../ui/styles.css';
import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Door } from '../avatars/Door.tsx';
import { startLanguage, t } from '../ui/i18n.ts';
import { useOpening } from '../ui/Opening.tsx';
import { Toasts } from '../ui/toast.tsx';
import { nameOf, refreshShowrooms, showroomOf } from './showrooms.ts';
import { here, noPicture, passing, problem, progress, ready, role, serverNow, stay } from './state.ts';
import { publishStats } from './stats.ts';
import { enter, followAddress, leave, parts, prepare, reach, sayFailure } from './visit.ts';

/** What lies over the picture inside; it comes while one is still at the door. */
const roomView = signal<typeof import('./RoomView.tsx').RoomView | undefined>(undefined);
async function loadRoomView(): Promise<void> {
  const { RoomView } = await import('./RoomView.tsx');
  roomView.value = RoomView;
}

function App() {
  const region = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void prepare({ region: region.current!, canvas: canvas.current!, layer: layer.current! }).catch(
      sayFailure,
    );
  }, []);
  const now = stay.value;
  const View = roomView.value;
  const wanted = ready.value || now !== undefined;
  useEffect(() => {
    if (wanted) void loadRoomView().catch(sayFailure);
  }, [wanted]);
  return (
    <>
      <div
        ref={region}
        class="stage-region"
        role="region"
        aria-label={t('room.region')}
        tabIndex={0}
        aria-describedby="room-help"
      >
        <canvas ref={canvas} class={ready.value ? 'room ready' : 'room'} />
        <div ref={layer} class="layer" />
        <p id="room-help" class="visually-hidden">
          {t('room.help')}
        </p>
      </div>
      {reach.offline.value && (
        <div class="notice" role="status">
          <p>{t('offline.notice')}</p>
          {ready.value && !now && <p>{t('offline.alone')}</p>}
        </div>
      )}
      <Veil />
      {now ? View && <View stay={now} /> : passing.value ? null : <Outside />}
      <Toasts />
    </>
  );
}

/** What one sees on the way through a door: the picture of where one goes. */
function Veil() {
  const next = passing.value;
  return (
    <div class={next ? 'veil shown' : 'veil'} role="status">
      {next && (
        <>
          <img src={`/assets/scenes/${next.scene}/poster.webp`} alt="" />
          <p>{t('places.passing', { place: nameOf(next.slug) })}</p>
        </>
      )}
    </div>
  );
}

/** Milliseconds between two looks at when it opens, while one waits. */
const WAIT_LOOK_MS = 20_000;

function Outside() {
  const showroom = showroomOf(here.value);
  const coming = useOpening(showroom?.opensAt ?? null, serverNow.value, role.value !== 'visitor');
  useEffect(() => (coming ? keepLooking() : undefined), [coming !== undefined]);
  return (
    <>
      <Door
        place={showroom ? nameOf(here.value) : ''}
        ready={ready.value}
        progress={progress.value}
        problem={problem.value}
        coming={coming}
        onEnter={enter}
      />
      {noPicture.value && <p class="notice">{t('gl.none')}</p>}
    </>
  );
}

/** Looks again and again when it opens: the owner may have changed it, and a device that slept has lost the time. */
function keepLooking(): () => void {
  const look = (): void => {
    if (!document.hidden) void refreshShowrooms().catch(() => undefined);
  };
  const timer = setInterval(look, WAIT_LOOK_MS);
  document.addEventListener('visibilitychange', look);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', look);
  };
}

addEventListener('pagehide', (event) => event.persisted || leave());
addEventListener('popstate', followAddress);
publishStats(parts);
await startLanguage();
effect(() => {
  document.title = showroomOf(here.value) ? `${nameOf(here.value)} · Vitrine` : 'Vitrine';
});
render(<App />, document.getElementById('app')!);
