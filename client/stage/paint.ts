import { contain, cover, type LowerThird, placesOf, type Shot } from '../../shared/model/shots.ts';

/** The picture of an input: an element that plays it, and whether it may be cut at its edges to fill a place (a camera) or must be seen whole (a film, a screen). */
export type Drawable = { video: HTMLVideoElement; whole: boolean };

/** What a shot is painted with. */
export type Paints = {
  find(id: string): Drawable | undefined;
  picture(url: string): HTMLImageElement | undefined;
};

type Pen = CanvasRenderingContext2D;

const BACKDROP = '#171613';
const PAPER = '#f7f4ee';
const INK = '#1b1a17';
const OAK = '#b08d57';

/** Paints a shot over the whole canvas; `alpha` lays it over what is there. */
export function paintShot(pen: Pen, shot: Shot, { find, picture }: Paints, alpha = 1): void {
  const { width, height } = pen.canvas;
  pen.globalAlpha = alpha;
  pen.fillStyle = BACKDROP;
  pen.fillRect(0, 0, width, height);
  const shown = shot.inputs.map(find).filter((one) => one !== undefined);
  for (const [i, place] of placesOf(shot.layout, shown.length).entries()) {
    const box = {
      x: Math.round(place.x * width),
      y: Math.round(place.y * height),
      width: Math.round(place.width * width),
      height: Math.round(place.height * height),
    };
    if (shot.layout === 'inset' && i > 0) frame(pen, box);
    paintInput(pen, shown[i]!, box);
  }
  if (shot.lower) paintLowerThird(pen, shot.lower, picture);
  pen.globalAlpha = 1;
}

type Box = { x: number; y: number; width: number; height: number };

function paintInput(pen: Pen, { video, whole }: Drawable, box: Box): void {
  const size = { width: video.videoWidth, height: video.videoHeight };
  if (size.width === 0 || size.height === 0) return;
  if (whole) {
    const inside = contain(size, box);
    pen.drawImage(video, box.x + inside.x, box.y + inside.y, inside.width, inside.height);
    return;
  }
  const part = cover(size, box);
  pen.drawImage(video, part.x, part.y, part.width, part.height, box.x, box.y, box.width, box.height);
}

function frame(pen: Pen, { x, y, width, height }: Box): void {
  pen.fillStyle = PAPER;
  pen.fillRect(x - 3, y - 3, width + 6, height + 6);
}

/** A card of paper low in the picture, on the side where reading begins. */
function paintLowerThird(pen: Pen, lower: LowerThird, picture: Paints['picture']): void {
  const { width, height } = pen.canvas;
  const unit = height / 720;
  const image = lower.picture ? picture(lower.picture) : undefined;
  const rtl = document.documentElement.dir === 'rtl';
  const pad = 22 * unit;
  const side = image ? 96 * unit : 0;
  pen.font = `600 ${34 * unit}px "Inter Variable", "Noto Sans SC Variable", "Noto Sans Arabic Variable", sans-serif`;
  const titleWidth = pen.measureText(lower.title).width;
  const small = `400 ${24 * unit}px "Inter Variable", "Noto Sans SC Variable", "Noto Sans Arabic Variable", sans-serif`;
  pen.font = small;
  const wide = Math.max(titleWidth, pen.measureText(lower.line).width) + pad * 2 + (side ? side + pad : 0);
  const box = {
    width: Math.min(wide, width * 0.7),
    height: (lower.line ? 112 : 78) * unit,
    x: 56 * unit,
    y: 0,
  };
  if (side) box.height = Math.max(box.height, side + 32 * unit);
  box.y = height - 56 * unit - box.height;
  if (rtl) box.x = width - box.x - box.width;
  pen.save();
  pen.beginPath();
  pen.roundRect(box.x, box.y, box.width, box.height, 14 * unit);
  pen.clip();
  pen.fillStyle = PAPER;
  pen.fillRect(box.x, box.y, box.width, box.height);
  pen.fillStyle = OAK;
  pen.fillRect(rtl ? box.x + box.width - 6 * unit : box.x, box.y, 6 * unit, box.height);
  let from = rtl ? box.x + box.width - pad : box.x + pad;
  if (image && side) {
    pen.drawImage(image, rtl ? from - side : from, box.y + (box.height - side) / 2, side, side);
    from += (rtl ? -1 : 1) * (side + pad);
  }
  const room = box.width - pad * 2 - (side ? side + pad : 0);
  pen.direction = rtl ? 'rtl' : 'ltr';
  pen.textAlign = 'start';
  pen.textBaseline = 'middle';
  pen.fillStyle = INK;
  const middle = box.y + box.height / 2;
  pen.font = `600 ${34 * unit}px "Inter Variable", "Noto Sans SC Variable", "Noto Sans Arabic Variable", sans-serif`;
  pen.fillText(lower.title, from, lower.line ? middle - 18 * unit : middle, room);
  pen.font = small;
  pen.globalAlpha *= 0.75;
  if (lower.line) pen.fillText(lower.line, from, middle + 24 * unit, room);
  pen.restore();
}
