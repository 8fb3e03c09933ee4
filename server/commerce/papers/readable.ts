const WANTED_CONTRAST = 4.5;
const STEP = 0.94;

/** A colour (`#rrggbb`) as it is or darkened, so that small letters of it can be read on white (WCAG AA). */
export function readable(colour: string): string {
  let parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  while (1.05 / (luminance(parts) + 0.05) < WANTED_CONTRAST)
    parts = parts.map((part) => Math.floor(part * STEP));
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

function luminance(parts: number[]): number {
  const [red = 0, green = 0, blue = 0] = parts.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
