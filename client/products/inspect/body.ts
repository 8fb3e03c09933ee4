import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import type { Scene } from '@babylonjs/core/scene';
import { addContactShadow } from '../../world/contactShadow.ts';
import { type Explosion, openExplosion } from '../show/explosion.ts';
import type { ShownModel } from '../show/model.ts';
import { openSection, type Section } from '../show/section.ts';
import type { Studio } from '../show/studio.ts';
import { openXray, type Xray } from '../show/xray.ts';
import type { Box } from './framing.ts';
import { type Marks, openMarks } from './marks.ts';
import { type Measures, openMeasures } from './measures.ts';
import type { InspectorParts } from './verbs.ts';

/** A model in the hand with all that is bound to it. `dispose` takes the model along; twice is once. */
export type Body = {
  model: ShownModel;
  /** The product itself, not the file that stands in for it until that is there. */
  isWhole: boolean;
  /** The box that it takes as a whole, metres. */
  box: Box;
  explosion: Explosion;
  section: Section;
  xray: Xray;
  measures: Measures;
  marks: Marks;
  /** The shadow below it. */
  ground: TransformNode;
  /** Lays figures and marks where they are now; to be called with each frame. */
  place(): void;
  dispose(): void;
};

type BodyParts = Pick<InspectorParts, 'sheet' | 'layer' | 'length' | 'lineText' | 'markName' | 'onMark'>;

/** Opens what is bound to a model that stands in the studio. */
export function openBody(parts: BodyParts, studio: Studio, model: ShownModel, isWhole: boolean): Body {
  const { sheet, layer } = parts;
  const { scene } = studio;
  const box = model.bounds();
  const explosion = openExplosion(model, sheet.authoring.explode ?? sheet.explode);
  const ground = shadowBelow(box, scene);
  const section = openSection(model, scene);
  const xray = openXray(model, scene);
  const measures = openMeasures({
    ...{ ...studio, layer, ...box },
    sizeMm: sheet.sizeMm,
    more: sheet.authoring.dimensions,
    length: parts.length,
    text: parts.lineText,
  });
  const marks = openMarks({
    ...{ ...studio, layer, model, explosion },
    hotspots: sheet.authoring.hotspots,
    name: parts.markName,
    onOpen: parts.onMark,
  });
  let disposed = false;
  return {
    ...{ model, isWhole, box, explosion, section, xray, measures, marks, ground },
    place() {
      measures.place();
      marks.place();
    },
    dispose() {
      if (disposed) return;
      disposed = true;
      for (const one of [marks, measures, xray, section, model]) one.dispose();
      ground.dispose();
    },
  };
}

function shadowBelow({ min, max }: Box, scene: Scene): TransformNode {
  const ground = new TransformNode('ground', scene);
  ground.position = Vector3.Center(min, max);
  ground.position.y = min.y;
  addContactShadow(ground, (max.x - min.x) * 0.62, (max.z - min.z) * 0.62, scene);
  return ground;
}
