import type { DeskInput } from './desk.ts';

/** What a host was doing, to come back to it after the page broke off. */
export type WasLive = { title: string; cameras: { camera: string; microphone: string }[] };

const KEY = 'vitrine.studio.live';
/** Milliseconds after which one is not taken back by oneself. */
const FRESH_MS = 120_000;

type Kept = WasLive & { showroom: string; at: number };

/** Keeps what one is doing live; called again and again while one is. */
export function keepLive(showroom: string, title: string, inputs: readonly DeskInput[]): void {
  const cameras = inputs
    .filter(({ kind, local }) => kind === 'camera' && local)
    .map(({ stream }) => ({
      camera: stream.getVideoTracks()[0]?.getSettings().deviceId ?? '',
      microphone: stream.getAudioTracks()[0]?.getSettings().deviceId ?? '',
    }));
  const kept: Kept = { showroom, title, cameras, at: Date.now() };
  localStorage.setItem(KEY, JSON.stringify(kept));
}

/** Forgets it: one stopped on purpose. */
export const forgetLive = (): void => localStorage.removeItem(KEY);

/** What one was doing a moment ago on this showroom's stage with a camera, if the page broke off then. */
export function wasLive(showroom: string): WasLive | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Kept | null;
    if (!kept || kept.showroom !== showroom || Date.now() - kept.at > FRESH_MS) return undefined;
    return kept.cameras.length > 0 ? kept : undefined;
  } catch {
    return undefined;
  }
}
