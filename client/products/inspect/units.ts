import { formatLength } from '../../ui/format.ts';

/** How lengths are written. */
export type Unit = 'cm' | 'inch';

const STORE_KEY = 'vitrine.unit';
/** Regions that measure in inches: the United States, Liberia, Myanmar. */
const INCHES = ['US', 'LR', 'MM'];
const MM_PER_INCH = 25.4;

/** The remembered unit, else that of the reader's part of the world. */
export function readUnit(wishes: readonly string[] = navigator.languages): Unit {
  const kept = localStorage.getItem(STORE_KEY);
  if (kept === 'cm' || kept === 'inch') return kept;
  const region = wishes.map((wish) => new Intl.Locale(wish).region).find(Boolean);
  return INCHES.includes(region ?? '') ? 'inch' : 'cm';
}

/** Remembers a unit on this device. */
export function storeUnit(unit: Unit): void {
  localStorage.setItem(STORE_KEY, unit);
}

/** A length in millimetres as the reader writes it, in their unit. */
export function writeLength(mm: number, unit: Unit, language: string): string {
  if (unit === 'cm') return formatLength(mm, language);
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'inch',
    unitDisplay: 'short',
    maximumFractionDigits: mm < MM_PER_INCH * 10 ? 2 : 1,
  }).format(mm / MM_PER_INCH);
}
