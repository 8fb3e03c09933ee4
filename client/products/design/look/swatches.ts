import type { AbstractEngine } from '@babylonjs/core/Engines/abstractEngine';

/** Points of the picture that are looked at, a side. */
const GRID = 18;

/** Points all over the picture, as shares of its width and height. */
export const GRID_POINTS: readonly [x: number, y: number][] = Array.from({ length: GRID * GRID }, (_, at) => [
  ((at % GRID) + 0.5) / GRID,
  (Math.floor(at / GRID) + 0.5) / GRID,
]);

/** The colour that most of some points of the picture just drawn have, as `#rrggbb`: the middle of each channel, so that a pale sole does not wash out a blue shoe. */
export async function colourAt(
  engine: AbstractEngine,
  points: readonly (readonly [x: number, y: number])[],
): Promise<string> {
  const [width, height] = [engine.getRenderWidth(), engine.getRenderHeight()];
  const pixels = (await engine.readPixels(0, 0, width, height)) as Uint8Array;
  const channel = (of: number): string => {
    // Rows of the picture are read from the lowest up.
    const values = points.map(([x, y]) => {
      const [column, row] = [Math.floor(x * width), height - 1 - Math.floor(y * height)];
      return pixels[(row * width + column) * 4 + of]!;
    });
    const middle = values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    return middle.toString(16).padStart(2, '0');
  };
  return `#${[0, 1, 2].map(channel).join('')}`;
}
