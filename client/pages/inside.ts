import type { Gesture } from '../../shared/model/avatar.ts';
import type { ScenePortal } from '../../shared/model/scene.ts';
import { isLiveSource } from '../../shared/model/sources.ts';
import { openAvatars, SITTING_LOWER_METRES } from '../avatars/avatars.ts';
import { type Crowd, openCrowd } from '../avatars/crowd.ts';
import { type Moves, openMoves } from '../avatars/moves.ts';
import { openPoses, type Poses } from '../avatars/poses.ts';
import { openSelf } from '../avatars/self.ts';
import { type Danmaku, openDanmaku } from '../engagement/danmaku.tsx';
import type { Link } from '../net/link.ts';
import { standInOf } from '../products/deliveries.ts';
import type { HandParts } from '../products/inspect/inspectionState.ts';
import type { Inspector } from '../products/inspect/verbs.ts';
import { openScreenCard } from '../products/screenCard.ts';
import type { Shelf } from '../products/shelf.ts';
import { openStandLights } from '../products/standLight.ts';
import { openStandSolids } from '../products/standSolids.ts';
import { openStands } from '../products/stands.ts';
import { type Captions, openCaptions } from '../stage/captions.tsx';
import { FLOOR_GLOSS } from '../stage/gloss.ts';
import type { Intake } from '../stage/intake.ts';
import { openLightShow } from '../stage/lightShow.ts';
import { type Feed, openReceiver } from '../stage/receiver.ts';
import { openScreen, type Screen } from '../stage/screen.ts';
import { newGlow, openScreenLight } from '../stage/screenLight.ts';
import { openSideScreens } from '../stage/sideScreens.ts';
import { openSound } from '../stage/sound.ts';
import { openVoice, type Voice } from '../voice/voice.tsx';
import { aim } from '../world/aim.ts';
import { openAmbience } from '../world/ambience.ts';
import type { Seen } from '../world/boards/seen.ts';
import { openCameraRig } from '../world/cameraRig.ts';
import type { Comfort } from '../world/comfort.ts';
import { openControls } from '../world/controls.ts';
import { openCorners } from '../world/corners.ts';
import { openGlass } from '../world/glass.ts';
import type { SeenHeld } from '../world/holdable.ts';
import { openObstacles } from '../world/obstacles.ts';
import { rayAt } from '../world/rayAt.ts';
import { openWalker } from '../world/walker.ts';
import { openWays } from '../world/ways.ts';
import type { World } from '../world/world.ts';
import type { Headset } from '../xr/headset.ts';
import type { Vr } from '../xr/vr.ts';
import { watchDoors } from './doors.ts';
import type { Place } from './place.ts';
import type { Surfaces, WorldEvents } from './surfaces.ts';

/** A scene that stands and is drawn, before anybody is in it. */
export type Standing = {
  world: World;
  place: Place;
  surfaces: Surfaces;
  shelf: Shelf;
  events: WorldEvents;
};

