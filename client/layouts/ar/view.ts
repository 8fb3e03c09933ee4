import { signal } from '@preact/signals';
import type { World } from '../../world/world.ts';
import { type LoadBody, openBodies } from '../bodies.ts';
import type { Piece } from '../plan.ts';
import type { Sight } from '../sight.ts';
import type { Wall } from '../snapping.ts';
import { openAnchors } from './anchors.ts';
import { followDepth, openOccluder } from './depth.ts';
import { openEyes } from './eyes.ts';
import { listenForFingers } from './fingers.ts';
import { openHolding } from './holding.ts';
import { followLight } from './light.ts';
import { follow, type Origin } from './origin.ts';
import type { Placing } from './placing.ts';
import { listenForPointing } from './pointing.ts';
import { openReticle } from './reticle.ts';
import { openEmptyRoom } from './room.ts';
import type { RoomBoard } from './roomBoard.ts';
import { openArSession } from './session.ts';
import { openSurfaces, type Spot } from './surface.ts';
import { openTape } from './tape.ts';

/** What the device makes of where one points: nothing yet, nothing for long, its place lost, a surface that does not serve, or a place. */
export type Looking = 'searching' | 'none' | 'lost' | 'elsewhere' | 'found';

/** Milliseconds of each step, for whom it concerns. */
export type Timings = {
  pressed: number;
  asked: number;
  entered: number;
  reticle: number;
  put: number;
  seen: number;
};

export type ViewParts = {
  world: World;
  placing: Placing;
  load: LoadBody;
  /** Lies over the picture; its first child takes the fingers. */
  overlay: HTMLElement;
  pressed: number;
  /** Resolves once what is to be shown at first is laid out, with whether it was asked for by name. */
  begun: Promise<boolean>;
  onLost(): void;
};

/** One's own room with the pieces in it. */
export type RoomView = Awaited<ReturnType<typeof openRoomView>>;

/** Milliseconds without a surface after which one is told what helps. */
const PATIENCE_MS = 9000;
/** Milliseconds between two looks at what moves slowly: drift, walls, whether a place is free. */
const SLOW_MS = 150;
/** Metres and radians of drift that are left alone. */
const DRIFT = { metres: 0.0005, turn: 0.0005 } as const;
/** Radians per second of a stick pushed all the way. */
const STICK_TURN = 1.8;

