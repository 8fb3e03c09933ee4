import type { Page } from 'playwright-core';
import type { ArFacts } from '../../layouts/ar/enter.tsx';

type Point = [x: number, y: number, z: number];

/** What a page with a sensed room around it can be told. */
declare global {
  interface Window {
    aim(from: Point, at: Point): void;
    darken(): void;
    lighten(): void;
  }
}

/** What is seen of one's own room. */
export const factsOf = (page: Page): Promise<ArFacts> => page.evaluate(() => window.vitrineRoom!());

/** Waits until one's own room is shown, and what is asked of it holds. */
export const roomIs = (page: Page, looking: string) =>
  page.waitForFunction((wanted) => window.vitrineRoom?.().looking === wanted, looking, { timeout: 30_000 });

/** Holds the device at a place and looks at a point; resolves once that is what it points at. */
export async function aim(page: Page, from: Point, at: Point): Promise<void> {
  await page.evaluate(([from, at]) => window.aim(from, at), [from, at] as const);
  await page.waitForFunction(
    ([x, y, z]) => {
      const spot = window.vitrineRoom?.().spot;
      return !window.vitrineRoom || (spot && Math.hypot(spot.x - x, spot.y - y, spot.z - z) < 0.05);
    },
    at,
    { timeout: 30_000 },
  );
}

/** Waits until so many pieces are drawn, and answers them. */
export async function piecesOf(page: Page, count: number): Promise<ArFacts['pieces']> {
  await page.waitForFunction(
    (wanted) => {
      const { pieces } = window.vitrineRoom?.() ?? { pieces: [] };
      return pieces.length === wanted && pieces.every(({ seen }) => seen);
    },
    count,
    { timeout: 30_000 },
  );
  return (await factsOf(page)).pieces;
}

/** Drags a finger over the picture, from one point to another (pixels). */
export async function drag(page: Page, from: [number, number], to: [number, number]): Promise<void> {
  await page.mouse.move(...from);
  await page.mouse.down();
  for (let step = 1; step <= 8; step++)
    await page.mouse.move(from[0] + ((to[0] - from[0]) * step) / 8, from[1] + ((to[1] - from[1]) * step) / 8);
  await page.mouse.up();
}

/** What one touches when nothing else is said: the middle of a phone's picture. */
export const PHONE = { width: 390, height: 844 };
export const MIDDLE: [number, number] = [PHONE.width / 2, PHONE.height / 2];

/** Presses the button of a name. */
export const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true }).click();

/** Taps the picture. */
export const tap = (page: Page, at = MIDDLE) => page.mouse.click(...at);

/** Waits until something is said over the picture. */
export const shown = (page: Page, text: string | RegExp) =>
  page.locator('.ar').getByText(text).first().waitFor();

/** Takes a product out of the picker, ready to be put down. */
export async function take(page: Page, name: string): Promise<void> {
  await press(page, 'Add a piece');
  await page.getByLabel('Search all products').fill(name);
  await page.getByRole('button', { name: `Place ${name}` }).click();
  await page.getByRole('button', { name: 'Place it here' }).waitFor();
}

/** The piece of a product that stands in the room. */
export const pieceOf = async (page: Page, product: string) =>
  (await factsOf(page)).pieces.find((piece) => piece.product === product)!;
