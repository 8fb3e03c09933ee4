/** Draws the house film frame by frame: backdrop, blurred things behind, the product, a title, cross-fades. */
import { studio } from '../products/studio/studio';

interface Palette {
  top: string;
  middle: string;
  bottom: string;
  glow: string;
  text: string;
  shadow: number;
}
interface Behind {
  slug: string;
  at: [number, number, number];
  yaw: number;
}
interface Shot {
  slug: string;
  palette: string;
  turn: [number, number];
  distance: [number, number];
  rise: [number, number];
  aim: number;
  side: number;
  glow?: number;
  light: [number, number, number];
  behind?: Behind[];
  name: string;
  line: string;
}
interface Film {
  frameRate: number;
  width: number;
  height: number;
  shotSeconds: number;
  fadeSeconds: number;
  channel: string;
  palettes: Record<string, Palette>;
  shots: Shot[];
}

const ANGLE = 20;
const TITLE_IN = 0.9;
let film: Film;
let screen: CanvasRenderingContext2D;
let layer: CanvasRenderingContext2D;
let grain: HTMLCanvasElement;
const gl = document.querySelector('canvas')!;
const backdrops = new Map<Shot, HTMLCanvasElement>();

/** A canvas in main memory, which is what a browser without a GPU draws fastest. */
function sheet() {
  const canvas = document.createElement('canvas');
  canvas.width = film.width;
  canvas.height = film.height;
  return canvas.getContext('2d', { willReadFrequently: true })!;
}

/** Smooth step between two values. */
function ease(x: number) {
  const t = Math.min(1, Math.max(0, x));
  return t * t * (3 - 2 * t);
}

/** Camera travel: almost even, gently slower at both ends. */
function travel([from, to]: [number, number], u: number) {
  return from + (to - from) * (0.75 * u + 0.25 * ease(u));
}

/** A sheet of faint noise that keeps gradients from banding. */
function makeGrain(width: number, height: number) {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d')!;
  const data = pen.createImageData(width, height);
  let seed = 12345;
  for (let i = 0; i < width * height; i++) {
    seed = (seed * 1664525 + 1013904223) >>> 0;
    data.data.fill(seed >>> 31 ? 255 : 0, i * 4, i * 4 + 3);
    data.data[i * 4 + 3] = (seed >>> 20) % 5;
  }
  pen.putImageData(data, 0, 0);
  return canvas;
}

/** Wall, floor and a pool of light behind the product. */
function backdrop(palette: Palette, shot: Shot) {
  const known = backdrops.get(shot);
  if (known) return known;
  const { width, height } = film;
  const pen = sheet();
  const wall = pen.createLinearGradient(0, 0, 0, height);
  wall.addColorStop(0, palette.top);
  wall.addColorStop(0.55, palette.middle);
  wall.addColorStop(1, palette.bottom);
  pen.fillStyle = wall;
  pen.fillRect(0, 0, width, height);
  const x = width * (0.5 + shot.side * 0.75);
  for (const [y, stretch, radius, alpha] of [
    [0.4, 1.15, 0.42, 0.75],
    [0.8, 2.1, 0.24, 0.5],
  ] as const) {
    pen.save();
    pen.translate(x, height * y);
    pen.scale(stretch, 1);
    const pool = pen.createRadialGradient(0, 0, 0, 0, 0, width * radius);
    pool.addColorStop(0, palette.glow);
    pool.addColorStop(0.5, `${palette.glow}55`);
    pool.addColorStop(1, `${palette.glow}00`);
    pen.globalAlpha = alpha;
    pen.fillStyle = pool;
    pen.fillRect(-width, -height, width * 2, height * 2);
    pen.restore();
  }
  pen.drawImage(grain, 0, 0);
  backdrops.set(shot, pen.canvas);
  return pen.canvas;
}

/** Light that a lamp spills into the air around its shade. */
function halo(pen: CanvasRenderingContext2D, shot: Shot) {
  const [x, y, radius] = [film.width * (0.5 + shot.side * 0.395), film.height * 0.33, film.width * 0.3];
  const light = pen.createRadialGradient(x, y, 0, x, y, radius);
  light.addColorStop(0, 'rgba(255,206,140,0.34)');
  light.addColorStop(0.4, 'rgba(255,196,124,0.13)');
  light.addColorStop(1, 'rgba(255,190,120,0)');
  pen.save();
  pen.globalCompositeOperation = 'screen';
  pen.fillStyle = light;
  pen.fillRect(0, 0, film.width, film.height);
  pen.restore();
}

