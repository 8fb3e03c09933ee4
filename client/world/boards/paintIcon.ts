type Box = { x: number; y: number; width: number; height: number };

/** Shapes of an icon that follow one another and are filled alike: by their own colour, or by that of the icon. */
type Part = { path: Path2D; fill: string | null };
/** The lines of icons that were painted before, by their markup. */
const known = new Map<string, Part[]>();

/** Paints an icon made of lines: paths, circles, lines and boxes of its view box. */
export function paintIcon(
  ctx: CanvasRenderingContext2D,
  icon: SVGSVGElement,
  style: CSSStyleDeclaration,
  box: Box,
) {
  const { width, height } = icon.viewBox.baseVal;
  if (!width || !height || !box.width) return;
  ctx.save();
  ctx.translate(box.x, box.y);
  ctx.scale(box.width / width, box.height / height);
  // What is mirrored by a rule of its own (what points along the line).
  if (style.transform.startsWith('matrix(-1')) {
    ctx.translate(width, 0);
    ctx.scale(-1, 1);
  }
  ctx.lineWidth = Number.parseFloat(style.strokeWidth) || 2;
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  for (const { path, fill } of partsOf(icon)) {
    const filled = fill ?? style.fill;
    if (filled !== 'none') {
      ctx.fillStyle = filled;
      ctx.fill(path);
    }
    if (style.stroke !== 'none') {
      ctx.strokeStyle = style.stroke;
      ctx.stroke(path);
    }
  }
  ctx.restore();
}

function partsOf(icon: SVGSVGElement): Part[] {
  const markup = icon.innerHTML;
  const found = known.get(markup);
  if (found) return found;
  const parts: Part[] = [];
  for (const shape of icon.querySelectorAll('path, circle, ellipse, line, rect, polyline, polygon')) {
    const fill = shape.getAttribute('fill');
    if (parts.at(-1)?.fill !== fill || parts.length === 0) parts.push({ path: new Path2D(), fill });
    add(parts.at(-1)!.path, shape);
  }
  known.set(markup, parts);
  return parts;
}

function add(path: Path2D, shape: Element): void {
  const of = (name: string): number => Number(shape.getAttribute(name) ?? 0);
  const part = new Path2D(shape.tagName === 'path' ? (shape.getAttribute('d') ?? '') : '');
  if (shape.tagName === 'circle') part.arc(of('cx'), of('cy'), of('r'), 0, 2 * Math.PI);
  else if (shape.tagName === 'ellipse')
    part.ellipse(of('cx'), of('cy'), of('rx'), of('ry'), 0, 0, 2 * Math.PI);
  else if (shape.tagName === 'rect') part.roundRect(of('x'), of('y'), of('width'), of('height'), of('rx'));
  else if (shape.tagName === 'line') {
    part.moveTo(of('x1'), of('y1'));
    part.lineTo(of('x2'), of('y2'));
  } else if (shape.tagName.startsWith('poly')) {
    const points = (shape.getAttribute('points') ?? '')
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    for (let at = 0; at + 1 < points.length; at += 2) part.lineTo(points[at]!, points[at + 1]!);
    if (shape.tagName === 'polygon') part.closePath();
  }
  path.addPath(part);
}
