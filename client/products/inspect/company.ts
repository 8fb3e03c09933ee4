import type { Scene } from '@babylonjs/core/scene';
import type { ProductSheet } from '../../../shared/model/catalogue.ts';
import { type Beside, putBeside } from './beside.ts';
import { addFigure, type FigureShown } from './figure.ts';
import type { Figure } from './figures.ts';
import type { Box } from './framing.ts';

/** What stands beside a product: a figure for scale, a second product. Of wishes that overtake one another the last one counts. */
export type Company = {
  setFigure(kind: Figure | undefined): Promise<void>;
  /** Throws when it can't be had. */
  setBeside(sheet: ProductSheet | undefined): Promise<void>;
  /** The boxes that all of it takes. */
  boxes(): Box[];
  dispose(): void;
};

/** Opens a place beside a product whose box is given; when something has come or gone `changed` hears from where it is seen best. */
export function openCompany(
  scene: Scene,
  box: () => Box,
  changed: (from: 'first' | 'front' | undefined) => void,
): Company {
  const figure = openSeat<Figure, FigureShown>(
    (kind) => addFigure(kind, scene, box()),
    (came) => changed(came ? 'first' : undefined),
  );
  const beside = openSeat<ProductSheet, Beside>(
    (sheet) => putBeside(sheet, scene, box()),
    (came) => changed(came ? 'front' : undefined),
  );
  return {
    setFigure: figure.set,
    setBeside: beside.set,
    boxes: () => [figure, beside].flatMap(({ taken }) => taken() ?? []),
    dispose() {
      figure.dispose();
      beside.dispose();
    },
  };
}

type Seated = { box: Box; dispose(): void };

function openSeat<Wish, Shown extends Seated>(
  bring: (wish: Wish) => Promise<Shown>,
  changed: (came: boolean) => void,
) {
  let wished: Wish | undefined;
  let seated: Shown | undefined;
  let disposed = false;
  return {
    taken: () => seated?.box,
    async set(wish: Wish | undefined): Promise<void> {
      wished = wish;
      const brought = wish && (await bring(wish));
      if (wished !== wish || disposed) {
        brought?.dispose();
        return;
      }
      seated?.dispose();
      seated = brought || undefined;
      changed(wish !== undefined);
    },
    dispose() {
      disposed = true;
      seated?.dispose();
      seated = undefined;
    },
  };
}
