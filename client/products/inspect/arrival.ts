import type { Scene } from '@babylonjs/core/scene';
import type { ProductSheet } from '../../../shared/model/catalogue.ts';
import type { World } from '../../world/world.ts';
import { heroOf } from '../deliveries.ts';
import { type ShownModel, showModel } from '../show/model.ts';

/** Milliseconds for which a model may take to be drawn without a gap; then it is shown as it is. */
const PATIENCE_MS = 10_000;

/** The model with which one begins: the file that stands in for the product where there is one, else the product itself. */
export async function beginWith(
  sheet: ProductSheet,
  standIn: string | undefined,
  scene: Scene,
): Promise<{ model: ShownModel; isWhole: boolean }> {
  if (standIn && standIn !== heroOf(sheet)) {
    // Without it one waits for the product itself.
    const model = await showModel(standIn, scene).catch(() => undefined);
    if (model) return { model, isWhole: false };
  }
  return { model: await showModel(heroOf(sheet), scene), isWhole: true };
}

/** Plays a clip of a model to its end and stays there, or back to its beginning; what else plays stops. */
export function playClip({ clips }: ShownModel, name: string, forward: boolean): void {
  for (const clip of clips) clip.stop();
  const clip = clips.find((one) => one.name === name);
  if (clip) clip.start(false, 1, forward ? clip.from : clip.to, forward ? clip.to : clip.from);
}

/** Brings the product itself unseen; resolves when it can be drawn in the next frame without a gap. */
export async function bringUnseen(sheet: ProductSheet, scene: Scene, world: World): Promise<ShownModel> {
  const model = await showModel(heroOf(sheet), scene);
  model.root.setEnabled(false);
  const until = performance.now() + PATIENCE_MS;
  await new Promise<void>((resolve) => {
    const stop = world.onFrame(() => {
      const isReady = scene.isDisposed || canBeDrawn(model);
      if (!isReady && performance.now() < until) return;
      stop();
      resolve();
    });
  });
  model.root.setEnabled(true);
  return model;
}

/** The scene itself is not ready for as long as anything still loads into it: only the model counts. */
const canBeDrawn = ({ meshes }: ShownModel): boolean => meshes.every((mesh) => mesh.isReady(true));

/** Resolves when a model has been drawn in full once; never when `undo` is run before. */
export function drawnOnce(model: ShownModel, world: World, undo: (() => void)[]): Promise<void> {
  return new Promise((resolve) => {
    const stop = world.onDrawn(() => {
      if (!canBeDrawn(model)) return;
      stop();
      resolve();
    });
    undo.push(stop);
  });
}
