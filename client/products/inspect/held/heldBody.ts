import { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import type { Scene } from '@babylonjs/core/scene';
import type { ProductSheet } from '../../../../shared/model/catalogue.ts';
import { openExplosion } from '../../show/explosion.ts';
import type { ShownModel } from '../../show/model.ts';
import { openSection } from '../../show/section.ts';
import { openXray } from '../../show/xray.ts';
import type { Body } from '../body.ts';
import { heldCutter } from './heldCutter.ts';
import { type HeldMarks, openHeldMarks } from './heldMarks.ts';

/** A model that is held in a room, with all that is bound to it; its box and its parts are in its own axes. */
export type HeldBody = Body & { marks: HeldMarks };

/** Opens what is bound to a model that stands at the origin of a room's scene, before it is moved. */
export function openHeldBody(
  sheet: ProductSheet,
  model: ShownModel,
  scene: Scene,
  isWhole: boolean,
): HeldBody {
  const box = model.bounds();
  const explosion = openExplosion(model, sheet.authoring.explode ?? sheet.explode);
  const cutter = heldCutter(model, box);
  const section = openSection(model, scene, cutter);
  const xray = openXray(model, scene);
  const marks = openHeldMarks(model, explosion, sheet.authoring.hotspots, scene);
  // In the air there is no ground, and lengths are told on the board.
  const ground = new TransformNode('no ground', scene);
  for (const mesh of model.meshes) mesh.isPickable = false;
  let disposed = false;
  return {
    ...{ model, isWhole, box, explosion, section, xray, marks, ground },
    measures: { setShown() {}, write() {}, place() {}, dispose() {} },
    place() {
      cutter.place();
      marks.place();
    },
    dispose() {
      if (disposed) return;
      disposed = true;
      for (const one of [marks, xray, section, model]) one.dispose();
      ground.dispose();
    },
  };
}
