import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openTimeline } from './timeline.ts';
import { openTrack } from './track.ts';

/** A chance that is the same each time (mulberry32). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const WALK = 1.4;
const FRAME_MS = 1000 / 60;

/** Someone walks straight ahead; their poses come over a line with jitter and loss that is sent again. Answers each drawn frame. */
function walk(options: { everyMs: number; jitterMs: number; loss: number; seconds: number; seed: number }) {
  const { everyMs, jitterMs, loss, seconds, seed } = options;
  const chance = dice(seed);
  const arrivals: { at: number; sent: number }[] = [];
  let last = 0;
  for (let sent = 0; sent < seconds * 1000; sent += everyMs) {
    const again = chance() < loss ? 250 : 0;
    last = Math.max(last, sent + 60 + chance() * jitterMs + again);
    arrivals.push({ at: last, sent });
  }
  const timeline = openTimeline();
  const pose = (ms: number) => ({ x: (ms / 1000) * WALK, z: 0, yaw: 0, gait: 1 });
  const track = openTrack(pose(0), 0);
  const frames: { ms: number; x: number; z: number; speed: number }[] = [];
  let next = 0;
  for (let ms = 0; ms < seconds * 1000; ms += FRAME_MS) {
    for (; arrivals[next] && arrivals[next]!.at <= ms; next++) {
      timeline.heard(arrivals[next]!.sent, arrivals[next]!.at);
      track.add(arrivals[next]!.sent, pose(arrivals[next]!.sent));
    }
    track.step(timeline.at(ms), timeline.jitter(ms), FRAME_MS / 1000);
    frames.push({ ms, x: track.shown.x, z: track.shown.z, speed: track.shown.speed });
  }
  return frames;
}

test.each([
  ['a good line', 66, 5, 0],
  ['200 ms of jitter and 5 % of loss', 66, 200, 0.05],
  ['the same, five poses a second', 200, 200, 0.05],
])('[PS7] over %s one walks on evenly, never back', (_, everyMs, jitterMs, loss) => {
  for (const seed of [1, 2, 3]) {
    const frames = walk({ everyMs, jitterMs, loss, seconds: 24, seed }).filter(({ ms }) => ms > 5000);
    const steps = frames.slice(1).map(({ x }, index) => x - frames[index]!.x);
    const speeds = steps.map((step) => (step / FRAME_MS) * 1000);
    expect(Math.min(...speeds)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...speeds)).toBeLessThan(WALK * 2);
    const uneven = speeds.filter((speed) => speed < WALK * 0.6 || speed > WALK * 1.5);
    expect(uneven.length / speeds.length).toBeLessThan(0.03);
    const lag = Math.max(...frames.map(({ ms, x }) => ms - (x / WALK) * 1000));
    expect(lag).toBeLessThan(everyMs * 1.3 + jitterMs + (loss ? 250 : 0) + 350);
  }
});

test('[PS8] one who has rested starts where they stood, without a leap', () => {
  const track = openTrack({ x: 0, z: 0, yaw: 0, gait: 0 }, 0);
  let now = 10_000;
  const shown: number[] = [];
  for (let frame = 0; frame < 60; frame++, now += FRAME_MS) {
    if (frame % 4 === 0) track.add(now, { x: (frame / 4) * 0.09, z: 0, yaw: 0, gait: 1 });
    track.step(now, 0, FRAME_MS / 1000);
    shown.push(track.shown.x);
  }
  const steps = shown.slice(1).map((x, index) => x - shown[index]!);
  expect(Math.max(...steps)).toBeLessThan(0.05);
  expect(shown.at(-1)).toBeGreaterThan(0.8);
});

test('[PS8] one who stops comes to rest exactly there, and one who leaps is there at once', () => {
  const track = openTrack({ x: 0, z: 0, yaw: 0, gait: 1 }, 0);
  track.add(66, { x: 0.1, z: 0, yaw: 0, gait: 1 });
  track.add(132, { x: 0.2, z: 0, yaw: 1, gait: 0 });
  for (let now = 132; now < 3000; now += FRAME_MS) track.step(now, 0, FRAME_MS / 1000);
  expect(track.shown.x).toBeCloseTo(0.2, 3);
  expect(track.shown.yaw).toBeCloseTo(1, 2);
  expect(track.shown.speed).toBeLessThan(0.01);
  track.add(3000, { x: 30, z: 5, yaw: 1, gait: 0 });
  for (let now = 3000; now < 3400; now += FRAME_MS) track.step(now, 0, FRAME_MS / 1000);
  expect(track.shown).toMatchObject({ x: 30, z: 5 });
});

test('[PS9] the server’s time is kept through drift and through the turn of its 32 bits', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffffff }), fc.integer({ min: 0, max: 1000 }), (start, seed) => {
      const chance = dice(seed);
      const timeline = openTimeline();
      for (let ms = 0; ms < 60_000; ms += 50)
        timeline.heard((start + ms) >>> 0, 5_000 + ms * 1.0002 + 40 + chance() * 60);
      const now = 5_000 + 60_000 * 1.0002;
      const error = timeline.at(now) - (timeline.unwrap((start + 59_950) >>> 0) + 50);
      expect(error).toBeGreaterThan(-110);
      expect(error).toBeLessThan(1);
      expect(timeline.jitter(now)).toBeGreaterThan(40);
      expect(timeline.jitter(now)).toBeLessThan(90);
    }),
    { numRuns: 20 },
  );
});
