import { expect, test } from 'vitest';
import { openPads } from './pads.ts';

test('[VR15] what points only while it presses is there as it lets go, where it was, and then gone', () => {
  const heard = new Map<string, (event: { inputSource: object }) => void>();
  const looks = { handedness: 'right', targetRayMode: 'transient-pointer', targetRaySpace: {} };
  const session = {
    inputSources: [] as object[],
    addEventListener: (name: string, listener: (event: { inputSource: object }) => void) =>
      heard.set(name, listener),
  };
  const transform = { position: { x: 1, y: 2, z: 3 }, orientation: { x: 0, y: 0, z: 0, w: 1 } };
  const frame = { getPose: () => ({ transform }) } as unknown as XRFrame;
  const pads = openPads(session as unknown as XRSession);
  const read = (): unknown[] => {
    pads.read(frame, {} as XRReferenceSpace);
    const { here, passing, trigger, ray } = pads.right;
    return [here, passing, trigger, here && ray.x];
  };
  expect(read()).toEqual([false, false, false, false]);
  session.inputSources = [looks];
  heard.get('selectstart')!({ inputSource: looks });
  expect(read()).toEqual([true, true, true, 1]);
  heard.get('selectend')!({ inputSource: looks });
  session.inputSources = [];
  expect(read()).toEqual([true, true, false, 1]);
  expect(read()[0]).toBe(false);
  // One that stays a while after it has let go, as some do, is read as it is.
  session.inputSources = [looks];
  heard.get('selectstart')!({ inputSource: looks });
  read();
  heard.get('selectend')!({ inputSource: looks });
  expect(read()).toEqual([true, true, false, 1]);
  session.inputSources = [];
  expect(read()[0]).toBe(false);
});
