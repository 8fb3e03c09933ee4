import type { Gesture } from '../../shared/model/avatar.ts';
import type { Scene as SceneData } from '../../shared/model/scene.ts';
import { openAvatars } from '../avatars/avatars.ts';
import { type Crowd, openCrowd } from '../avatars/crowd.ts';
import { openPoses } from '../avatars/poses.ts';
import { openSelf } from '../avatars/self.ts';
import type { Link } from '../net/link.ts';
import type { Inspector } from '../products/inspector.ts';
import type { Shelf } from '../products/shelf.ts';
import { openStands } from '../products/stands.ts';
import { openReceiver } from '../stage/receiver.ts';
import { openScreen, type Screen } from '../stage/screen.ts';
import { openSound } from '../stage/sound.ts';
import type { Surface } from '../stage/surface.ts';
import { openVoice, type Voice } from '../voice/voice.tsx';
import type { CameraRig } from '../world/cameraRig.ts';
import { openControls } from '../world/controls.ts';
import type { Paths } from '../world/paths.ts';
import { pickFloor } from '../world/pickFloor.ts';
import { openWalker } from '../world/walker.ts';
import type { World } from '../world/world.ts';
import type { Surfaces, WorldEvents } from './surfaces.ts';

/** A world that stands and is drawn, before anybody is in it. */
export type Standing = {
  world: World;
  rig: CameraRig;
  data: SceneData;
  surfaces: Surfaces;
  screenSurface: Surface;
  shelf: Shelf;
  events: WorldEvents;
};

/** What one can do inside. */
export type Inside = {
  say(sessionId: string, text: string): void;
  goToStand(stand: string): void;
  setStick(aside: number, ahead: number): void;
  gesture(name: Gesture): void;
  setSound(on: boolean): void;
  inspect(
    slug: string,
    covered: { right: number; bottom: number },
    length: (mm: number) => string,
  ): Promise<Inspector | undefined>;
  people(): number;
  /** Where somebody is, as the room last said. */
  where(slot: number): { x: number; z: number; gait: number } | undefined;
  crowd: Crowd['stats'];
  screen: Screen;
  voice: Voice;
  mediaBytes(): Promise<number>;
  leave(): void;
};

/** Metres in front of a stand at which *go to* stops. */
const STAND_METRES = 1.15;