/** Begins to show it; throws what the browser says. */
export async function openRoomView(parts: ViewParts) {
  const { world, placing, overlay } = parts;
  const { plan, origin } = placing;
  const room = openEmptyRoom(world.engine);
  const occluder = openOccluder(room.scene);
  // Whoever ends it from within a frame ends it before the engine is through with that frame.
  const undo: (() => void)[] = [() => queueMicrotask(() => room.scene.dispose())];
  const timings: Timings = {
    pressed: parts.pressed,
    asked: performance.now(),
    entered: 0,
    reticle: 0,
    put: 0,
    seen: 0,
  };
  const ar = await openArSession(world, room.scene, overlay).catch((error) => {
    room.scene.dispose();
    throw error;
  });
  timings.entered = performance.now();
  const looking = signal<Looking>('searching');
  const measuring = signal(false);
  const measured = signal<{ metres: number; done: boolean } | undefined>(undefined);
  const laidOut = signal<'new' | 'found' | 'guessed' | 'waiting'>('new');
  const over = signal(false);
  const eyes = openEyes(ar);
  const surfaces = openSurfaces(ar);
  const reticle = openReticle(room.scene);
  const frame = openReticle(room.scene, false);
  const tape = openTape(room.scene);
  const anchors = openAnchors(ar, () => placing.setHandles(anchors.handles()));
  const holding = openHolding(plan, origin, anchors);
  const isLit = followLight(ar, room);
  const occludes = followDepth(ar, room.scene, occluder);
  /** What stands between one and the pieces, and takes presses first. */
  let board: RoomBoard | undefined;
  let found = performance.now();
  let slow = 0;
  /** What was put down and is not seen yet, and whether the next frame shows it. */
  let waiting: string | undefined;
  let isReady = false;
  let begun = false;
  /** What the device has found again since another time. */
  const reopened = new Set<string>();

  const bodies = openBodies(room.scene, plan, parts.load, {
    parent: room.origin,
    onLost: parts.onLost,
  });
  undo.push(bodies.dispose);
  undo.push(() => surfaces.dispose());
  undo.push(
    world.onDrawn(() => {
      if (!waiting) return;
      const wasReady = isReady;
      isReady = bodies.isReady(waiting);
      // What was ready before a frame is in it.
      if (!wasReady) return;
      waiting = undefined;
      timings.seen = performance.now();
    }),
  );
  const layOrigin = (): void => {
    const { x, y, z, yaw } = origin.at;
    room.origin.position.set(x, y, z);
    room.origin.rotation.y = yaw;
  };
  const spotFacing = (spot: Spot): number => eyes.facing(spot.x, spot.z);
  const isHome = (spot: Spot): boolean =>
    placing.held.value === undefined || spot.mount === placing.mountOfHeld();

  const put = (): void => {
    const { spot } = surfaces;
    // Before what was kept has come nobody puts anything into its places.
    if (!spot || !begun) return;
    if (measuring.value) {
      tape.tap(spot);
      tellTape();
      return;
    }
    const piece = placing.put(spot, spotFacing(spot), ar.knowsFloor);
    if (!piece) return;
    layOrigin();
    timings.put = performance.now();
    timings.seen = 0;
    waiting = piece.id;
    isReady = false;
  };
  const tellTape = (): void => {
    const { metres, done } = tape;
    measured.value = metres === undefined ? undefined : { metres, done };
  };
  /** Lays all pieces where one points. */
  const layHere = (): void => {
    const { spot } = surfaces;
    if (spot?.mount !== 'floor') return;
    placing.layHere(spot, spotFacing(spot));
    layOrigin();
    laidOut.value = 'found';
    holding.forget();
  };
  /** A tap or select: puts what is held, else selects what is meant. */
  const act = (sight: Sight | undefined): void => {
    if (laidOut.value === 'waiting') layHere();
    else if (placing.held.value || measuring.value) put();
    else if (sight) placing.selectBy(sight);
  };
  const free = (): boolean => !placing.held.value && !measuring.value && laidOut.value !== 'waiting';
  undo.push(
    listenForFingers(overlay.firstElementChild as HTMLElement, {
      grab: (x, y) => free() && placing.grab(eyes.through(x, y)),
      drag: (x, y) => placing.drag(eyes.through(x, y)),
      release: placing.release,
      tap: (x, y) => act(eyes.through(x, y)),
      twist: (by) => placing.turn(by, true),
      pinch: (by) => placing.scale(by, true),
    }),
  );
  const pointing = listenForPointing(ar, room.scene, {
    takes: (sight) => board?.meets(sight) ?? false,
    tap: (sight) => board?.tap(sight),
    grab: (sight) => free() && placing.grab(sight),
    drag: placing.drag,
    release: placing.release,
    select: act,
    stick: (aside, seconds) => placing.turn(-aside * STICK_TURN * seconds, true),
    rest: () => placing.turn(0),
  });
  undo.push(placing.release);

  const look = (now: number): void => {
    const { spot } = surfaces;
    const next = ar.tracked ? lookingAt(spot, now - found, looking.value, isHome) : 'lost';
    if (spot) found = now;
    if (next === 'found' && !timings.reticle) timings.reticle = now;
    if (next !== looking.value) looking.value = next;
  };
  /** Pieces follow their anchors, and the layout the first anchor that is found again. */
  const correct = (): void => {
    for (const piece of plan.pieces()) {
      const known = laidOut.value === 'guessed' && reopened.has(piece.id) && anchors.where(piece.id);
      if (known) {
        placing.layBy(piece, known);
        layOrigin();
        laidOut.value = 'found';
      }
      const node = bodies.nodeOf(piece.id);
      const place = node && holding.where(piece.id);
      if (!place) continue;
      const { x, y, z, yaw } = place;
      const drift = Math.hypot(x - piece.x, y - piece.y, z - piece.z);
      if (drift < DRIFT.metres && Math.abs(Math.sin(yaw - piece.yaw)) < DRIFT.turn) continue;
      node.position.set(x, y, z);
      node.rotation.y = yaw;
    }
  };
  const lookSlowly = (): void => {
    // What has just been moved is let go first: it would be put back.
    // Nor is anything held before one has said where it all stands.
    if (laidOut.value !== 'waiting') holding.step();
    correct();
    plan.setWalls(surfaces.walls().map((wall) => wallIn(origin, wall)));
    const { spot } = surfaces;
    reticle.setMood(spot && (!isHome(spot) || !placing.fits(spot, spotFacing(spot))) ? 'taken' : 'free');
    const held = placing.held.value && spot && isHome(spot);
    reticle.setSize(held ? placing.sizeOfHeld() : undefined, spot?.mount);
  };
  /** The selected piece stands in a frame. */
  const frameChosen = (): void => {
    const piece = placing.chosen.value;
    if (!piece || placing.held.value) {
      frame.lay(undefined, 0);
      return;
    }
    const at = spotOf(origin, piece);
    frame.setSize(sizeNow(piece), piece.mount);
    frame.lay(at, at.yaw);
  };
  ar.onFrame((seen) => {
    const now = performance.now();
    eyes.read(seen);
    surfaces.pointWith(pointing.space);
    surfaces.read(seen);
    look(now);
    frameChosen();
    const { spot } = surfaces;
    const onBoard = board?.away ?? -1;
    const isShown = looking.value !== 'lost' && onBoard < 0;
    reticle.lay(isShown ? spot : undefined, spot ? spotFacing(spot) : 0);
    if (onBoard >= 0) pointing.reach(onBoard);
    else if (pointing.sight && spot)
      pointing.reach(
        Math.hypot(spot.x - pointing.sight.x, spot.y - pointing.sight.y, spot.z - pointing.sight.z),
      );
    if (measuring.value && spot && !tape.done && tape.metres !== undefined) {
      tape.trail(spot);
      tellTape();
    }
    if (now - slow < SLOW_MS) return;
    slow = now;
    lookSlowly();
  });

  /** Finds again where the pieces stood; those of a layout that was never here wait for a tap on the floor. */
  const findAgain = async (isAnother: boolean): Promise<void> => {
    if (over.value || plan.pieces().length === 0) return layOrigin();
    laidOut.value = 'guessed';
    layOrigin();
    const lays = placing.laid.value;
    anchors.forget(placing.staleHandles());
    const found = await anchors.reopen(placing.handles());
    if (lays !== placing.laid.value) return;
    for (const id of found) {
      reopened.add(id);
      holding.adopt(id);
    }
    if (isAnother && found.length === 0) laidOut.value = 'waiting';
  };
  const begin = async (): Promise<void> => {
    const isAnother = await parts.begun;
    begun = true;
    await findAgain(isAnother);
  };
  undo.push(
    placing.laid.subscribe(() => {
      if (!begun) return;
      anchors.release();
      holding.forget();
      reopened.clear();
      laidOut.value = 'new';
      void findAgain(true);
    }),
  );
  ar.onEnd(() => {
    over.value = true;
    for (const step of undo.splice(0).reverse()) step();
  });
  void begin();
  const first = placing.held.value;
  if (first) void bodies.prefetch(first.product, first.sku);

  return {
    ar,
    room,
    bodies,
    eyes,
    looking,
    measuring,
    measured,
    /** How kept pieces came to lie where they do: found again, or laid where one began. */
    laidOut,
    timings,
    isLit,
    occludes,
    anchored: () => plan.pieces().filter(({ id }) => anchors.where(id)).length,
    board: () => board,
    /** Lets a board take presses before the pieces do. */
    setBoard(next: RoomBoard): void {
      board = next;
    },
    over,
    spot: () => surfaces.spot,
    pointing,
    put,
    prefetch: bodies.prefetch,
    bring(): void {
      if (surfaces.spot) placing.bring(surfaces.spot);
    },
    layHere,
    setMeasuring(on: boolean): void {
      measuring.value = on;
      tape.clear();
      tellTape();
    },
    /** Where a piece is drawn in the room that the device knows. */
    where(piece: Piece) {
      const node = bodies.nodeOf(piece.id);
      const at = node
        ? { x: node.position.x, y: node.position.y, z: node.position.z, yaw: node.rotation.y }
        : piece;
      return follow(origin.at, at);
    },
    end: ar.end,
  };
}