/** Name of the product and of the channel, rising into place. */
function title(pen: CanvasRenderingContext2D, shot: Shot, palette: Palette, seconds: number) {
  const shown =
    ease((seconds - TITLE_IN) / 0.9) * ease((film.shotSeconds + film.fadeSeconds * 0.4 - seconds) / 0.7);
  const x = shot.side > 0 ? 84 : film.width - 84;
  pen.save();
  pen.textAlign = shot.side > 0 ? 'left' : 'right';
  pen.fillStyle = palette.text;
  pen.globalAlpha *= shown;
  pen.font = '560 40px Inter';
  pen.fillText(shot.name, x, film.height - 112 + 10 * (1 - shown));
  pen.globalAlpha *= 0.72;
  pen.font = '400 21px Inter';
  pen.fillText(shot.line, x, film.height - 76 + 10 * (1 - shown));
  pen.restore();
  pen.save();
  pen.globalAlpha *= 0.62;
  pen.fillStyle = palette.text;
  pen.font = '500 17px Inter';
  pen.fillText(film.channel, 84, 72);
  pen.restore();
}

/** Put the camera of a shot for a moment u of 0..1. */
function aim(shot: Shot, u: number) {
  const { size } = studio.facts(shot.slug);
  const [w, h, d] = size as [number, number, number];
  const reach = Math.hypot(Math.hypot(w, d) * 0.8, h) / 2;
  const distance = (reach * travel(shot.distance, u)) / (2 * Math.tan((ANGLE * Math.PI) / 360));
  const turn = travel(shot.turn, u);
  const rise = travel(shot.rise, u);
  const [x, z] = [-Math.sin(turn), Math.cos(turn)];
  const shift = shot.side * reach * 2.1;
  const to = [-z * shift, h * shot.aim, x * shift];
  studio.view({
    from: [
      to[0]! + x * distance * Math.cos(rise),
      to[1]! + distance * Math.sin(rise),
      to[2]! + z * distance * Math.cos(rise),
    ],
    to,
    angle: ANGLE,
  });
}

/** Draw one shot at its own time onto a canvas. */
async function drawShot(pen: CanvasRenderingContext2D, shot: Shot, seconds: number) {
  const palette = film.palettes[shot.palette]!;
  const u = seconds / (film.shotSeconds + film.fadeSeconds);
  pen.drawImage(backdrop(palette, shot), 0, 0);
  studio.light(shot.light[0], shot.light[1], shot.light[2]);
  studio.glow(shot.slug, 1 + (shot.glow ?? 0));
  aim(shot, u);
  if (shot.behind) {
    for (const { slug, at, yaw } of shot.behind) studio.place(slug, at[0], at[1], at[2], yaw);
    studio.show(shot.behind.map(({ slug }) => slug));
    await studio.draw();
    pen.filter = 'blur(9px)';
    pen.globalAlpha = 0.9;
    pen.drawImage(gl, 0, 0);
    pen.globalAlpha = 1;
    pen.filter = 'none';
  }
  studio.place(shot.slug, 0, 0, 0, 0);
  studio.show([shot.slug]);
  await studio.draw();
  pen.drawImage(gl, 0, 0);
  if (shot.glow) halo(pen, shot);
  title(pen, shot, palette, seconds);
}

const stage = {
  /** Load everything a film needs. */
  async prepare(description: Film, shadows: Record<string, number>) {
    film = description;
    const face = new FontFace('Inter', 'url(/inter.woff2)', { weight: '100 900' });
    document.fonts.add(await face.load());
    screen = sheet();
    layer = sheet();
    grain = makeGrain(film.width, film.height);
    const slugs = new Set(
      film.shots.flatMap((shot) => [shot.slug, ...(shot.behind ?? []).map(({ slug }) => slug)]),
    );
    for (const slug of slugs) {
      await studio.load(slug, `/products/${slug}.glb`, {
        url: `/shadow/${slug}.png`,
        halfWidth: shadows[slug]!,
        strength: 0.6,
      });
    }
  },
  /** One frame of the loop as a JPEG data URL. */
  async frame(index: number) {
    const { frameRate, shotSeconds, fadeSeconds, shots } = film;
    const seconds = index / frameRate;
    const current = Math.floor(seconds / shotSeconds) % shots.length;
    const within = seconds - Math.floor(seconds / shotSeconds) * shotSeconds;
    screen.globalAlpha = 1;
    if (within < fadeSeconds) {
      await drawShot(screen, shots[(current + shots.length - 1) % shots.length]!, shotSeconds + within);
      await drawShot(layer, shots[current]!, within);
      screen.globalAlpha = ease(within / fadeSeconds);
      screen.drawImage(layer.canvas, 0, 0);
      screen.globalAlpha = 1;
    } else {
      await drawShot(screen, shots[current]!, within);
    }
    return screen.canvas.toDataURL('image/jpeg', 0.95);
  },
  /** The calm backdrop alone, for when the host is away. */
  slate(palette: string) {
    return backdrop(film.palettes[palette]!, { ...film.shots[0]!, side: 0 }).toDataURL('image/png');
  },
};
Object.assign(window, { stage });