/** Walks in: brings people, products and the live screen to life in a world that stands. */
export async function enterWorld(parts: Standing, link: Link): Promise<Inside> {
  const { world, rig, data, surfaces, screenSurface, shelf, events } = parts;
  const undo: (() => void)[] = [];
  const walker = openWalker(data.walkable);
  const poses = openPoses(link);
  undo.push(poses.dispose);
  const start = poses.last(link.state.visitors.get(link.sessionId)?.slot ?? -1);
  if (start) walker.place(start.x, start.z, start.yaw);
  rig.yaw = walker.yaw;
  const paths = laterPaths(data);
  undo.push(paths.dispose);
  const walkTo = (x: number, z: number, facing?: number): void =>
    walker.goTo(x, z, facing, paths.find([walker.x, walker.z], [x, z]));
  let inspecting = 0;

  const controls = openControls(surfaces.region, surfaces.canvas, {
    look: (dx, dy) => inspecting === 0 && rig.look(dx, dy),
    zoom: (amount) => inspecting === 0 && rig.zoom(amount),
    tap(x, y) {
      if (inspecting > 0) return;
      const stand = stands.pick(x, y);
      if (stand && link.state.stands.get(stand)?.product) return events.openStand(stand);
      const floor = pickFloor(world, x, y);
      if (floor) walkTo(floor.x, floor.z);
    },
  });
  undo.push(controls.dispose);
  events.loading('people');
  const self = openSelf(world, link, walker);
  undo.push(self.dispose);
  const crowd = await openCrowd(world, data);
  undo.push(crowd.dispose);
  const avatars = openAvatars(
    world,
    link,
    crowd,
    poses,
    { walker, hidden: () => rig.firstPerson, gait: self.gait },
    surfaces.layer,
  );
  undo.push(avatars.dispose);
  undo.push(
    world.onFrame((seconds) => {
      if (inspecting === 0) walker.step(seconds, controls.wish, rig.yaw);
      if (walker.walkingTo) rig.easeYaw(walker.yaw, seconds);
      rig.follow(walker.x, walker.z, seconds);
      world.setMoving(walker.speed > 0.1);
    }),
  );
  rig.free();

  const receiver = openReceiver(link);
  undo.push(receiver.dispose);
  const screen = openScreen(world, screenSurface, '/assets/film/slate.webp', (view) =>
    receiver.setWanted(view.visible, layerFor(view.height, world)),
  );
  undo.push(screen.dispose);
  const sound = openSound(world, screenSurface.place.centre);
  undo.push(sound.dispose);
  undo.push(
    receiver.onFeed((feed) => {
      screen.show(feed.video);
      sound.show(feed.audio);
    }),
  );
  const voice = openVoice(link, world, { place: avatars.place, duck: sound.setDucked });
  undo.push(voice.dispose);
  const stands = openStands(world, link, data, shelf.find, events.products);
  undo.push(stands.dispose);

  return {
    say: avatars.say,
    people: avatars.count,
    where: poses.last,
    crowd: crowd.stats,
    screen,
    voice,
    mediaBytes: receiver.bytesDown,
    setStick: controls.setStick,
    gesture: self.gesture,
    setSound(on) {
      sound.setOn(on);
      receiver.setAudible(on);
    },
    goToStand(id) {
      const stand = data.stands.find((candidate) => candidate.id === id);
      if (!stand) return;
      const [x, , z] = stand.view.from;
      const dx = x - stand.position[0];
      const dz = z - stand.position[2];
      const far = (STAND_METRES + Math.max(...stand.size) / 2) / Math.max(0.01, Math.hypot(dx, dz));
      walkTo(stand.position[0] + dx * far, stand.position[2] + dz * far, Math.atan2(dx, dz));
    },
    async inspect(slug, covered, length) {
      const product = await shelf.find(slug);
      if (!product) return undefined;
      inspecting++;
      const layer = surfaces.layer;
      layer.classList.add('inspecting');
      const done = (): void => {
        inspecting--;
        if (inspecting === 0) layer.classList.remove('inspecting');
      };
      try {
        const { openInspector } = await import('../products/inspector.ts');
        const inspector = await openInspector({ world, product, layer, length, covered });
        return {
          ...inspector,
          dispose() {
            inspector.dispose();
            done();
          },
        };
      } catch (error) {
        done();
        throw error;
      }
    },
    leave() {
      for (const step of undo.splice(0).reverse()) step();
      rig.stand(data.firstView.from, data.firstView.to);
    },
  };
}

/** Ways around furniture, as soon as the library is there: until then one walks straight. */
function laterPaths(data: SceneData): Paths {
  let paths: Paths | undefined;
  let left = false;
  const load = async (): Promise<void> => {
    const [{ openPaths }, wasm] = await Promise.all([
      import('../world/paths.ts'),
      import('@recast-navigation/wasm/wasm'),
    ]);
    const opened = await openPaths(data.walkable, wasm.default);
    if (left) opened.dispose();
    else paths = opened;
  };
  void load().catch(() => undefined);
  return {
    find: (from, to) => paths?.find(from, to) ?? [],
    dispose() {
      left = true;
      paths?.dispose();
    },
  };
}

/** The spatial layer whose height fits the screen's height in the picture: 180, 360 or 720 lines. */
function layerFor(share: number, world: World): number {
  const lines = share * world.engine.getRenderHeight();
  if (lines <= 200) return 0;
  return lines <= 420 ? 1 : 2;
}
