import type { LoadStep } from '../world/room.ts';

/** What the world tells the page. */
export type WorldEvents = {
  loading(step: LoadStep): void;
  products(done: number, total: number): void;
  openStand(stand: string): void;
};

/** Elements of the page that the world uses: the focusable region, its canvas, and the layer for names and figures. */
export type Surfaces = { region: HTMLElement; canvas: HTMLCanvasElement; layer: HTMLElement };