/** What the device makes of where one points, so long after it has last met a surface. */
function lookingAt(
  spot: Spot | undefined,
  since: number,
  before: Looking,
  isHome: (spot: Spot) => boolean,
): Looking {
  if (spot) return isHome(spot) ? 'found' : 'elsewhere';
  return since > PATIENCE_MS || before === 'none' ? 'none' : 'searching';
}

/** A wall of the room as the layout has it. */
function wallIn(origin: Origin, { from, to, nx, nz }: Wall): Wall {
  const point = ([x, z]: [number, number]): [number, number] => {
    const at = origin.toLayout({ x, y: 0, z, yaw: 0 });
    return [at.x, at.z];
  };
  const turned = Math.atan2(nx, nz) - origin.at.yaw;
  return { from: point(from), to: point(to), nx: Math.sin(turned), nz: Math.cos(turned) };
}

/** The place in the room at which a piece touches it. */
function spotOf(origin: Origin, piece: Piece): Spot & { yaw: number } {
  const { x, y, z, yaw } = origin.toRoom(piece);
  const { mount } = piece;
  const upright = mount === 'wall' ? 0 : mount === 'floor' ? 1 : -1;
  const away = mount === 'wall' ? 1 : 0;
  return { mount, x, y, z, yaw, nx: Math.sin(yaw) * away, ny: upright, nz: Math.cos(yaw) * away };
}

const sizeNow = ({ size: [width, height, depth], scale }: Piece): [number, number, number] => [
  width * scale,
  height * scale,
  depth * scale,
];
