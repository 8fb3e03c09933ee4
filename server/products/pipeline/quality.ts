import { CHANNELS, type Pixels } from './pixels.ts';

const WINDOW = 8;
const STRIDE = 4;
const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;
/** How many squares of what side a sample has. */
const SAMPLE = { side: 64, across: 3 } as const;

/** How alike two pictures are in one channel: SSIM over windows of 8 × 8, 1 is the same. */
export function ssimOf(a: Pixels, b: Pixels, channel: number): number {
  let [sum, count] = [0, 0];
  for (let y = 0; y + WINDOW <= a.height; y += STRIDE)
    for (let x = 0; x + WINDOW <= a.width; x += STRIDE) {
      sum += windowSsim(a, b, channel, x, y);
      count++;
    }
  return count === 0 ? 1 : sum / count;
}

function windowSsim(a: Pixels, b: Pixels, channel: number, x0: number, y0: number): number {
  let [sa, sb, aa, bb, ab] = [0, 0, 0, 0, 0];
  for (let y = y0; y < y0 + WINDOW; y++)
    for (let at = (y * a.width + x0) * CHANNELS + channel, x = 0; x < WINDOW; x++, at += CHANNELS) {
      const [p, q] = [a.data[at]!, b.data[at]!];
      sa += p;
      sb += q;
      aa += p * p;
      bb += q * q;
      ab += p * q;
    }
  const n = WINDOW * WINDOW;
  const [ma, mb] = [sa / n, sb / n];
  const [va, vb, cov] = [aa / n - ma * ma, bb / n - mb * mb, ab / n - ma * mb];
  return ((2 * ma * mb + C1) * (2 * cov + C2)) / ((ma * ma + mb * mb + C1) * (va + vb + C2));
}

/** Squares of a large picture, busy ones and calm ones, put together: what quality is sought on. Small ones as they are. */
export function sampleOf(pixels: Pixels): Pixels {
  const { side, across } = SAMPLE;
  const size = side * across;
  if (pixels.width * pixels.height <= size * size * 1.5) return pixels;
  const squares = squaresOf(pixels, side).sort((a, b) => b.busy - a.busy);
  const data = new Uint8Array(size * size * CHANNELS);
  for (let index = 0; index < across * across; index++) {
    // From the busiest down to the middle: what is calm costs nothing and shows nothing.
    const { x, y } = squares[Math.floor((index / (across * across)) * squares.length * 0.6)]!;
    for (let row = 0; row < side; row++) {
      const from = ((y + row) * pixels.width + x) * CHANNELS;
      const to = ((Math.floor(index / across) * side + row) * size + (index % across) * side) * CHANNELS;
      data.set(pixels.data.subarray(from, from + side * CHANNELS), to);
    }
  }
  return { data, width: size, height: size };
}

function squaresOf({ data, width, height }: Pixels, side: number): { x: number; y: number; busy: number }[] {
  const found: { x: number; y: number; busy: number }[] = [];
  for (let y = 0; y + side <= height; y += side)
    for (let x = 0; x + side <= width; x += side) {
      let busy = 0;
      for (let row = y; row + 4 < y + side; row += 4)
        for (let column = x; column + 4 < x + side; column += 4) {
          const at = (row * width + column) * CHANNELS;
          const [right, below] = [at + 4 * CHANNELS, at + 4 * width * CHANNELS];
          for (let c = 0; c < 3; c++)
            busy += Math.abs(data[at + c]! - data[right + c]!) + Math.abs(data[at + c]! - data[below + c]!);
        }
      found.push({ x, y, busy });
    }
  return found;
}
