/** Bytes as a reader writes them: B, kB, MB, of three digits at most. */
export function formatBytes(bytes: number, locale: string): string {
  const [value, unit] =
    bytes >= 1e6 ? [bytes / 1e6, 'megabyte'] : bytes >= 1e3 ? [bytes / 1e3, 'kilobyte'] : [bytes, 'byte'];
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: unit as string,
    unitDisplay: 'short',
    maximumSignificantDigits: 3,
  }).format(value as number);
}

/** Units of length that a designer may read in. */
export type LengthUnit = 'cm' | 'in';

const UNIT_KEY = 'vitrine.lengthUnit';

/** The unit that one has chosen on this device. */
export const ownUnit = (): LengthUnit => (localStorage.getItem(UNIT_KEY) === 'in' ? 'in' : 'cm');

/** Remembers a unit on this device. */
export const keepUnit = (unit: LengthUnit): void => localStorage.setItem(UNIT_KEY, unit);

const MM_PER_INCH = 25.4;

/** A length in millimetres, in metres from ten metres on, else in centimetres; or in inches. */
export function formatMm(mm: number, unit: LengthUnit, locale: string): string {
  const [value, name] =
    unit === 'in'
      ? [mm / MM_PER_INCH, 'inch']
      : mm >= 10_000
        ? [mm / 1000, 'meter']
        : mm < 10
          ? [mm, 'millimeter']
          : [mm / 10, 'centimeter'];
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: name as string,
    maximumSignificantDigits: (value as number) >= 1000 ? 4 : 3,
  }).format(value as number);
}
