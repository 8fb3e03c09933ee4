import { t } from '../../ui/i18n.ts';

type DrawingProps = { size: readonly [number, number, number]; length(mm: number): string };

/** Things whose size everybody knows, millimetres (width, height), the largest first, and from which longest side they serve. */
const FIGURES = [
  { name: 'person', width: 520, height: 1750, from: 750 },
  { name: 'sheet', width: 210, height: 297, from: 160 },
  { name: 'coin', width: 23.25, height: 23.25, from: 0 },
] as const;
/** How depth is drawn: its share of the front's scale, to the right and up. */
const SLANT = { x: 0.42, y: 0.28 } as const;
/** Units of the picture that the longest side has. */
const PICTURE = 1000;
/** Beyond this many times the figure nothing could be seen of it. */
const MOST_TIMES = 60;

/** A product as a box beside something of known size, true to scale. */
export function ScaleDrawing({ size, length }: DrawingProps) {
  const longest = Math.max(...size);
  const known = FIGURES.find(({ from }) => longest >= from) ?? FIGURES[2];
  // Browsers write no letters larger than ten thousand units.
  const scale = PICTURE / Math.max(longest, known.height);
  const [width, height, depth] = size.map((mm) => mm * scale) as [number, number, number];
  const figure = { width: known.width * scale, height: known.height * scale };
  // Room for the figure of the height.
  const gap = PICTURE * 0.28;
  const [dx, dy] = [depth * SLANT.x, depth * SLANT.y];
  const wide = figure.width + gap + width + dx;
  const high = Math.max(figure.height, height + dy);
  const pad = Math.max(wide, high) * 0.12;
  const x = figure.width + gap;
  const word = Math.max(wide, high) * 0.05;
  // The figure of the depth stands beside the box.
  const room = Math.max(pad, word * 4.6 - dx / 2);
  const shown = longest / known.height < MOST_TIMES;
  return (
    <svg
      class="scale-drawing"
      role="img"
      aria-label={t(`design.beside.${known.name}`)}
      viewBox={`${-pad} ${-high - pad} ${wide + pad + room} ${high + 2 * pad}`}
    >
      <line class="ground" x1={-pad} x2={wide + room} y1="0" y2="0" />
      {shown && (
        <g transform={`scale(${scale})`}>
          <FigureShape {...known} />
        </g>
      )}
      <g class="box">
        <path d={`M${x} ${-height} l${dx} ${-dy} h${width} l${-dx} ${dy} z`} />
        <path d={`M${x + width} 0 l${dx} ${-dy} v${-height} l${-dx} ${dy} z`} />
        <path d={`M${x} 0 h${width} v${-height} h${-width} z`} />
      </g>
      <g font-size={word}>
        <text x={x + width / 2} y={word * 1.3} text-anchor="middle">
          {length(size[0])}
        </text>
        <text x={x - word * 0.3} y={Math.min(-height / 2 + word * 0.4, -word * 0.4)} text-anchor="end">
          {length(size[1])}
        </text>
        <text x={x + width + dx / 2 + word * 0.4} y={-dy / 2 + word * 0.8}>
          {length(size[2])}
        </text>
      </g>
    </svg>
  );
}

function FigureShape({ name, width, height }: (typeof FIGURES)[number]) {
  if (name === 'coin') return <circle class="figure" cx={width / 2} cy={-height / 2} r={width / 2} />;
  if (name === 'sheet') return <rect class="figure" y={-height} width={width} height={height} />;
  const head = height * 0.065;
  const middle = width / 2;
  const shoulder = -height * 0.82;
  return (
    <g class="figure">
      <circle cx={middle} cy={-height + head} r={head} />
      <path
        d={`M${middle - 210} ${shoulder + 60} q0 -60 70 -70 h280 q70 10 70 70 l25 560 h-70 l-35 -430 l-15 380 l-30 730 h-75 l-20 -640 l-20 640 h-75 l-30 -730 l-15 -380 l-35 430 h-70 z`}
      />
    </g>
  );
}
