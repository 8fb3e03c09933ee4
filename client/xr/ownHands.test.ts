import { beforeEach, expect, test, vi } from 'vitest';
import type { HeldModel } from './heldModel.ts';
import { openOwnHands } from './ownHands.ts';

type Made = { url: string; visible: boolean; disposed: number; bones: string[] };
const made: Made[] = vi.hoisted(() => []);
vi.mock('./heldModel.ts', () => ({
  async openHeldModel(_world: unknown, url: string): Promise<HeldModel> {
    if (url.includes('quest-2')) throw new Error('offline');
    const one: Made = {
      url,
      visible: false,
      disposed: 0,
      bones: url.includes('hand-') ? ['tip', 'wrist'] : ['body'],
    };
    made.push(one);
    return {
      bones: one.bones,
      show() {
        one.visible = true;
      },
      hide() {
        one.visible = false;
      },
      dispose() {
        one.disposed++;
      },
    };
  },
}));
const CONTROLLERS = ['quest-plus', 'quest-2', 'generic'].map((name) => ({
  ...{ name, left: [], right: [] },
  profiles: name === 'quest-plus' ? ['meta-quest-touch-plus'] : name === 'quest-2' ? ['oculus-touch-v3'] : [],
}));
vi.stubGlobal('fetch', async () => ({ ok: true, json: async () => CONTROLLERS }));
beforeEach(() => void made.splice(0));

const transform = { position: { x: 0, y: 0, z: 0 }, orientation: { x: 0, y: 0, z: 0, w: 1 } };
const frame = { getPose: () => ({ transform }), fillPoses: () => true } as unknown as XRFrame;
const controller = (handedness: string, ...profiles: string[]) =>
  ({ handedness, profiles, gripSpace: {} }) as unknown as XRInputSource;
const bare = (handedness: string, joints: string[]) =>
  ({ handedness, profiles: [], hand: new Map(joints.map((name) => [name, {}])) }) as unknown as XRInputSource;

function wear() {
  const hands = openOwnHands({} as never, {} as never, '');
  /** Some frames, so that what is asked for comes. */
  const step = async (...sources: XRInputSource[]): Promise<void> => {
    for (const _ of [1, 2, 3]) {
      hands.step(frame, {} as never, sources);
      await new Promise((resolve) => setTimeout(resolve));
    }
    hands.step(frame, {} as never, sources);
  };
  return { hands, step, visible: () => made.filter((one) => one.visible).map(({ url }) => url) };
}

test('[PS20] a hand shows the first model known of its controller, else a plain one; one that can’t be had shows nothing', async () => {
  const { hands, step, visible } = wear();
  await step(
    controller('left', 'new-thing', 'meta-quest-touch-plus', 'oculus-touch-v3'),
    controller('right', 'new-thing'),
  );
  expect(visible()).toEqual(['/assets/hands/quest-plus-left.glb', '/assets/hands/generic-right.glb']);
  expect([hands.shown('left'), hands.shown('right')]).toEqual(['quest-plus', 'generic']);
  await step(controller('left', 'oculus-touch-v3'));
  expect([visible(), hands.shown('left')]).toEqual([[], undefined]);
});

test('[PS20] controllers put down give way to hands, which need all their joints, and come back without being loaded again', async () => {
  const { hands, step, visible } = wear();
  await step(controller('right', 'meta-quest-touch-plus'));
  await step(bare('right', ['wrist', 'tip']));
  expect([visible(), hands.shown('right')]).toEqual([['/assets/hands/hand-right.glb'], 'hand']);
  await step(bare('right', ['wrist']));
  expect(visible()).toEqual([]);
  await step(controller('right', 'meta-quest-touch-plus'));
  expect(visible()).toEqual(['/assets/hands/quest-plus-right.glb']);
  expect(made).toHaveLength(2);
});

test('[PS20] all models are freed in the end, also those that come after it', async () => {
  const { hands, step } = wear();
  await step(controller('right', 'meta-quest-touch-plus'));
  hands.step(frame, {} as never, [controller('right', 'new-thing')]);
  hands.dispose();
  await new Promise((resolve) => setTimeout(resolve));
  expect(made).toHaveLength(2);
  for (const { disposed } of made) expect(disposed).toBeGreaterThan(0);
});
