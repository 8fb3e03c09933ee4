import { Ray } from '@babylonjs/core/Culling/ray';
import { Quaternion, Vector3 } from '@babylonjs/core/Maths/math.vector';
import type { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import type { Vec3 } from '../../../../shared/model/part.ts';
import type { Holdable } from '../../../world/holdable.ts';
import type { World } from '../../../world/world.ts';
import { beginWith, bringUnseen, drawnOnce, playClip } from '../arrival.ts';
import type { HandParts } from '../inspectionState.ts';
import { type Look, openLook } from '../look.ts';
import type { Inspector } from '../verbs.ts';
import { type HeldBody, openHeldBody } from './heldBody.ts';
import { layBefore, scaleBy, turnBy, turnTo, viewFrom } from './pose.ts';

/** What a headset gives: its real floor, its head over that, and hands that hold. */
export type HeldIn = {
  floor: TransformNode;
  head: { position: Vector3; rotationQuaternion: Quaternion };
  hold(it: Holdable | undefined): void;
};

export type HeldParts = HandParts & {
  world: World;
  standIn: string | undefined;
  within: HeldIn;
  onClose(): void;
};

/** Radians a second by which it turns until somebody takes it. */
const IDLE_TURN = 0.22;
const UP = new Vector3(0, 1, 0);
const idle = new Quaternion();

/** Takes a product from its stand into the room itself, before the eyes of somebody with a headset, whose hands may hold it. */
export async function openHeld(parts: HeldParts): Promise<Inspector> {
  const { world, sheet, within } = parts;
  const { scene } = world;
  const undo: (() => void)[] = [];
  const { model, isWhole } = await beginWith(sheet, parts.standIn, scene);
  const first = openHeldBody(sheet, model, scene, isWhole);
  const look: Look = openLook(first, (change) => change());
  undo.push(() => look.body.dispose(), parts.onClose);
  hang(first, within);
  layBefore(first.model.root, first.box, within.head);
  const held = { parts, look, undo, turning: true, body: () => look.body as HeldBody };
  const holdable = holdableOf(held);
  within.hold(holdable);
  undo.push(() => within.hold(undefined));
  undo.push(
    world.onFrame((seconds) => {
      const { model, box } = look.body;
      if (held.turning) {
        Quaternion.RotationAxisToRef(UP, IDLE_TURN * seconds, idle);
        turnBy(model.root, box, idle);
      }
      look.body.place();
    }),
  );
  void drawnOnce(model, world, undo).then(parts.onShown);
  return {
    ...verbsOf(held),
    dispose() {
      for (const step of undo.splice(0).reverse()) step();
    },
  };
}

type Held = {
  parts: HeldParts;
  look: Look;
  undo: (() => void)[];
  turning: boolean;
  body(): HeldBody;
};

function hang({ model }: HeldBody, { floor }: HeldIn): void {
  model.root.parent = floor;
  model.root.rotationQuaternion ??= new Quaternion();
}

function take(held: Held): void {
  if (!held.turning) return;
  held.turning = false;
  held.parts.onTake();
}

/** What hands may do with it. */
function holdableOf(held: Held): Holdable {
  const { parts, look, body } = held;
  return {
    get node() {
      return body().model.root;
    },
    get box() {
      return body().box;
    },
    taken: () => take(held),
    moved: parts.onView,
    get pulls() {
      return parts.pulls();
    },
    get apart() {
      return look.now.explode;
    },
    set apart(share) {
      look.set({ explode: share });
    },
    get isCut() {
      return look.now.section !== null;
    },
    cut(x, y, z, nx, ny, nz) {
      const { min, max } = body().box;
      const [ax, ay, az] = [Math.abs(nx), Math.abs(ny), Math.abs(nz)];
      const axis = ax >= ay && ax >= az ? 'x' : ay >= az ? 'y' : 'z';
      const share = ({ x, y, z }[axis] - min[axis]) / (max[axis] - min[axis] || 1);
      const at = Math.round(Math.max(0, Math.min(1, share)) * 100) / 100;
      const flip = { x: nx, y: ny, z: nz }[axis] < 0;
      const now = look.now.section;
      if (now?.axis === axis && now.at === at && now.flip === flip) return;
      look.set({ section: { axis, at, flip } });
    },
    press(x, y, z, dx, dy, dz) {
      const mark = body().marks.meet(x, y, z, dx, dy, dz);
      if (mark) parts.onMark(mark);
      else parts.onPart(partAt(held, new Vector3(x, y, z), new Vector3(dx, dy, dz)));
    },
  };
}

/** The part that a ray in the product's axes meets first; empty for none. */
function partAt({ parts, body }: Held, from: Vector3, way: Vector3): string {
  const { model } = body();
  const world = model.root.computeWorldMatrix(true);
  const origin = Vector3.TransformCoordinates(from, world);
  const direction = Vector3.TransformNormal(way, world).normalize();
  const isOurs = (mesh: unknown): boolean => model.meshes.includes(mesh as never);
  const hit = parts.world.scene.pickWithRay(new Ray(origin, direction, 20), isOurs);
  return hit?.hit && hit.pickedMesh ? model.partOf(hit.pickedMesh) : '';
}

function verbsOf(held: Held): Omit<Inspector, 'dispose'> {
  const { parts, look, body } = held;
  const { head } = parts.within;
  const root = () => body().model.root;
  const { complete, play } = completion(held);
  const lookIn = look.set;
  return {
    ...{ complete, play, byHands: true },
    turn(radians) {
      take(held);
      turnBy(root(), body().box, Quaternion.RotationAxis(UP, radians));
    },
    tilt(radians) {
      take(held);
      const way = head.position.subtract(root().position);
      const across = new Vector3(way.z, 0, -way.x).normalize();
      turnBy(root(), body().box, Quaternion.RotationAxis(across, radians));
    },
    zoom: (factor) => scaleBy(root(), body().box, 1 / factor),
    setTurning(on) {
      held.turning = on;
    },
    setMeasures() {},
    writeLengths() {},
    setMarks: look.setMarks,
    setVariant: (variant) => lookIn({ variant }),
    setExplode: (explode) => lookIn({ explode }),
    setSection: (section) => lookIn({ section }),
    setXray: (xray) => lookIn({ xray }),
    setPart: (part) => lookIn({ part }),
    async setFigure() {},
    async setBeside() {},
    setDots() {},
    setCovered() {},
    lookAtMark() {},
    reset() {
      take(held);
      layBefore(root(), body().box, head);
    },
    view: () => ({ ...viewFrom(root(), body().box, head.position), ...look.now }),
    setView(view) {
      take(held);
      const { variant, explode, section, xray, part } = view;
      lookIn({ variant, explode, section, xray, part });
      turnTo(root(), body().box, head.position, view);
    },
    follow(view) {
      held.turning = false;
      const { variant, explode, section, xray, part } = view;
      lookIn({ variant, explode, section, xray, part });
      turnTo(root(), body().box, head.position, view);
    },
    pick: () => undefined,
    project: (_: Vec3) => ({ x: 0.5, y: 0.5 }),
  };
}

/** How the product itself takes the place of what stands in for it, just where that is held. */
function completion(held: Held): Pick<Inspector, 'complete' | 'play'> {
  const { parts, look, undo, body } = held;
  const { world, sheet, within } = parts;
  let wish: { name: string; forward: boolean } | undefined;
  let coming: Promise<void> | undefined;
  let over = false;
  undo.push(() => {
    over = true;
  });
  const play = (name: string, forward: boolean): void => {
    wish = { name, forward };
    playClip(body().model, name, forward);
  };
  const bring = async (): Promise<void> => {
    if (!body().isWhole) {
      const model = await bringUnseen(sheet, world.scene, world);
      if (over) return model.dispose();
      const next = openHeldBody(sheet, model, world.scene, true);
      const { position, rotationQuaternion, scaling } = body().model.root;
      hang(next, within);
      model.root.position.copyFrom(position);
      model.root.rotationQuaternion!.copyFrom(rotationQuaternion!);
      model.root.scaling.copyFrom(scaling);
      look.moveTo(next);
      if (wish) play(wish.name, wish.forward);
    }
    await drawnOnce(body().model, world, undo);
  };
  return {
    play,
    complete() {
      coming ??= bring().catch((error) => {
        coming = undefined;
        throw error;
      });
      return coming;
    },
  };
}
