import { writing } from '../../ui/i18n.ts';

/** A length in metres as the reader writes it, to the centimetre. */
export const metresOf = (metres: number): string =>
  new Intl.NumberFormat(writing.value, {
    style: 'unit',
    unit: 'meter',
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  }).format(metres);

/** An area in square metres. */
export const squareOf = (area: number): string =>
  `${new Intl.NumberFormat(writing.value, { maximumFractionDigits: 1 }).format(area)} m²`;

/** Width, depth and height of something, in centimetres. */
export const sizeOf = ([width, height, depth]: readonly [number, number, number]): string => {
  const whole = new Intl.NumberFormat(writing.value, { maximumFractionDigits: 0 });
  return `${[width, depth, height].map((one) => whole.format(one * 100)).join(' × ')} cm`;
};
