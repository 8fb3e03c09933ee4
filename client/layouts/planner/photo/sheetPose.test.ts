import { expect, test } from 'vitest';
import { type Flat, homography } from './homography.ts';
import type { Space } from './sheetFrame.ts';
import { A4, type SheetPose, sheetPose } from './sheetPose.ts';

const SIZE: [number, number] = [4000, 3000];
/** Pixels of a centimetre, two and a half metres away. */
const CENTIMETRE = 11;

const dot = (a: Space, b: Space) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const apart = (a: Flat, b: Flat) => Math.hypot(a[0] - b[0], a[1] - b[1]);
/** Where a point of the floor would be drawn. */
function drawn(pose: SheetPose, [x, z]: readonly [number, number]): Flat {
  const focal = SIZE[1] / 2 / Math.tan(pose.fov / 2);
  const to: Space = [x - pose.position[0], -pose.position[1], z - pose.position[2]];
  const depth = dot(to, pose.forward);
  return [
    SIZE[0] / 2 + (focal * dot(to, pose.right)) / depth,
    SIZE[1] / 2 - (focal * dot(to, pose.up)) / depth,
  ];
}

/** A camera that looks at a point, and what it sees of the corners of a sheet at the origin. */
function photo(position: Space, target: Space, focal: number, turned = false) {
  const unit = (v: Space): Space => v.map((one) => one / Math.hypot(...v)) as Space;
  const cross = (a: Space, b: Space): Space => [
    a[1] * b[2] - a[2] * b[1],
    a[2] * b[0] - a[0] * b[2],
    a[0] * b[1] - a[1] * b[0],
  ];
  const forward = unit(target.map((one, at) => one - position[at]!) as Space);
  const right = unit(cross(forward, [0, 1, 0]));
  const up = cross(right, forward);
  const [w, d] = turned ? [A4.short, A4.long] : [A4.long, A4.short];
  const see = ([x, z]: readonly [number, number]): Flat => {
    const to: Space = [x - position[0], -position[1], z - position[2]];
    const depth = dot(to, forward);
    return [SIZE[0] / 2 + (focal * dot(to, right)) / depth, SIZE[1] / 2 - (focal * dot(to, up)) / depth];
  };
  const corners = (
    [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ] as const
  ).map(([u, v]) => see([(u * w) / 2, (v * d) / 2]));
  return { corners, see };
}

test('[PN10] a map through four points leads each to its own, and there is none through points on a line', () => {
  const from: Flat[] = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ];
  const to: Flat[] = [
    [10, 12],
    [110, 20],
    [96, 90],
    [4, 70],
  ];
  const [a, b, c, d, e, f, g, h] = homography(from, to)! as number[];
  from.forEach(([x, y], at) => {
    const w = g! * x + h! * y + 1;
    expect((a! * x + b! * y + c!) / w).toBeCloseTo(to[at]![0], 6);
    expect((d! * x + e! * y + f!) / w).toBeCloseTo(to[at]![1], 6);
  });
  expect(
    homography(from, [
      [0, 0],
      [1, 1],
      [2, 2],
      [3, 3],
    ]),
  ).toBeUndefined();
});

test.each([
  ['from the front', [0.1, 1.5, 1.6], 0.72, false],
  ['from the side', [1.7, 1.4, 0.9], 0.8, false],
  ['of a sheet that lies upright', [0.3, 1.6, 2.1], 0.72, true],
  ['by a wide camera', [-0.8, 1.3, 1.4], 0.62, true],
] as [string, Space, number, boolean][])(
  '[PN11] a picture %s tells from where it was taken: what stands on the floor is drawn in its place',
  (_, position, ratio, turned) => {
    const { corners, see } = photo(position, [0, 0, -0.2], ratio * SIZE[0], turned);
    const pose = sheetPose(corners, SIZE)!;
    expect(Math.abs(pose.fov - 2 * Math.atan(SIZE[1] / 2 / (ratio * SIZE[0])))).toBeLessThan(0.12);
    for (const point of [
      [0.8, -0.6],
      [-0.5, 0.3],
      [0, -1],
    ] as const) {
      // Which end or side of the sheet is which its corners do not tell.
      const [x, z] = point;
      const ways = [
        [x, z],
        [z, -x],
        [-x, -z],
        [-z, x],
      ] as const;
      const off = ways.map((way) => apart(drawn(pose, way), see(point)));
      expect(Math.min(...off)).toBeLessThan(4 * CENTIMETRE);
    }
  },
);

test('[PN11] marks are taken in whichever order; marks that are two pixels off move a chair by centimetres only', () => {
  const { corners, see } = photo([0.2, 1.5, 1.8], [0, 0, -0.2], 0.72 * SIZE[0]);
  const known = sheetPose(corners, SIZE)!;
  const [a, b, c, d] = corners as [Flat, Flat, Flat, Flat];
  const mixed = sheetPose([c, a, d, b], SIZE)!;
  expect(mixed.position[1]).toBeCloseTo(known.position[1], 6);
  const rough = corners.map(([x, y], at): Flat => [x + (at % 2 ? 2 : -2), y + (at > 1 ? 2 : -1)]);
  expect(apart(drawn(sheetPose(rough, SIZE)!, [0.8, -0.6]), see([0.8, -0.6]))).toBeLessThan(6 * CENTIMETRE);
});

test('[PN12] a sheet seen straight from above does not tell the focal length: a phone’s is assumed', () => {
  const { corners } = photo([0, 1.5, 0.001], [0, 0, 0], 0.72 * SIZE[0]);
  const pose = sheetPose(corners, SIZE)!;
  expect(pose.focal).toBe('assumed');
  expect(pose.position[1]).toBeCloseTo(1.5, 1);
});

test('[PN12] four marks on a line are no sheet', () => {
  expect(
    sheetPose(
      [
        [0, 0],
        [10, 10],
        [20, 20],
        [30, 30],
      ],
      SIZE,
    ),
  ).toBeUndefined();
});
