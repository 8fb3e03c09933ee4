import { signal } from '@preact/signals';
import { momentAt, type ReplayManifest } from '../../shared/model/replay.ts';

/** Plays the parts of a replay as one. Times in milliseconds on the event's clock. */
export type Player = ReturnType<typeof openPlayer>;

/** Milliseconds between two looks at the clock. */
const LOOK_MS = 100;
/** Milliseconds for which a gap is said before it is skipped. */
const GAP_SHOWN_MS = 1000;
/** Milliseconds before the end of a part at which the next one is fetched. */
const AHEAD_MS = 10_000;
/** Milliseconds by which a part may end early. */
const EDGE_MS = 60;

/** Speeds that one may choose. */
export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2] as const;

const positionKey = (event: string): string => `vitrine.replay.${event}`;

/** Opens a player over a manifest: two elements that take turns, so that one part follows the other without a hole. */
export function openPlayer(manifest: ReplayManifest) {
  const { parts, from, to } = manifest;
  const at = signal(from);
  const playing = signal(false);
  const waiting = signal(true);
  const away = signal(false);
  const broken = signal(false);
  const speed = signal(1);
  const volume = signal(1);
  const active = signal(0);
  const videos = [newVideo(), newVideo()] as const;
  const holds: (number | undefined)[] = [undefined, undefined];
  let asked = 0;
  let gapTimer: ReturnType<typeof setTimeout> | undefined;

  const load = (index: number, part: number): HTMLVideoElement => {
    const video = videos[index]!;
    if (holds[index] !== part) {
      holds[index] = part;
      video.src = parts[part]!.url;
      video.load();
    }
    video.playbackRate = speed.value;
    return video;
  };
  const start = (video: HTMLVideoElement): void => {
    video.playbackRate = speed.value;
    video.play().catch((error: Error) => {
      if (error.name === 'NotAllowedError') playing.value = false;
    });
  };
  /** Shows a part from an offset on, in the element that has it, else in the one that rests. */
  const show = (part: number, offsetMs: number): void => {
    const mine = ++asked;
    clearTimeout(gapTimer);
    away.value = false;
    const index = holds[active.value] === part ? active.value : 1 - active.value;
    const video = load(index, part);
    const ready = (): void => {
      if (mine !== asked) return;
      waiting.value = false;
      if (index !== active.value) {
        videos[active.value]!.pause();
        active.value = index;
      }
      if (playing.value) start(video);
    };
    const place = (): void => {
      if (mine !== asked) return;
      const seconds = offsetMs / 1000;
      if (Math.abs(video.currentTime - seconds) < 0.02 && video.readyState >= 2) {
        ready();
        return;
      }
      waiting.value = true;
      video.addEventListener('seeked', ready, { once: true });
      video.currentTime = seconds;
    };
    if (video.readyState >= 1) place();
    else {
      waiting.value = true;
      video.addEventListener('loadedmetadata', place, { once: true });
    }
  };
  const finish = (): void => {
    playing.value = false;
    videos[active.value]!.pause();
    at.value = to;
  };
  const goTo = (ms: number): void => {
    const moment = momentAt(parts, ms);
    if (!('gap' in moment)) {
      show(moment.part, moment.offset);
      return;
    }
    const next = moment.until;
    if (next === undefined || next >= to) {
      finish();
      return;
    }
    away.value = true;
    clearTimeout(gapTimer);
    videos[active.value]!.pause();
    gapTimer = setTimeout(() => {
      away.value = false;
      at.value = next;
      goTo(next);
    }, GAP_SHOWN_MS);
  };
  const look = (): void => {
    if (waiting.value || away.value) return;
    const part = holds[active.value];
    const video = videos[active.value]!;
    const here = part === undefined ? undefined : parts[part];
    if (!here) return;
    const position = here.from + video.currentTime * 1000;
    if (playing.value) at.value = Math.min(position, to);
    const left = here.ms - video.currentTime * 1000;
    if (left < AHEAD_MS && parts[part! + 1] && parts[part! + 1]!.from < to) load(1 - active.value, part! + 1);
    if (!playing.value) return;
    if (position >= to) finish();
    else if (video.ended || left < EDGE_MS) goTo(here.from + here.ms + 1);
  };
  const timer = setInterval(look, LOOK_MS);
  for (const video of videos)
    video.addEventListener('error', () => {
      if (video.src) broken.value = true;
    });
  const player = {
    from,
    to,
    at,
    playing,
    waiting,
    /** Nothing was on air at this moment: it is skipped in a second. */
    away,
    broken,
    speed,
    volume,
    videos,
    /** Which of the elements shows. */
    active,
    play(): void {
      playing.value = true;
      if (at.value >= to - EDGE_MS) player.seek(from);
      else if (!waiting.value && !away.value) start(videos[active.value]!);
    },
    pause(): void {
      playing.value = false;
      videos[active.value]!.pause();
    },
    seek(ms: number): void {
      at.value = Math.min(Math.max(ms, from), to);
      goTo(at.value);
    },
    setSpeed(next: number): void {
      speed.value = next;
      for (const video of videos) video.playbackRate = next;
    },
    setVolume(next: number): void {
      volume.value = Math.min(1, Math.max(0, next));
      for (const video of videos) video.volume = volume.value;
    },
    dispose(): void {
      clearInterval(timer);
      clearTimeout(gapTimer);
      asked++;
      forgetOrKeep(manifest.event, at.value, from, to);
      for (const video of videos) {
        video.pause();
        video.removeAttribute('src');
        video.load();
      }
    },
    /** Notes where one is, for the next visit. */
    remember: () => forgetOrKeep(manifest.event, at.value, from, to),
  };
  player.seek(rememberedPosition(manifest.event) ?? from);
  return player;
}

function newVideo(): HTMLVideoElement {
  const video = document.createElement('video');
  video.playsInline = true;
  video.preload = 'auto';
  video.disablePictureInPicture = false;
  return video;
}

function rememberedPosition(event: string): number | undefined {
  const kept = Number(localStorage.getItem(positionKey(event)));
  return Number.isFinite(kept) && kept > 0 ? kept : undefined;
}

function forgetOrKeep(event: string, at: number, from: number, to: number): void {
  if (at <= from || at >= to - 2000) localStorage.removeItem(positionKey(event));
  else localStorage.setItem(positionKey(event), String(Math.round(at)));
}