/** What one can do inside. */
export type Inside = {
  say(sessionId: string, text: string): void;
  moves: Moves;
  /** Walks to a stand, whose product is shown in full first. */
  goToStand(id: string): void;
  setStick(aside: number, ahead: number): void;
  gesture(name: Gesture): void;
  setSound(on: boolean): void;
  setComfort(comfort: Comfort): void;
  /** Walks up to a way out, and calls back when one stands before it; never when one walks elsewhere. */
  approach(portal: ScenePortal, then: () => void): void;
  /** Whether a headset shows the room now. */
  readonly immersed: boolean;
  /** Shows the room in a headset, or in one that is on already; else to be called from a press. Throws what the browser says. */
  enterVr(on?: Headset): Promise<Vr>;
  /** Gives the headset away that is on, for the next room; undefined without one. */
  releaseHeadset(): Headset | undefined;
  /** Hides all but what stays with somebody who has a headset, or shows it again; undefined without one. */
  surround(): ((on: boolean) => void) | undefined;
  /** What can be pressed on the boards of a headset. */
  boards(): Seen[];
  /** What the hands of a headset may hold. */
  held(): SeenHeld | undefined;
  /** Takes a product to the front. */
  inspect(parts: HandParts): Promise<Inspector>;
  people(): number;
  /** Where somebody is: I by my own steps, others as the room last said. */
  where(slot: number): { x: number; z: number; yaw: number; gait: number } | undefined;
  /** How somebody with a headset is shown to hold head and hands. */
  posture(slot: number): ReturnType<Poses['posture']>;
  /** What I see of my own hands with a headset, by hand. */
  hand(side: 'left' | 'right'): string | undefined;
  crowd: Crowd['stats'];
  screen: Screen;
  captions: Captions;
  /** Chat lines over the picture of the first screen. */
  danmaku: Danmaku;
  voice: Voice;
  /** Shows other tracks than those on air on the screen, for me alone; undefined goes back to what is on air. */
  divert(feed: Feed | undefined): void;
  /** Where other feeds than the programme come from. */
  intake: Intake;
  /** While I am on stage the programme makes no sound here. */
  setOnStage(on: boolean): void;
  mediaBytes(): Promise<number>;
  leave(): void;
};

/** Metres before a picture all around to which one walks, from where one is there, and from where one is near enough when one gets no nearer. */
const PORTAL = { before: 1.1, near: 0.9, far: 2.5 } as const;

