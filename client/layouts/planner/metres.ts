import { writing } from '../../ui/i18n.ts';

/** A length in metres as the reader writes it, to the centimetre. */
export const metresOf = (metres: number): string =>
  new Intl.NumberFormat(writing.value, {
    style: 'unit',
    unit: 'meter',
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  }).format(metres);

/** A number to one decimal, as the reader writes it. */
export const roundOf = (value: number): string =>
  new Intl.NumberFormat(writing.value, { maximumFractionDigits: 1 }).format(value);

/** Width, depth and height of something, in centimetres. */
export function sizeOf([width, height, depth]: readonly [number, number, number]): string {
  const whole = new Intl.NumberFormat(writing.value, { maximumFractionDigits: 0 });
  const last = new Intl.NumberFormat(writing.value, {
    style: 'unit',
    unit: 'centimeter',
    maximumFractionDigits: 0,
  });
  return `${whole.format(width * 100)} × ${whole.format(depth * 100)} × ${last.format(height * 100)}`;
}
