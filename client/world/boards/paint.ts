import type { Brush, Clip } from './brush.ts';
import { isControl, paintControl } from './paintControl.ts';
import { paintIcon } from './paintIcon.ts';
import { paintText } from './paintText.ts';

/** A place on a board that can be pressed, in pixels of the page from the board's corner; what lies over others comes later. */
export type Target = { element: HTMLElement; x: number; y: number; width: number; height: number };

/** What a painted board lets one do: press, and scroll; the inner ones come later. */
export type Painted = { targets: Target[]; scrolls: Target[] };
type Walk = Painted & { brush: Brush };

const PRESSED = 'button, a[href], input, select, textarea, summary, [role="button"], [role="option"]';
const isPressed = (element: Element): boolean => {
  if (element instanceof HTMLLabelElement) return /^(checkbox|radio)$/.test(typeOf(element.control));
  return element.matches(PRESSED) && !element.matches(':disabled, [inert] *');
};
const typeOf = (control: HTMLElement | null): string => (control as HTMLInputElement | null)?.type ?? '';

/**
 * Paints what the browser has laid out below a root into a canvas whose unit is a pixel of the page, and answers what can be
 * pressed and scrolled in it. It knows what our panels are made of: boxes, borders, rounded corners, words, icons, pictures and form
 * controls; shadows, blurs and what CSS adds before or after an element it leaves out.
 */
export function paintBoard(root: HTMLElement, ctx: CanvasRenderingContext2D): Painted {
  const { left, top, width, height } = root.getBoundingClientRect();
  const walk: Walk = { brush: { ctx, left, top }, targets: [], scrolls: [] };
  paintElement(walk, root, { x: 0, y: 0, right: width, bottom: height }, true);
  return walk;
}

function paintElement(walk: Walk, element: Element, clip: Clip, isRoot = false): void {
  const style = getComputedStyle(element);
  if (style.display === 'none') return;
  const { ctx, left, top } = walk.brush;
  const rect = element.getBoundingClientRect();
  const box = { x: rect.left - left, y: rect.top - top, width: rect.width, height: rect.height };
  const { overflowX } = style;
  // What is only read out is a clipped pixel.
  if (style.clipPath.includes('50%') || (overflowX !== 'visible' && (box.width < 2 || box.height < 2)))
    return;
  ctx.save();
  if (!isRoot) ctx.globalAlpha *= Number(style.opacity);
  const isSeen = style.visibility === 'visible';
  if (isSeen && style.display !== 'contents') {
    paintBox(ctx, style, box);
    if (isPressed(element)) note(walk.targets, element, box, clip);
    if (canScroll(element, style)) note(walk.scrolls, element, box, clip);
  }
  if (isSeen && isLeaf(element)) paintLeaf(walk.brush, element, style, box);
  else paintChildren(walk, element, style, box, clip);
  ctx.restore();
  if (isSeen && element === document.activeElement && element.matches(':focus-visible') && !isRoot)
    paintRing(ctx, style, box);
}

const canScroll = ({ scrollHeight, clientHeight }: Element, { overflowY }: CSSStyleDeclaration): boolean =>
  /auto|scroll/.test(overflowY) && clientHeight > 40 && scrollHeight > clientHeight + 1;

type Box = { x: number; y: number; width: number; height: number };

/** Notes the part of an element that is seen. */
function note(into: Target[], element: Element, box: Box, clip: Clip): void {
  const x = Math.max(box.x, clip.x);
  const y = Math.max(box.y, clip.y);
  const width = Math.min(box.x + box.width, clip.right) - x;
  const height = Math.min(box.y + box.height, clip.bottom) - y;
  if (width > 2 && height > 2) into.push({ element: element as HTMLElement, x, y, width, height });
}

function paintBox(ctx: CanvasRenderingContext2D, style: CSSStyleDeclaration, box: Box): void {
  const radius = radiusOf(style, box);
  const filled = style.backgroundColor !== 'rgba(0, 0, 0, 0)';
  const isSkeleton = style.backgroundImage.startsWith('linear-gradient');
  if (filled || isSkeleton) {
    ctx.beginPath();
    ctx.roundRect(box.x, box.y, box.width, box.height, radius);
    ctx.fillStyle = isSkeleton ? 'rgb(128 120 105 / 0.18)' : style.backgroundColor;
    ctx.fill();
  }
  paintBorder(ctx, style, box, radius);
}

const radiusOf = (style: CSSStyleDeclaration, { width, height }: Box): number => {
  const said = Number.parseFloat(style.borderTopLeftRadius);
  const radius = style.borderTopLeftRadius.endsWith('%') ? (said / 100) * Math.min(width, height) : said;
  return Math.min(radius || 0, width / 2, height / 2);
};

const SIDES = ['Top', 'Right', 'Bottom', 'Left'] as const;