/** Walks in: brings people, products and the live screen to life in a world that stands. */
export async function enterWorld(parts: Standing, link: Link, comfort: Comfort): Promise<Inside> {
  const { world, place, surfaces, shelf, events } = parts;
  const { data, ground } = place;
  const undo: (() => void)[] = [];
  const walker = openWalker(data.walkable);
  const poses = openPoses(link);
  undo.push(poses.dispose);
  const start = poses.last(link.state.visitors.get(link.sessionId)?.slot ?? -1);
  if (start) walker.place(start.x, start.z, start.yaw);
  const obstacles = openObstacles(world, data, place.meshes);
  undo.push(obstacles.dispose);
  const rig = openCameraRig(world, data.size, ground, obstacles.solid, comfort);
  rig.yaw = walker.yaw;
  const ways = openWays(data.walkable, world.onDrawn);
  undo.push(ways.dispose);
  let inspecting = 0;
  let vr: Vr | undefined;
  /** Where the view is to turn by itself. */
  let facing: number | undefined;
  let tap = (_x: number, _y: number): void => {};

  const controls = openControls(surfaces.region, surfaces.canvas, {
    look(dx, dy) {
      if (inspecting > 0) return;
      facing = undefined;
      rig.look(dx, dy);
    },
    zoom: (amount) => inspecting === 0 && rig.zoom(amount),
    tap: (x, y) => inspecting === 0 && tap(x, y),
    step: (way) => inspecting === 0 && rig.snap(way),
    rise: () => moves.rise(),
  });
  undo.push(controls.dispose);
  events.loading('people');
  // Frames and taps come while the crowd still loads: before there are moves, nobody sits and nothing is hit.
  let isSeated = (): boolean => false;
  const self = openSelf(world, link, walker, data.walkable, () => isSeated());
  undo.push(self.dispose);
  const glow = newGlow(data);
  const crowd = await openCrowd(world, data, glow);
  undo.push(crowd.dispose);
  const avatars = openAvatars(
    world,
    link,
    crowd,
    poses,
    { walker, hidden: () => vr !== undefined || rig.firstPerson, gait: self.gait },
    surfaces.layer,
    { ground, seats: data.seats },
  );
  undo.push(avatars.dispose);
  const moves = openMoves({
    world,
    link,
    data,
    walker,
    wish: controls.wish,
    ways,
    place: avatars.place,
    refused: events.refused,
    face: (yaw) => {
      facing = yaw;
    },
    changed: events.moved,
  });
  undo.push(moves.dispose);
  isSeated = () => moves.seat !== undefined;
  undo.push(
    world.onFrame((seconds) => {
      if (vr) return vr.step(seconds);
      const seated = isSeated();
      controls.poll();
      if (inspecting === 0) rig.turn(controls.wish.turn, seconds);
      if (inspecting === 0 && !seated) walker.step(seconds, controls.wish, rig.yaw);
      if (walker.walkingTo) rig.easeYaw(walker.yaw, seconds);
      else if (facing !== undefined && rig.turnTo(facing, seconds)) facing = undefined;
      const y = avatars.place(link.sessionId)?.y ?? ground.height(walker.x, walker.z);
      rig.follow(walker.x, y, walker.z, seconds, seated ? SITTING_LOWER_METRES : 0);
      world.setMoving(walker.speed > 0.1);
    }),
  );
  undo.push(watchDoors(world, data, walker, events.openPortal));

  const receiver = openReceiver(link);
  undo.push(receiver.dispose);
  const gloss = FLOOR_GLOSS[data.sound.floor];
  const screen = openScreen(world, place.screens, '/assets/film/slate.webp', gloss, (view) =>
    receiver.setWanted(view.visible, layerFor(view.height, world)),
  );
  undo.push(screen.dispose);
  const sides = openSideScreens(world, link, place.screens, screen, receiver.intake, ({ height }) =>
    layerFor(height, world),
  );
  undo.push(sides.dispose);
  const screenLight = openScreenLight(world, data, ground, glow, screen.picture);
  undo.push(screenLight.dispose);
  const sound = openSound(world, data.screens[0]!.centre);
  undo.push(sound.dispose);
  let onAir: Feed = {};
  let diverted: Feed | undefined;
  let onStage = false;
  const setSource = () =>
    sound.setEverywhere(diverted !== undefined || isLiveSource(link.state.programme.source));
  const show = (): void => {
    const { video, audio } = diverted ?? onAir;
    screen.show(video);
    sound.show(onStage ? undefined : audio);
    setSource();
  };
  undo.push(
    receiver.onFeed((feed) => {
      onAir = feed;
      show();
    }),
  );
  undo.push(link.watch.changed(link.state.programme, setSource));
  const glass = openGlass(world, data);
  undo.push(glass.dispose);
  const ambience = openAmbience(world, data, walker);
  undo.push(ambience.dispose);
  const lightShow = openLightShow(world, data, {
    loudness: sound.loudness,
    clapping: avatars.clapping,
    people: () => link.state.visitors.size,
  });
  undo.push(lightShow.dispose);
  const voice = openVoice(link, world, { place: avatars.place, duck: sound.setDucked });
  undo.push(voice.dispose);
  const captions = openCaptions(link);
  undo.push(captions.dispose);
  const picture = {
    corners: openCorners(world, data.screens[0]!),
    onFrame: (listener: () => void) => world.onFrame(listener),
  };
  const danmaku = openDanmaku(surfaces.layer, picture);
  undo.push(danmaku.dispose);
  undo.push(openScreenCard(surfaces.layer, link, shelf.find, picture).dispose);
  const stands = openStands(world, link, data, shelf.find, events.products);
  undo.push(stands.dispose);
  const standSolids = openStandSolids(link, data, shelf.find, obstacles.solid.furnish);
  undo.push(standSolids.dispose);
  const standLights = openStandLights(world, link, data, ground, walker);
  undo.push(standLights.dispose);
  const furnish = () => place.furnish(link.state.furnishing);
  furnish();
  undo.push(link.watch.changed(link.state.furnishing, furnish));

  tap = (x, y) => {
    const stand = stands.pick(x, y);
    const there = aim(rayAt(world, x, y), ground, data);
    if (stand && link.state.stands.get(stand)?.product) events.openStand(stand);
    else if (there?.kind === 'portal') events.openPortal(there.portal);
    else if (there?.kind === 'seat') moves.sit(there.seat);
    else if (there) moves.goTo(there.x, there.z);
  };

  let heed = (): void => {};
  undo.push(() => heed());
  const approach = (portal: ScenePortal, then: () => void): void => {
    const { position, yaw } = portal;
    const x = position[0] - Math.sin(yaw) * PORTAL.before;
    const z = position[2] - Math.cos(yaw) * PORTAL.before;
    const isWithin = (metres: number): boolean => Math.hypot(walker.x - x, walker.z - z) < metres;
    heed();
    if (isWithin(PORTAL.near)) {
      then();
      return;
    }
    moves.goTo(x, z, yaw + Math.PI);
    heed = world.onFrame(() => {
      const walks = moves.seat !== undefined || moves.underway;
      if (isWithin(PORTAL.near) || (isWithin(PORTAL.far) && !walks)) {
        heed();
        then();
      } else if (!walks || controls.wish.ahead !== 0 || controls.wish.aside !== 0) heed();
    });
  };

  return {
    say: avatars.say,
    moves,
    goToStand(id) {
      stands.attend(id);
      moves.goToStand(id);
    },
    people: avatars.count,
    where: (slot) =>
      slot === link.state.visitors.get(link.sessionId)?.slot
        ? { x: walker.x, z: walker.z, yaw: walker.yaw, gait: self.gait() }
        : poses.last(slot),
    posture: poses.posture,
    hand: (side) => vr?.hand(side),
    crowd: crowd.stats,
    screen,
    captions,
    danmaku,
    voice,
    divert(feed) {
      diverted = feed;
      show();
    },
    intake: receiver.intake,
    setOnStage(on) {
      onStage = on;
      show();
    },
    mediaBytes: receiver.bytesDown,
    setComfort: rig.setComfort,
    setStick: controls.setStick,
    gesture: self.gesture,
    approach,
    setSound(on) {
      sound.setOn(on);
      ambience.setOn(on);
      receiver.setAudible(on);
    },
    surround: () => vr?.surround,
    boards: () => vr?.seen() ?? [],
    held: () => vr?.held(),
    get immersed() {
      return vr !== undefined;
    },
    async enterVr(on) {
      const { enterVr } = await import('../xr/vr.ts');
      const { openPortal, openStand, refused } = events;
      const opened = await enterVr(
        {
          ...{ world, link, data, ground, walker, moves, standAt: stands.meet },
          ...{ openPortal, openStand, refused },
        },
        on,
      );
      vr = opened;
      surfaces.layer.classList.add('away');
      opened.onEnd(() => {
        vr = undefined;
        rig.yaw = walker.yaw;
        surfaces.layer.classList.remove('away');
      });
      return opened;
    },
    releaseHeadset() {
      const released = vr?.release();
      vr = undefined;
      return released;
    },
    async inspect(parts) {
      const { sheet } = parts;
      // What a stand shows is here: it comes first.
      const standIn = stands.fileOf(sheet) ?? standInOf(sheet);
      stands.attend(data.stands.find(({ id }) => link.state.stands.get(id)?.product === sheet.slug)?.id);
      if (vr) {
        const { openHeld } = await import('../products/inspect/held/held.ts');
        return openHeld({ ...parts, standIn, world, within: vr.within, onClose: () => {} });
      }
      inspecting++;
      const layer = surfaces.layer;
      layer.classList.add('inspecting');
      const done = (): void => {
        inspecting--;
        if (inspecting === 0) layer.classList.remove('inspecting');
      };
      try {
        const { openInspector } = await import('../products/inspect/inspector.ts');
        return await openInspector({ ...parts, standIn, world, layer, onClose: done });
      } catch (error) {
        done();
        throw error;
      }
    },
    leave() {
      void vr?.end();
      for (const step of undo.splice(0).reverse()) step();
      place.view.stand(data.firstView.from, data.firstView.to);
    },
  };
}

/** The spatial layer whose height fits the screen's height in the picture: 180, 360 or 720 lines. */
function layerFor(share: number, world: World): number {
  const lines = share * world.engine.getRenderHeight();
  if (lines <= 200) return 0;
  return lines <= 420 ? 1 : 2;
}
