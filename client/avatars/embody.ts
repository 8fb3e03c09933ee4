import { USUAL_EYES_METRES } from '../../shared/model/posture.ts';
import {
  after,
  between,
  byAxis,
  copyBranch,
  mixBranch,
  part,
  pivotOf,
  point,
  type Skeleton,
  shortest,
  turn,
  turnBranch,
  turned,
  turnOf,
} from './bones.ts';
import type { ShownHand, ShownPosture } from './postureTrack.ts';
import { type Limb, reach, turnEnd } from './reach.ts';
import { openStoop } from './stoop.ts';

/** Lays head and hands of somebody with a headset over what the clips make of their body. */
export type Embodiment = {
  /** Changes a line in place; who `sits` stays in the seat. */
  lay(line: Float32Array, posture: ShownPosture, sits: boolean): void;
};

/** Share of a look that the neck takes before the head. */
const NECK_SHARE = 0.4;
/** How far one leans after a hand beyond reach: radians, and the metres beyond reach that ask for it. */
const LEAN = { most: 0.4, metres: 0.45 } as const;
/** Where elbows point to: aside, up, ahead. */
const ELBOW = [0.45, -1, -0.35] as const;
/** Share of an arm's turn that its shoulder takes first. */
const SHOULDER_SHARE = 0.16;
/** Radians by which fingers are curled at ease, and closed. */
const CURL = { ease: 0.25, closed: 1.35 } as const;

const SIDES = ['left', 'right'] as const;
type Side = (typeof SIDES)[number];

