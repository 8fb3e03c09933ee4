import type { SectionPlane } from './authoring.ts';
import type { Vec3 } from './part.ts';

/** Exactly how a product is looked at: what a link to a view carries, and what those who look together share. Angles in radians, metres. */
export type ProductView = {
  yaw: number;
  pitch: number;
  metres: number;
  target: Vec3;
  variant: string;
  /** How far it is taken apart, 0 to 1. */
  explode: number;
  section: SectionPlane | null;
  xray: boolean;
  /** The part that is picked out; empty for none. */
  part: string;
};

const DIGITS = 3;
const short = (value: number): string => String(Number(value.toFixed(DIGITS)));

/** A view as a short text for a link: `yaw,pitch,metres,x,y,z` and, after `;`, what else differs from the plain product. */
export function encodeView(view: ProductView): string {
  const { section } = view;
  const more: [string, string][] = [
    ['v', encodeURIComponent(view.variant)],
    ['e', view.explode > 0 ? short(view.explode) : ''],
    ['s', section ? `${section.flip ? '-' : ''}${section.axis}${short(section.at)}` : ''],
    ['r', view.xray ? '1' : ''],
    ['p', encodeURIComponent(view.part)],
  ];
  return [
    [view.yaw, view.pitch, view.metres, ...view.target].map(short).join(','),
    ...more.filter(([, value]) => value !== '').map(([name, value]) => `${name}=${value}`),
  ].join(';');
}

/** The view of a text; undefined when it is none. */
export function decodeView(text: string): ProductView | undefined {
  const [place = '', ...rest] = text.split(';');
  const numbers = place.split(',').map(Number);
  if (numbers.length !== 6 || !numbers.every((value) => Number.isFinite(value) && Math.abs(value) < 1e6))
    return undefined;
  const [yaw, pitch, metres, x, y, z] = numbers as [number, number, number, number, number, number];
  if (metres <= 0) return undefined;
  const more = new Map(rest.map((one) => [one.slice(0, 1), one.slice(2)]));
  const explode = Number(more.get('e') ?? 0);
  return {
    yaw,
    pitch,
    metres,
    target: [x, y, z],
    variant: plain(more.get('v')).slice(0, 256),
    explode: explode >= 0 && explode <= 1 ? explode : 0,
    section: sectionOf(more.get('s') ?? ''),
    xray: more.get('r') === '1',
    part: plain(more.get('p')).slice(0, 40),
  };
}

function plain(text = ''): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

function sectionOf(text: string): SectionPlane | null {
  const match = /^(-?)([xyz])(\d(?:\.\d+)?)$/.exec(text);
  if (!match) return null;
  const at = Number(match[3]);
  return at > 1 ? null : { axis: match[2] as 'x' | 'y' | 'z', at, flip: match[1] === '-' };
}
