import type { ScenePortal } from '../../shared/model/scene.ts';
import type { Behind } from '../showrooms/portals.ts';
import type { LoadStep } from '../world/room.ts';

/** What the world tells the page. */
export type WorldEvents = {
  loading(step: LoadStep): void;
  products(done: number, total: number): void;
  openStand(stand: string): void;
  openPortal(portal: ScenePortal): void;
  /** What one sees through a way out. */
  behind(portal: ScenePortal): Behind | undefined;
  /** The room would not do what was asked for. */
  refused(error: unknown): void;
  /** One sat down, stood up, or follows somebody else now. */
  moved(): void;
};

/** Elements of the page that the world uses: the focusable region, its canvas, and the layer for names and figures. */
export type Surfaces = { region: HTMLElement; canvas: HTMLCanvasElement; layer: HTMLElement };
