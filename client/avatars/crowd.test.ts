import { FreeCamera } from '@babylonjs/core/Cameras/freeCamera';
import { NullEngine } from '@babylonjs/core/Engines/nullEngine';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import { Mesh } from '@babylonjs/core/Meshes/mesh';
import { Scene } from '@babylonjs/core/scene';
import { afterEach, expect, test, vi } from 'vitest';
import type { World } from '../world/world.ts';
import type { BodyFacts, BodyModel } from './bodyModel.ts';
import { openBucket } from './bucket.ts';
import { openCrowd } from './crowd.ts';
import { openPostureTrack } from './postureTrack.ts';

/** How many have held head and hands themselves. */
const laid = vi.hoisted(() => ({ now: 0 }));
/** Two kinds of body that need no files: one triangle in each level. */
const FACTS: BodyFacts[] = ['one', 'two'].map((name) => ({ name, file: '', height: 1.7, walkSpeed: 1.3 }));
vi.mock('./bodyModel.ts', () => ({
  async openBodyModel(scene: Scene, facts: BodyFacts): Promise<BodyModel> {
    const buckets = [0, 1, 2].map((level) => {
      const mesh = new Mesh(`${facts.name} ${level}`, scene);
      mesh.setVerticesData('position', [0, 0, 0, 1, 0, 0, 0, 1, 0]);
      mesh.setIndices([0, 1, 2]);
      return openBucket(mesh);
    });
    const idle = { name: 'idle', row: 0, frames: 30, metresPerSecond: 0 };
    return {
      facts,
      clips: { idle, byName: new Map([['idle', idle]]) },
      palette: { bytes: new Uint8Array(4), width: 1, height: 1 },
      buckets,
      held: { clear() {}, lay: () => (laid.now += 1), flush() {} },
      available: (wanted) => wanted,
      bucket: (level) => buckets[level],
      dispose() {
        for (const bucket of buckets) bucket.dispose();
      },
    };
  },
}));
vi.stubGlobal('fetch', async () => ({ json: async () => FACTS }));

const engine = new NullEngine({
  renderWidth: 1280,
  renderHeight: 720,
  textureSize: 16,
  deterministicLockstep: false,
  lockstepMaxSteps: 4,
});
engine.updateTextureData = () => {}; // it has no pictures to change
afterEach(() => {
  for (const scene of engine.scenes.slice()) scene.dispose();
});

/** A world whose frames the test draws: it looks along -z from the origin. */
async function openStage() {
  const scene = new Scene(engine);
  scene.useRightHandedSystem = true;
  const camera = new FreeCamera('eye', new Vector3(0, 1.65, 0), scene);
  camera.setTarget(new Vector3(0, 1.65, -1));
  const steps = new Set<(seconds: number) => void>();
  const onFrame = (step: (seconds: number) => void) => {
    steps.add(step);
    return () => void steps.delete(step);
  };
  const world = {
    ...{ engine, scene, camera, tier: 'high', onFrame },
    get sight() {
      return scene.frustumPlanes;
    },
  } as unknown as World;
  const sun = { direction: [0, -1, 0], colour: [1, 1, 1], intensity: 1 } as never;
  const crowd = await openCrowd(world, { sun, exposure: 1 });
  const frame = async (seconds = 1): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve));
    for (const step of steps) step(seconds);
    scene.render();
  };
  return { crowd, scene, frame, steps };
}

test('[AV19] all people of a body and level are one draw call, and all shadows one more', async () => {
  const { crowd, frame } = await openStage();
  for (let at = 0; at < 40; at++)
    crowd.add({ body: at % 2 ? 'one' : 'two', colour: '#336699' }).place((at % 5) - 2, -3, 0);
  await frame();
  for (const _ of [1, 2, 3]) await frame();
  expect(crowd.stats).toEqual({ inView: 40, drawCalls: 3, triangles: 40 + 40 * 2 });
});

test('[PS19] who holds head and hands is drawn in the same draws as everybody, and from afar by the clips alone', async () => {
  const { crowd, frame } = await openStage();
  const people = [1, 2, 3].map(() => crowd.add({ body: 'one', colour: '#336699' }));
  for (const person of people) person.place(0, -3, 0);
  for (const _ of [1, 2, 3]) await frame();
  const { drawCalls } = crowd.stats;
  people[0]!.hold({ ...openPostureTrack().shown, weight: 1 });
  people[1]!.hold(openPostureTrack().shown);
  laid.now = 0;
  await frame();
  expect([crowd.stats.drawCalls, laid.now]).toEqual([drawCalls, 1]);
  for (const person of people) person.place(0, -60, 0);
  for (const _ of [1, 2, 3]) await frame();
  laid.now = 0;
  await frame();
  expect(laid.now).toBe(0);
  people[0]!.hold(undefined);
  people[0]!.place(0, -3, 0);
  await frame();
  expect(laid.now).toBe(0);
});

test('[AV17] people behind the viewer are not in view and cost nothing', async () => {
  const { crowd, frame } = await openStage();
  const person = crowd.add({ body: 'one', colour: '#336699' });
  person.place(0, 4, 0);
  await frame();
  await frame();
  expect(person.ready).toBe(true);
  expect(crowd.stats).toEqual({ inView: 0, drawCalls: 0, triangles: 0 });
});

test('[AV13] a change of level draws somebody in both levels until it is done', async () => {
  const { crowd, frame } = await openStage();
  const person = crowd.add({ body: 'one', colour: '#336699' });
  person.place(0, -2, 0);
  for (const _ of [1, 2, 3]) await frame();
  expect(crowd.stats.drawCalls).toBe(2);
  person.place(0, -60, 0);
  await frame(0.02);
  await frame(0.02);
  expect(crowd.stats.drawCalls).toBe(3);
  await frame();
  await frame();
  expect(crowd.stats.drawCalls).toBe(2);
});

test('[AV19] who is hidden keeps their shadow alone; who has left is gone, once', async () => {
  const { crowd, frame } = await openStage();
  const people = [1, 2].map(() => crowd.add({ body: 'one', colour: '#336699' }));
  for (const person of people) person.place(0, -3, 0);
  people[0]!.setVisible(false);
  await frame();
  await frame();
  await frame();
  expect(crowd.stats).toEqual({ inView: 2, drawCalls: 2, triangles: 1 + 2 * 2 });
  people[0]!.dispose();
  people[0]!.dispose();
  await frame();
  expect(crowd.stats.inView).toBe(1);
});

test('[AV19] a crowd leaves nothing behind, and closed twice is closed once', async () => {
  const { crowd, scene, frame, steps } = await openStage();
  const bare = { materials: scene.materials.length, textures: scene.textures.length };
  crowd.add({ body: 'one', colour: '#336699' }).place(0, -3, 0);
  await frame();
  expect(scene.meshes.length).toBe(4);
  expect(bare.textures).toBe(1);
  crowd.dispose();
  crowd.dispose();
  expect([scene.meshes.length, scene.materials.length, scene.textures.length, steps.size]).toEqual([
    0, 0, 0, 0,
  ]);
  expect(scene.onBeforeActiveMeshesEvaluationObservable.hasObservers()).toBe(false);
});