/** Opens it for a kind of body, whose bones stand as `standing` when it stands at ease; undefined where a body lacks what it needs. */
export function openEmbodiment(skeleton: Skeleton, standing: Float32Array): Embodiment | undefined {
  const bone = (name: string): number => skeleton.names.indexOf(name);
  const limb = (upper: string, lower: string, end: string): Limb => ({
    upper: bone(upper),
    lower: bone(lower),
    end: bone(end),
  });
  const arms = {
    left: limb('leftUpperArm', 'leftLowerArm', 'leftHand'),
    right: limb('rightUpperArm', 'rightLowerArm', 'rightHand'),
  };
  const fingers = { left: bone('leftFingers'), right: bone('rightFingers') };
  const shoulders = { left: bone('leftShoulder'), right: bone('rightShoulder') };
  const [hips, neck, head, eyes] = (['hips', 'neck', 'head', 'eyes'] as const).map(bone) as [
    number,
    number,
    number,
    number,
  ];
  const needed = [hips, neck, head, eyes, fingers.left, fingers.right];
  needed.push(shoulders.left, shoulders.right);
  for (const { upper, lower, end } of Object.values(arms)) needed.push(upper, lower, end);
  if (needed.some((one) => one < 0)) return undefined;

  const { branches, pivots } = skeleton;
  const clip = new Float32Array(standing.length);
  const limbsBefore = new Float32Array(standing.length);
  const at = point();
  const target = point();
  const pole = point();
  const way = point();
  const by = turn();
  const to = turn();
  const now = turn();

  pivotOf(standing, skeleton, eyes, at);
  const scale = at[1]! / USUAL_EYES_METRES;
  const stoop = openStoop(skeleton, standing, scale);
  if (!stoop) return undefined;

  /** From how the body was made to a hand that hangs straight down, as a grip that is not turned does. */
  const hanging = { left: turn(), right: turn() };
  const palm = { left: 0, right: 0 };
  for (const side of SIDES) {
    const from = arms[side].end * 3;
    const tip = fingers[side] * 3;
    for (let axis = 0; axis < 3; axis++) way[axis] = pivots[tip + axis]! - pivots[from + axis]!;
    shortest(way, point(0, -1, 0), hanging[side]);
    pivotOf(standing, skeleton, arms[side].end, at);
    pivotOf(standing, skeleton, fingers[side], way);
    palm[side] = Math.hypot(at[0]! - way[0]!, at[1]! - way[1]!, at[2]! - way[2]!);
  }

  const look = (line: Float32Array, { yaw, pitch, roll }: ShownPosture): void => {
    // Body space looks along +z: x and z of a turn change sides.
    byAxis(0, 1, 0, yaw, to);
    byAxis(-1, 0, 0, pitch, by);
    after(to, by, to);
    byAxis(0, 0, -1, roll, by);
    after(to, by, to);
    turnOf(line, head, now);
    between(now, to, by);
    part(by, NECK_SHARE, by);
    pivotOf(line, skeleton, neck, at);
    turnBranch(line, branches[neck]!, at, by);
    turnOf(line, head, now);
    between(now, to, by);
    pivotOf(line, skeleton, head, at);
    turnBranch(line, branches[head]!, at, by);
  };
  /** Where a wrist is to be, and how its hand is turned: `to`. */
  const aimHand = (hand: ShownHand, side: Side, raised: number): void => {
    to[0] = -hand.qx;
    to[1] = hand.qy;
    to[2] = -hand.qz;
    to[3] = hand.qw;
    turned(to, 0, 1, 0, way);
    target[0] = -hand.x * scale + way[0]! * palm[side];
    target[1] = hand.y * scale + raised + way[1]! * palm[side];
    target[2] = -hand.z * scale + way[2]! * palm[side];
    after(to, hanging[side], to);
  };
  /** Leans after hands that are beyond reach. */
  const lean = (line: Float32Array, { left, right }: ShownPosture, raised: number): void => {
    let ahead = 0;
    let aside = 0;
    for (const side of SIDES) {
      const hand = side === 'left' ? left : right;
      if (hand.weight === 0) continue;
      aimHand(hand, side, raised);
      pivotOf(line, skeleton, arms[side].upper, at);
      const far = Math.hypot(target[0]! - at[0]!, target[1]! - at[1]!, target[2]! - at[2]!);
      const beyond = Math.max(0, far - armOf(line, side)) * hand.weight;
      if (far < 1e-5) continue;
      ahead += ((target[2]! - at[2]!) / far) * beyond;
      aside += ((target[0]! - at[0]!) / far) * beyond;
    }
    const much = Math.hypot(ahead, aside);
    if (much < 1e-4) return;
    stoop.bend(line, ahead / much, -aside / much, Math.min(1, much / LEAN.metres) * LEAN.most);
  };
  const lengths = point();
  /** Metres of an arm that is stretched. */
  const armOf = (line: Float32Array, side: Side): number => {
    const { upper, lower, end } = arms[side];
    pivotOf(line, skeleton, upper, lengths);
    pivotOf(line, skeleton, lower, way);
    const first = Math.hypot(lengths[0]! - way[0]!, lengths[1]! - way[1]!, lengths[2]! - way[2]!);
    pivotOf(line, skeleton, end, lengths);
    return first + Math.hypot(lengths[0]! - way[0]!, lengths[1]! - way[1]!, lengths[2]! - way[2]!);
  };
  /** A shoulder goes along with its arm a little. */
  const shrug = (line: Float32Array, hand: ShownHand, side: Side, raised: number): void => {
    aimHand(hand, side, raised);
    const { upper, end } = arms[side];
    pivotOf(line, skeleton, upper, at);
    pivotOf(line, skeleton, end, way);
    for (let axis = 0; axis < 3; axis++) {
      way[axis]! -= at[axis]!;
      target[axis]! -= at[axis]!;
    }
    shortest(way, target, by);
    part(by, SHOULDER_SHARE, by);
    pivotOf(line, skeleton, shoulders[side], at);
    turnBranch(line, branches[shoulders[side]]!, at, by);
  };
  const hold = (line: Float32Array, hand: ShownHand, side: Side, raised: number): void => {
    if (hand.weight === 0) return;
    const arm = branches[shoulders[side]]!;
    if (hand.weight < 1) copyBranch(line, limbsBefore, arm);
    shrug(line, hand, side, raised);
    aimHand(hand, side, raised);
    pole[0] = side === 'left' ? ELBOW[0] : -ELBOW[0];
    pole[1] = ELBOW[1];
    pole[2] = ELBOW[2];
    reach(line, skeleton, arms[side], target, pole);
    turnEnd(line, skeleton, arms[side], to);
    // Fingers curl towards the palm, around the way from the small finger to the thumb.
    to[0] = -hand.qx;
    to[1] = hand.qy;
    to[2] = -hand.qz;
    to[3] = hand.qw;
    turned(to, 0, 0, side === 'left' ? -1 : 1, way);
    byAxis(way[0]!, way[1]!, way[2]!, hand.closed ? CURL.closed : CURL.ease, by);
    pivotOf(line, skeleton, fingers[side], at);
    turnBranch(line, branches[fingers[side]]!, at, by);
    if (hand.weight < 1) mixBranch(limbsBefore, line, arm, hand.weight);
  };
  return {
    lay(line, posture, sits) {
      if (posture.weight === 0) return;
      if (posture.weight < 1) copyBranch(line, clip, branches[hips]!);
      if (!sits) stoop.crouch(line, posture.height);
      pivotOf(line, skeleton, eyes, at);
      // Hands are where they are seen from these eyes.
      const raised = at[1]! - posture.height * scale;
      lean(line, posture, raised);
      look(line, posture);
      hold(line, posture.left, 'left', raised);
      hold(line, posture.right, 'right', raised);
      if (posture.weight < 1) mixBranch(clip, line, branches[hips]!, posture.weight);
    },
  };
}
