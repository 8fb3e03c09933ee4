const METRES_PER_INCH = 0.0254;

/** A measured length as the reader writes it: metres from one metre on, else centimetres; or feet and inches. */
export function writeMeasured(metres: number, unit: 'cm' | 'inch', language: string): string {
  const as = (value: number, name: string, digits: number): string =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit: name,
      minimumFractionDigits: name === 'meter' ? digits : 0,
      maximumFractionDigits: digits,
    }).format(value);
  if (unit === 'cm') return metres >= 0.9995 ? as(metres, 'meter', 2) : as(metres * 100, 'centimeter', 1);
  const halves = Math.round((metres / METRES_PER_INCH) * 2) / 2;
  const feet = Math.floor(halves / 12);
  const inches = halves - feet * 12;
  if (feet === 0) return as(inches, 'inch', 1);
  return `${as(feet, 'foot', 0)} ${as(inches, 'inch', 1)}`;
}
