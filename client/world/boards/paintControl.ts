import { baseline, setFont } from './paintText.ts';

type Box = { x: number; y: number; width: number; height: number };
/** What the browser draws by itself. */
export type Control =
  | HTMLInputElement
  | HTMLSelectElement
  | HTMLTextAreaElement
  | HTMLProgressElement
  | HTMLMeterElement;

/** Whether an element is a form control or a measure. */
export const isControl = (element: Element): element is Control =>
  element.matches('input, select, textarea, progress, meter');

/** Paints what stands in a control; its box is painted already. */
export function paintControl(
  ctx: CanvasRenderingContext2D,
  control: Control,
  style: CSSStyleDeclaration,
  box: Box,
): void {
  if (control instanceof HTMLProgressElement || control instanceof HTMLMeterElement)
    paintShare(ctx, box, control.value / (control.max || 1), style);
  else if (control instanceof HTMLSelectElement) paintSelect(ctx, control, style, box);
  else if (control.type === 'checkbox' || control.type === 'radio')
    paintTick(ctx, control as HTMLInputElement, style, box);
  else if (control.type === 'range') paintRange(ctx, control as HTMLInputElement, style, box);
  else paintField(ctx, control, style, box);
}

const accentOf = ({ accentColor, color }: CSSStyleDeclaration): string =>
  accentColor === 'auto' ? color : accentColor;

function paintTick(
  ctx: CanvasRenderingContext2D,
  input: HTMLInputElement,
  style: CSSStyleDeclaration,
  box: Box,
) {
  const size = Math.min(box.width, box.height);
  const x = box.x + (box.width - size) / 2;
  const y = box.y + (box.height - size) / 2;
  ctx.beginPath();
  ctx.roundRect(x + 0.5, y + 0.5, size - 1, size - 1, input.type === 'radio' ? size / 2 : 4);
  ctx.fillStyle = input.checked ? accentOf(style) : 'rgb(255 255 255 / 0.5)';
  ctx.fill();
  ctx.strokeStyle = input.checked ? accentOf(style) : 'rgb(90 84 75 / 0.7)';
  ctx.lineWidth = 1;
  ctx.stroke();
  if (!input.checked) return;
  ctx.beginPath();
  if (input.type === 'radio') ctx.arc(x + size / 2, y + size / 2, size / 5, 0, 2 * Math.PI);
  else {
    ctx.moveTo(x + size * 0.24, y + size * 0.52);
    ctx.lineTo(x + size * 0.43, y + size * 0.7);
    ctx.lineTo(x + size * 0.78, y + size * 0.3);
  }
  ctx.fillStyle = ctx.strokeStyle = '#fff';
  ctx.lineWidth = size / 9;
  if (input.type === 'radio') ctx.fill();
  else ctx.stroke();
}

function paintRange(
  ctx: CanvasRenderingContext2D,
  input: HTMLInputElement,
  style: CSSStyleDeclaration,
  box: Box,
) {
  const share = shareOf(input);
  paintShare(ctx, { ...box, y: box.y + box.height / 2 - 3, height: 6 }, share, style);
  const at = style.direction === 'rtl' ? 1 - share : share;
  ctx.beginPath();
  ctx.arc(box.x + 8 + at * (box.width - 16), box.y + box.height / 2, 9, 0, 2 * Math.PI);
  ctx.fillStyle = accentOf(style);
  ctx.fill();
}

/** How far along its way a slider is, 0 to 1. */
export function shareOf({ min, max, value }: HTMLInputElement): number {
  const [least, most] = [Number(min || 0), Number(max || 100)];
  return most > least ? (Number(value) - least) / (most - least) : 0;
}

function paintShare(
  ctx: CanvasRenderingContext2D,
  box: Box,
  share: number,
  style: CSSStyleDeclaration,
): void {
  const radius = Math.min(3, box.height / 2);
  ctx.beginPath();
  ctx.roundRect(box.x, box.y, box.width, box.height, radius);
  ctx.fillStyle = 'rgb(128 120 105 / 0.3)';
  ctx.fill();
  const width = box.width * Math.max(0, Math.min(1, share));
  ctx.beginPath();
  ctx.roundRect(
    style.direction === 'rtl' ? box.x + box.width - width : box.x,
    box.y,
    width,
    box.height,
    radius,
  );
  ctx.fillStyle = accentOf(style);
  ctx.fill();
}

function paintSelect(
  ctx: CanvasRenderingContext2D,
  select: HTMLSelectElement,
  style: CSSStyleDeclaration,
  box: Box,
): void {
  const isRtl = style.direction === 'rtl';
  const edge = isRtl ? box.x + 18 : box.x + box.width - 18;
  ctx.beginPath();
  ctx.moveTo(edge - 5, box.y + box.height / 2 - 2);
  ctx.lineTo(edge, box.y + box.height / 2 + 3);
  ctx.lineTo(edge + 5, box.y + box.height / 2 - 2);
  ctx.strokeStyle = style.color;
  ctx.lineWidth = 1.5;
  ctx.stroke();
  const words = select.selectedOptions[0]?.label ?? '';
  paintLine(ctx, words, style, { ...box, x: isRtl ? box.x + 26 : box.x, width: box.width - 26 });
}

function paintField(
  ctx: CanvasRenderingContext2D,
  field: HTMLInputElement | HTMLTextAreaElement,
  style: CSSStyleDeclaration,
  box: Box,
): void {
  const isSecret = field.type === 'password';
  const words = isSecret ? '•'.repeat(field.value.length) : field.value;
  const isHere = field === document.activeElement;
  ctx.save();
  if (!words) ctx.globalAlpha *= 0.55;
  const end = paintLine(ctx, words || field.placeholder, style, box);
  ctx.restore();
  if (!isHere) return;
  ctx.fillStyle = style.color;
  ctx.fillRect(words ? end + 1 : end - 1, box.y + box.height * 0.25, 1.5, box.height * 0.5);
}

/** One line of words in a control; where it is too long one sees its end. Answers where the next letter would stand. */
function paintLine(
  ctx: CanvasRenderingContext2D,
  words: string,
  style: CSSStyleDeclaration,
  box: Box,
): number {
  const from = box.x + Number.parseFloat(style.paddingLeft) + 1;
  const to = box.x + box.width - Number.parseFloat(style.paddingRight) - 1;
  ctx.save();
  ctx.beginPath();
  ctx.rect(from - 1, box.y, to - from + 3, box.height);
  ctx.clip();
  setFont(ctx, style);
  ctx.fillStyle = style.color;
  const { width } = ctx.measureText(words);
  const isRtl = style.direction === 'rtl';
  const over = Math.max(0, width - (to - from));
  const x = isRtl ? to - width + over : from - over;
  ctx.fillText(words, x, box.y + baseline(ctx, box.height));
  ctx.restore();
  return isRtl ? x : x + width;
}
