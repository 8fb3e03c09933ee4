import { type Flat, homography } from './homography.ts';
import { frameOf, refined, type SheetFrame, type Space, seenFrom } from './sheetFrame.ts';

/** From where a picture was taken, seen from the middle of a sheet that lies on the floor. */
export type SheetPose = {
  position: Space;
  /** Where the picture's right side, its upper side and its depth point. */
  right: Space;
  up: Space;
  forward: Space;
  /** The upright angle of the whole picture, radians. */
  fov: number;
  /** Whether the focal length was taken from the sheet itself, or assumed. */
  focal: 'seen' | 'assumed';
};

/** A sheet of A4, metres. */
export const A4 = { long: 0.297, short: 0.21 } as const;

/** The focal length of a phone's main camera against the longer side of its picture: 26 mm on film of 36 mm. */
const USUAL_FOCAL = 0.72;
/** How far cameras lie from it, as a factor's logarithm, and the focal lengths that are tried. */
const SPREAD = 0.18;
const TRIED = { least: 0.5, most: 1.5, factor: 1.02 } as const;
/** How exactly somebody marks a corner, against the longer side of the picture. */
const MARKING = 0.0006;

/**
 * From where a picture was taken in which the four corners of an A4 sheet on the floor are marked, in whichever order.
 *
 * The camera is taken as one without distortion whose axis runs through the middle of the picture and whose pixels are
 * square: true for pictures that were not cropped. Its focal length is assumed to be that of a phone's main camera, unless
 * the sheet says otherwise: its sides are at a right angle and of known lengths, which fits one focal length best where the
 * sheet is seen aslant. Of all focal lengths the likeliest is taken, marks being off by a pixel or two. Pictures' own notes
 * (EXIF) are not read: messengers strip them. Which side of the sheet is the long one is found by which one fits better.
 * Undefined when the four corners are no sheet seen from above.
 */
export function sheetPose(marks: readonly Flat[], size: readonly [number, number]): SheetPose | undefined {
  const [width, height] = size;
  const corners = inOrder(marks.map(([x, y]): Flat => [x - width / 2, y - height / 2]));
  const longer = Math.max(width, height);
  let best: { frame: SheetFrame; focal: number; doubt: number } | undefined;
  let usual = Number.POSITIVE_INFINITY;
  for (const [w, d] of [
    [A4.long, A4.short],
    [A4.short, A4.long],
  ] as const) {
    const sheet: Flat[] = [
      [-w / 2, -d / 2],
      [w / 2, -d / 2],
      [w / 2, d / 2],
      [-w / 2, d / 2],
    ];
    const map = homography(sheet, corners);
    if (!map) continue;
    const doubtOf = (ratio: number): { frame: SheetFrame; doubt: number } | undefined => {
      const rough = frameOf(map, ratio * longer);
      if (!rough) return undefined;
      const { frame, misfit } = refined(rough, ratio * longer, sheet, corners);
      const off = misfit / (MARKING * longer);
      return { frame, doubt: off * off + (Math.log(ratio / USUAL_FOCAL) / SPREAD) ** 2 };
    };
    usual = Math.min(usual, doubtOf(USUAL_FOCAL)?.doubt ?? usual);
    for (let ratio: number = TRIED.least; ratio <= TRIED.most; ratio *= TRIED.factor) {
      const found = doubtOf(ratio);
      if (found && (!best || found.doubt < best.doubt)) best = { ...found, focal: ratio * longer };
    }
  }
  if (!best) return undefined;
  const { frame, focal, doubt } = best;
  const told = usual - doubt > 1 ? 'seen' : 'assumed';
  return { ...seenFrom(frame), fov: 2 * Math.atan(height / 2 / focal), focal: told };
}

/** Four corners around their middle, clockwise as one sees them: a sheet seen from above. */
function inOrder(marks: readonly Flat[]): Flat[] {
  const [mx, my] = [0, 1].map((axis) => marks.reduce((sum, mark) => sum + mark[axis]!, 0) / marks.length);
  return [...marks].sort((a, b) => Math.atan2(a[1] - my!, a[0] - mx!) - Math.atan2(b[1] - my!, b[0] - mx!));
}
