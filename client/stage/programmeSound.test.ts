import { expect, test } from 'vitest';
import { programmeSound } from './programmeSound.ts';

const track = (id: string) => ({ id }) as MediaStreamTrack;
const mix = track('mix');
const input = (kind: string, wish: object = {}) => ({
  id: kind,
  kind,
  local: {},
  muted: false,
  always: kind === 'camera' || kind === 'guest',
  stream: { getAudioTracks: () => [track(kind)] },
  ...wish,
});
const silent = { stream: { getAudioTracks: () => [] } };
const soundOf = (inputs: ReturnType<typeof input>[], shown: string[], before?: MediaStreamTrack) =>
  programmeSound(inputs, shown, mix, before)?.id;

test('[MX3] one microphone alone goes out as it is, two sounds as a mix', () => {
  expect(soundOf([input('camera')], ['camera'])).toBe('camera');
  expect(soundOf([input('camera'), input('film')], ['camera'])).toBe('camera');
  expect(soundOf([input('camera'), input('film')], ['film'])).toBe('mix');
  expect(soundOf([input('camera'), input('guest', { local: undefined })], ['camera'])).toBe('mix');
});

test('[MX3] a sound from elsewhere, or a film’s, is always mixed', () => {
  expect(soundOf([input('guest', { local: undefined })], ['guest'])).toBe('mix');
  expect(soundOf([input('film')], ['film'])).toBe('mix');
});

test('[MX3] nothing goes out before anything is heard; then silence does, when all is muted', () => {
  expect(soundOf([input('camera', silent), input('film')], ['camera'])).toBeUndefined();
  expect(soundOf([input('camera', { muted: true })], ['camera'])).toBeUndefined();
  expect(soundOf([input('camera', { muted: true })], ['camera'], track('camera'))).toBe('mix');
});
