import type { Crowd } from '../../client/avatars/crowd.ts';
import { openCrowd } from '../../client/avatars/crowd.ts';
import { loadRoom } from '../../client/world/room.ts';
import { openWorld, type World } from '../../client/world/world.ts';
import scene from '../../scenes/atelier/atelier.scene.json';
import { COLOURS } from '../../shared/model/avatar.ts';
import type { Scene as SceneData } from '../../shared/model/scene.ts';
import { addOneMeshEach } from './oneMeshEach.ts';

type Place = { x: number; z: number; yaw: number; body: string; colour: string };
/** What was seen of so many people: medians over the frames. */
export type Sight = { cpuMs: number; inView: number; drawCalls: number; triangles: number; frames: number };

declare global {
  interface Window {
    crowdBench: {
      open(tier: 'low' | 'high', shrink: number): Promise<void>;
      people(count: number, way: 'crowd' | 'one mesh each'): Promise<void>;
      measure(frames: number, seconds: number): Promise<Sight>;
    };
  }
}

const data = scene as unknown as SceneData;
const EYE = { x: -7, y: 1.65, z: 0 };
/** People stand in rows before the eye, from near to far, half as wide as the picture is deep. */
const NEAREST_METRES = 2;
const ROW_METRES = 0.75;
const WARM_FRAMES = 12;
/** Frames after which scripts run compiled, and milliseconds that one waits for them. */
const COLD = { frames: 90, ms: 5000 } as const;

let world: World;
let crowd: Crowd;
let clear = (): void => {};

/** So many places within the picture, the near rows first. */
function places(count: number, bodies: readonly string[]): Place[] {
  const made: Place[] = [];
  for (let row = 0; made.length < count; row++) {
    const away = NEAREST_METRES + row * ROW_METRES;
    const inRow = Math.max(1, Math.floor((away * 1.1) / ROW_METRES));
    for (let at = 0; at < inRow && made.length < count; at++) {
      const aside = (at - (inRow - 1) / 2) * ROW_METRES;
      const [body, colour] = [bodies[made.length % bodies.length]!, COLOURS[made.length % COLOURS.length]!];
      made.push({ x: EYE.x + away, z: EYE.z + aside, yaw: made.length * 2.4, body, colour });
    }
  }
  return made;
}

async function bodies(): Promise<string[]> {
  return ((await (await fetch('/assets/avatars/avatars.json')).json()) as { name: string }[]).map(
    ({ name }) => name,
  );
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const frame = (): Promise<void> =>
  new Promise((done) => world.engine.onEndFrameObservable.addOnce(() => done()));

window.crowdBench = {
  async open(tier, shrink) {
    world = openWorld(document.querySelector('canvas')!, tier, false);
    world.camera.position.set(EYE.x, EYE.y, EYE.z);
    world.camera.rotation.set(0, -Math.PI / 2, 0);
    world.engine.setHardwareScalingLevel(shrink);
    world.engine.setHardwareScalingLevel = () => {}; // what is measured is scripts, not pixels
    await loadRoom(world, data, () => {});
    crowd = await openCrowd(world, data);
    await window.crowdBench.people(5, 'crowd');
    const until = performance.now() + COLD.ms;
    for (let cold = 0; cold < COLD.frames && performance.now() < until; cold++) await frame();
  },
  async people(count, way) {
    clear();
    const all = places(count, await bodies());
    if (way === 'one mesh each') {
      clear = await addOneMeshEach(world, all);
      return;
    }
    const added = all.map((place) => ({ place, person: crowd.add(place) }));
    const undo = world.onFrame(() => {
      for (const { place, person } of added) {
        person.place(place.x, place.z, place.yaw);
        person.play('walk', 1.2);
      }
    });
    clear = () => {
      undo();
      for (const { person } of added) person.dispose();
    };
    while (!added.every(({ person }) => person.ready)) await frame();
  },
  async measure(frames, seconds) {
    for (let warm = 0; warm < WARM_FRAMES; warm++) await frame();
    const times: number[] = [];
    let start = 0;
    const begin = world.engine.onBeginFrameObservable.add(() => {
      start = performance.now();
    });
    const end = world.engine.onEndFrameObservable.add(() => void times.push(performance.now() - start));
    const until = performance.now() + seconds * 1000;
    while (times.length < frames && performance.now() < until) await frame();
    world.engine.onBeginFrameObservable.remove(begin);
    world.engine.onEndFrameObservable.remove(end);
    const { inView, drawCalls, triangles } = crowd.stats;
    return { cpuMs: median(times), inView, drawCalls, triangles, frames: times.length };
  },
};
