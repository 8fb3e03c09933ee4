import { expect, test } from 'vitest';
import { keepInTime, openFineness } from './fineness.ts';

/** The scales that come while so many frames take so long. */
function play(fineness: ReturnType<typeof openFineness>, frames: number, seconds: number): number[] {
  const scales: number[] = [];
  for (let at = 0; at < frames; at++) {
    const scale = fineness.step(seconds);
    if (scale !== undefined) scales.push(scale);
  }
  return scales;
}

test('[VR11] while frames come late the picture gets coarser by steps, not without end; when they come in time it gets finer by and by', () => {
  const fineness = openFineness(72);
  expect(play(fineness, 72, 1 / 72)).toEqual([]);
  expect(play(fineness, 400, 1 / 36)).toEqual([0.9, 0.8, 0.7, 0.6]);
  expect(play(fineness, 72 * 30, 1 / 72)).toEqual([0.7, 0.8, 0.9, 1]);
});

test('[VR11] a pause changes nothing', () => {
  expect(play(openFineness(72), 100, 3)).toEqual([]);
});

test('[VR11] edges are drawn coarser from the first frame on, whether each eye has a half of one layer or both have a layer of their own', () => {
  for (const layered of [false, true]) {
    const layer = { fixedFoveation: 0 };
    // Before its first frame a session has nothing to draw into.
    const session = { renderState: { baseLayer: null } as object };
    const step = keepInTime(session as unknown as XRSession);
    session.renderState = layered ? { baseLayer: null, layers: [layer] } : { baseLayer: layer };
    step(1 / 72, {} as XRFrame, {} as XRReferenceSpace);
    expect(layer.fixedFoveation).toBe(0.5);
  }
});
