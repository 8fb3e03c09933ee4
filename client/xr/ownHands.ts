import { Color3 } from '@babylonjs/core/Maths/math.color';
import type { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import type { World } from '../world/world.ts';
import { type ControllerPart, layParts } from './controllerParts.ts';
import { type HeldModel, openHeldModel } from './heldModel.ts';
import { rigid } from './matrices.ts';

/** What one sees of one's own hands: the controllers that one holds, or the hands themselves. */
export type OwnHands = {
  /** One frame; to be called within it. */
  step(frame: XRFrame, space: XRReferenceSpace, sources: Iterable<XRInputSource>): void;
  /** What is shown now, by hand: a name of `assets/hands`, or nothing. */
  shown(side: Side): string | undefined;
  dispose(): void;
};

type Side = 'left' | 'right';
/** A controller of `assets/hands/hands.json`. */
type Controller = { name: string; profiles: string[] } & Record<Side, ControllerPart[]>;

const FOLDER = '/assets/hands';
const HAND = 'hand';
const GENERIC = 'generic';
/** Colour of a hand whose skin nobody has chosen: of a glove, so that it is nobody's. */
const GLOVE = '#d9cfc2';
/** Most bones of a model. */
const BONES = 32;

type Shown = {
  /** What is shown, and its model once it is there. */
  name: string | undefined;
  model: HeldModel | undefined;
  /** Of a controller: how it moves. */
  parts: readonly ControllerPart[];
  /** Joints of a hand in the order of the model's bones, of which source. */
  joints: XRJointSpace[];
  source: XRInputSource | undefined;
  seen: boolean;
};

/** Opens it over the real floor; models come when first needed. `skin` is the chosen colour (`#rrggbb`) or empty. */
export function openOwnHands(world: World, floor: TransformNode, skin: string): OwnHands {
  const colour = Color3.FromHexString(skin || GLOVE);
  const places = new Float32Array(BONES * 16);
  const models = new Map<string, Promise<HeldModel>>();
  const sides: Record<Side, Shown> = { left: newShown(), right: newShown() };
  let controllers: Controller[] | undefined;
  let disposed = false;
  void readControllers().then((read) => {
    controllers = read;
  });

  const open = async (name: string, side: Side): Promise<HeldModel> => {
    const model = await openHeldModel(world, `${FOLDER}/${name}-${side}.glb`, floor, colour);
    if (disposed) model.dispose();
    return model;
  };
  /** Goes over to another model; until it is there nothing is shown. */
  const wear = async (one: Shown, side: Side, name: string): Promise<void> => {
    one.model?.hide();
    one.name = name;
    one.model = undefined;
    one.source = undefined;
    one.parts = controllers?.find((each) => each.name === name)?.[side] ?? [];
    const key = `${name} ${side}`;
    const opening = models.get(key) ?? open(name, side);
    models.set(key, opening);
    // A file that can't be had: one sees the ray alone.
    const model = await opening.catch(() => undefined);
    if (!disposed && one.name === name) one.model = model;
  };
  const nameOf = ({ hand, profiles }: XRInputSource): string | undefined => {
    if (hand) return HAND;
    if (!controllers) return undefined;
    for (let at = 0; at < profiles.length; at++)
      for (let each = 0; each < controllers.length; each++)
        if (controllers[each]!.profiles.includes(profiles[at]!)) return controllers[each]!.name;
    return GENERIC;
  };
  const layHand = (one: Shown, source: XRInputSource, frame: XRFrame, space: XRReferenceSpace): boolean => {
    if (one.source !== source) {
      one.source = source;
      one.joints = jointsOf(source.hand!, one.model!.bones);
    }
    return (
      one.joints.length === one.model!.bones.length && Boolean(frame.fillPoses?.(one.joints, space, places))
    );
  };
  const layController = (
    { parts }: Shown,
    { gripSpace, gamepad }: XRInputSource,
    frame: XRFrame,
    space: XRReferenceSpace,
  ): boolean => {
    const pose = gripSpace && frame.getPose(gripSpace, space);
    if (!pose) return false;
    const { position: p, orientation: q } = pose.transform;
    rigid(p.x, p.y, p.z, q.x, q.y, q.z, q.w, places, 0);
    layParts(parts, gamepad, places);
    return true;
  };
  return {
    step(frame, space, sources) {
      sides.left.seen = sides.right.seen = false;
      for (const source of sources) {
        const side = source.handedness === 'left' ? 'left' : 'right';
        const one = sides[side];
        const name = nameOf(source);
        if (name && name !== one.name) void wear(one, side, name);
        if (!one.model) continue;
        one.seen = source.hand
          ? layHand(one, source, frame, space)
          : layController(one, source, frame, space);
        if (one.seen) one.model.show(places);
      }
      if (!sides.left.seen) sides.left.model?.hide();
      if (!sides.right.seen) sides.right.model?.hide();
    },
    shown: (side) => (sides[side].seen ? sides[side].name : undefined),
    dispose() {
      disposed = true;
      for (const opening of models.values())
        void opening.then(
          (model) => model.dispose(),
          () => {},
        );
    },
  };
}

const newShown = (): Shown => ({
  name: undefined,
  model: undefined,
  parts: [],
  joints: [],
  source: undefined,
  seen: false,
});

async function readControllers(): Promise<Controller[]> {
  const answer = await fetch(`${FOLDER}/hands.json`).catch(() => undefined);
  return answer?.ok ? ((await answer.json()) as Controller[]) : [];
}

/** The joints of a hand in the order of a model's bones; fewer where the hand lacks one. */
function jointsOf(hand: XRHand, bones: readonly string[]): XRJointSpace[] {
  const byName = new Map<string, XRJointSpace>();
  for (const [name, joint] of hand.entries()) byName.set(name, joint);
  return bones.flatMap((name) => byName.get(name) ?? []);
}
