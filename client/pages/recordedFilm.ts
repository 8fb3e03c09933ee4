import { effect } from '@preact/signals';
import type { Api } from '../net/api.ts';
import { openPlayer, type Player } from '../replay/player.ts';
import { openTracks } from '../replay/tracks.ts';
import type { Capture, FilmControls } from '../stage/capture.ts';

/** Opens the recording of an event as a film for the studio; it plays from its beginning. Rejects as the server refuses; `NotFoundError` when there is no picture of it yet. */
export async function openRecordedFilm(api: Pick<Api, 'replay'>, event: string): Promise<Capture> {
  const manifest = await api.replay.manifest(event);
  if (manifest.parts.length === 0) throw new DOMException('nothing of it is ready', 'NotFoundError');
  const player = openPlayer(manifest);
  const tracks = openTracks(player);
  const { film, dispose } = asFilm(player);
  player.seek(player.from);
  player.play();
  return {
    stream: new MediaStream([tracks.video, tracks.audio]),
    film,
    stop() {
      dispose();
      tracks.dispose();
      player.dispose();
    },
  };
}

/** What a film's bar needs, over the player of a replay; seconds from its beginning. */
function asFilm(player: Player): { film: FilmControls; dispose(): void } {
  const { from, to, at, playing } = player;
  const events = new EventTarget();
  const film: FilmControls = {
    get currentTime() {
      return (at.value - from) / 1000;
    },
    set currentTime(seconds) {
      player.seek(from + seconds * 1000);
    },
    duration: (to - from) / 1000,
    get paused() {
      return !playing.value;
    },
    loop: false,
    async play() {
      player.play();
    },
    pause: player.pause,
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
  };
  const dispose = effect(() => {
    const over = !playing.value && at.value >= to;
    events.dispatchEvent(new Event('timeupdate'));
    if (over && film.loop) queueMicrotask(player.play);
  });
  return { film, dispose };
}