function paintBorder(ctx: CanvasRenderingContext2D, style: CSSStyleDeclaration, box: Box, radius: number) {
  const widths = SIDES.map((side) =>
    style[`border${side}Style`] === 'none' ? 0 : Number.parseFloat(style[`border${side}Width`]),
  );
  if (!widths.some((width) => width > 0)) return;
  const [first = 0] = widths;
  if (widths.every((width) => width === first)) {
    ctx.beginPath();
    ctx.roundRect(box.x + first / 2, box.y + first / 2, box.width - first, box.height - first, radius);
    ctx.strokeStyle = style.borderTopColor;
    ctx.lineWidth = first;
    ctx.stroke();
    return;
  }
  for (const [at, side] of SIDES.entries()) {
    const width = widths[at]!;
    if (width === 0) continue;
    ctx.fillStyle = style[`border${side}Color`];
    const isAcross = side === 'Top' || side === 'Bottom';
    const x = side === 'Right' ? box.x + box.width - width : box.x;
    const y = side === 'Bottom' ? box.y + box.height - width : box.y;
    ctx.fillRect(x, y, isAcross ? box.width : width, isAcross ? width : box.height);
  }
}

function paintRing(ctx: CanvasRenderingContext2D, style: CSSStyleDeclaration, box: Box): void {
  ctx.beginPath();
  ctx.roundRect(box.x - 2, box.y - 2, box.width + 4, box.height + 4, radiusOf(style, box) + 2);
  ctx.strokeStyle = style.outlineColor;
  ctx.lineWidth = 2;
  ctx.stroke();
}

const isLeaf = (element: Element): boolean =>
  isControl(element) ||
  element instanceof SVGElement ||
  element instanceof HTMLImageElement ||
  element instanceof HTMLCanvasElement ||
  element instanceof HTMLVideoElement;

function paintLeaf(brush: Brush, element: Element, style: CSSStyleDeclaration, box: Box): void {
  const { ctx } = brush;
  if (element instanceof SVGSVGElement) paintIcon(ctx, element, style, box);
  else if (isControl(element)) paintControl(ctx, element, style, box);
  else paintPicture(ctx, element as HTMLImageElement, style, box);
}

/** A picture in its box, covered or contained. */
function paintPicture(
  ctx: CanvasRenderingContext2D,
  picture: HTMLImageElement | HTMLCanvasElement | HTMLVideoElement,
  style: CSSStyleDeclaration,
  box: Box,
): void {
  const [width, height] = sizeOf(picture);
  if (width === 0 || height === 0 || box.width === 0) return;
  ctx.save();
  ctx.beginPath();
  ctx.roundRect(box.x, box.y, box.width, box.height, radiusOf(style, box));
  ctx.clip();
  const [wide, high] = [box.width / width, box.height / height];
  const fits = style.objectFit === 'cover' ? Math.max(wide, high) : Math.min(wide, high);
  const [across, down] = style.objectFit === 'fill' ? [wide, high] : [fits, fits];
  const [w, h] = [width * across, height * down];
  ctx.drawImage(picture, box.x + (box.width - w) / 2, box.y + (box.height - h) / 2, w, h);
  ctx.restore();
}

function sizeOf(picture: HTMLImageElement | HTMLCanvasElement | HTMLVideoElement): [number, number] {
  if (picture instanceof HTMLImageElement) {
    // A page that is not drawn itself would never find that it is near enough to be fetched.
    if (picture.loading === 'lazy') picture.loading = 'eager';
    return picture.complete ? [picture.naturalWidth, picture.naturalHeight] : [0, 0];
  }
  if (picture instanceof HTMLVideoElement) return [picture.videoWidth, picture.videoHeight];
  return [picture.width, picture.height];
}

function paintChildren(walk: Walk, element: Element, style: CSSStyleDeclaration, box: Box, clip: Clip): void {
  const { ctx } = walk.brush;
  let within = clip;
  if (style.overflowX !== 'visible' || style.overflowY !== 'visible') {
    ctx.beginPath();
    ctx.roundRect(box.x, box.y, box.width, box.height, radiusOf(style, box));
    ctx.clip();
    within = {
      x: Math.max(clip.x, box.x),
      y: Math.max(clip.y, box.y),
      right: Math.min(clip.right, box.x + box.width),
      bottom: Math.min(clip.bottom, box.y + box.height),
    };
    if (within.right <= within.x || within.bottom <= within.y) return;
  }
  // What is taken out of the flow lies over what is in it.
  const over: Element[] = [];
  for (const child of element.childNodes) {
    if (child instanceof Text) paintText(walk.brush, child, style, within);
    else if (child instanceof Element)
      if (isFolded(element, child)) continue;
      else if (lies(child)) over.push(child);
      else paintElement(walk, child, within);
  }
  for (const child of over) paintElement(walk, child, within);
}

/** What a closed fold hides is laid out all the same. */
const isFolded = (element: Element, child: Element): boolean =>
  element instanceof HTMLDetailsElement && !element.open && child.tagName !== 'SUMMARY';

function lies(element: Element): boolean {
  const { position } = getComputedStyle(element);
  return position === 'absolute' || position === 'fixed' || position === 'sticky';
}
