import {
  byAxis,
  copyBranch,
  moveBranch,
  pivotOf,
  point,
  type Skeleton,
  turn,
  turnBranch,
  turnOf,
} from './bones.ts';
import { type Limb, reach, turnEnd } from './reach.ts';

/** How a body bends and comes down. */
export type Stoop = {
  /** Bends the back around a level axis of length one, spread over it. */
  bend(line: Float32Array, x: number, z: number, radians: number): void;
  /** Comes down to where the eyes are (metres of a usual body), feet where the clip has them. */
  crouch(line: Float32Array, height: number): void;
};

/** Metres by which eyes may be lower without anything bending. */
const UPRIGHT_METRES = 0.03;
/** Of a lowered head: the share that the back takes, how far it bends (radians), how far hips go down (metres) and, of what the back leans ahead, go back. */
const BEND = { share: 0.35, most: 0.7, hips: 0.62, back: 0.4 } as const;
/** Where knees point to: aside, up, ahead. */
const KNEE = [0.12, 0, 1] as const;
const SIDES = ['left', 'right'] as const;

/** Opens it for a kind of body, `scale` times as large as a usual one; undefined where it lacks what is needed. */
export function openStoop(skeleton: Skeleton, standing: Float32Array, scale: number): Stoop | undefined {
  const { names, branches } = skeleton;
  const bone = (name: string): number => names.indexOf(name);
  const leg = (side: string): Limb => ({
    upper: bone(`${side}UpperLeg`),
    lower: bone(`${side}LowerLeg`),
    end: bone(`${side}Foot`),
  });
  const legs = { left: leg('left'), right: leg('right') };
  const [hips, spine, chest, eyes] = (['hips', 'spine', 'upperChest', 'eyes'] as const).map(bone) as [
    number,
    number,
    number,
    number,
  ];
  const needed = [hips, spine, chest, eyes, ...Object.values(legs.left), ...Object.values(legs.right)];
  if (needed.some((one) => one < 0)) return undefined;
  const before = new Float32Array(standing.length);
  const at = point();
  const target = point();
  const pole = point();
  const by = turn();
  const to = turn();
  pivotOf(standing, skeleton, eyes, at);
  pivotOf(standing, skeleton, hips, target);
  const torso = at[1]! - target[1]!;

  const bend = (line: Float32Array, x: number, z: number, radians: number): void => {
    byAxis(x, 0, z, radians / 2, by);
    pivotOf(line, skeleton, spine, at);
    turnBranch(line, branches[spine]!, at, by);
    pivotOf(line, skeleton, chest, at);
    turnBranch(line, branches[chest]!, at, by);
  };
  /** Lowers hips while both feet stay where the clip has them. */
  const sink = (line: Float32Array, down: number, back: number): void => {
    for (const side of SIDES) copyBranch(line, before, branches[legs[side].end]!);
    moveBranch(line, branches[hips]!, 0, -down, -back);
    for (const side of SIDES) {
      pivotOf(before, skeleton, legs[side].end, target);
      pole[0] = side === 'left' ? KNEE[0] : -KNEE[0];
      pole[1] = KNEE[1];
      pole[2] = KNEE[2];
      reach(line, skeleton, legs[side], target, pole);
      turnOf(before, legs[side].end, to);
      turnEnd(line, skeleton, legs[side], to);
    }
  };
  const crouch = (line: Float32Array, height: number): void => {
    pivotOf(line, skeleton, eyes, at);
    const down = at[1]! - height * scale - UPRIGHT_METRES;
    if (down <= 0) return;
    const bent = Math.min(down * BEND.share, torso * (1 - Math.cos(BEND.most)));
    const angle = Math.acos(1 - bent / torso);
    sink(line, Math.min(down - bent, BEND.hips * scale), torso * Math.sin(angle) * BEND.back);
    bend(line, 1, 0, angle);
  };
  return { bend, crouch };
}
