import '@babylonjs/core/Culling/ray';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import type { DimensionLine, Hotspot, SectionPlane } from '../../../../shared/model/authoring.ts';
import type { ExplodePlan, Vec3 } from '../../../../shared/model/part.ts';
import { addContactShadow } from '../../../world/contactShadow.ts';
import { type Marks, openMarks } from '../../inspect/marks.ts';
import { type Measures, openMeasures } from '../../inspect/measures.ts';
import { openExplosion } from '../../show/explosion.ts';
import { showModel } from '../../show/model.ts';
import { openPace } from '../../show/pace.ts';
import { openSection } from '../../show/section.ts';
import { openStudio } from '../../show/studio.ts';
import { openXray } from '../../show/xray.ts';
import { openOrbit, openWorkEngine } from '../workView.ts';
import { colourAt, GRID_POINTS } from './swatches.ts';

/** A point of a product's surface, where it lies when the product is whole. */
export type Picked = { at: Vec3; normal: Vec3; part: string };
/** From where one looks, radians and metres. */
export type Eye = { yaw: number; pitch: number; metres: number; target: Vec3 };

/** What a designer sees of a product while working on it. `dispose` frees all of it. */
export type LookScene = {
  setPlan(plan: ExplodePlan): void;
  setExplode(share: number): void;
  setSection(plane: SectionPlane | null): void;
  setXray(on: boolean): void;
  /** Picks a part out: all else is looked through; empty lets go. */
  setPart(part: string): void;
  setVariant(name: string): void;
  /** The colour of most of what one sees of the product in a variant, which is then shown; `#rrggbb`. */
  colourOf(variant: string): Promise<string>;
  play(clip: string, forward: boolean): void;
  setHotspots(hotspots: readonly Hotspot[]): void;
  setLines(lines: readonly DimensionLine[]): void;
  /** The point of the product under a point of the picture (shares of its width and height). */
  pick(x: number, y: number): Picked | undefined;
  eye(): Eye;
  setEye(eye: Eye): void;
  move(yaw: number, pitch: number, factor: number): void;
  reset(): void;
  dispose(): void;
};

/** What the scene is opened with: marks and figures go into `layer`, over the canvas. */
export type LookParts = {
  canvas: HTMLCanvasElement;
  layer: HTMLElement;
  url: string;
  plan: ExplodePlan;
  sizeMm: readonly [number, number, number];
  length(mm: number): string;
  lineText(line: DimensionLine): string;
  markName(hotspot: Hotspot, number: number): string;
  onMark(hotspot: Hotspot): void;
};

/** Opens a product for work on it, in the studio's light. */
export async function openLook(parts: LookParts): Promise<LookScene> {
  const { canvas, layer } = parts;
  const engine = openWorkEngine(canvas);
  const { scene, camera } = openStudio(engine);
  const undo: (() => void)[] = [() => engine.dispose(), () => scene.dispose()];
  let disposed = false;
  const dispose = (): void => {
    if (disposed) return;
    disposed = true;
    for (const step of undo.splice(0).reverse()) step();
  };
  const model = await showModel(parts.url, scene).catch((error: unknown) => {
    dispose();
    throw error;
  });
  undo.push(model.dispose);
  const { min, max } = model.bounds();
  const orbit = openOrbit({ engine, camera, bounds: { min, max }, near: 1 / 0.9 });
  camera.panningSensibility = 1200 / orbit.radius;
  const ground = new TransformNode('ground', scene);
  ground.position.y = min.y;
  addContactShadow(ground, (max.x - min.x) * 0.72, (max.z - min.z) * 0.72, scene);

  let explosion = openExplosion(model, parts.plan);
  const section = openSection(model, scene);
  const xray = openXray(model, scene);
  undo.push(section.dispose, xray.dispose);
  let hotspots: readonly Hotspot[] = [];
  let marks: Marks | undefined;
  let measures: Measures | undefined;
  let plane: SectionPlane | null = null;
  let seeThrough = false;
  let picked = '';
  const placeAll = (): void => {
    marks?.place();
    measures?.place();
  };
  const pace = openPace({
    engine,
    canvas,
    camera,
    scenes: [scene],
    draw() {
      scene.render();
      placeAll();
    },
  });
  undo.push(
    pace.dispose,
    () => marks?.dispose(),
    () => measures?.dispose(),
  );
  const look = (): void => {
    if (picked) xray.set(new Set([picked, ...within(picked)]));
    else xray.set(seeThrough ? new Set() : undefined);
    pace.touch();
  };
  const within = (part: string): string[] => {
    const node = model.parts.get(part);
    return [...model.parts].filter(([, other]) => node && other.isDescendantOf(node)).map(([id]) => id);
  };
  const explode = (share: number): void => {
    section.set(undefined);
    explosion.set(share);
    section.set(plane ?? undefined);
    ground.setEnabled(share === 0);
    measures?.setShown(share === 0);
    pace.touch();
  };
  const setHotspots = (next: readonly Hotspot[]): void => {
    hotspots = next;
    marks?.dispose();
    const { markName, onMark } = parts;
    marks = openMarks({ scene, camera, layer, model, explosion, hotspots, name: markName, onOpen: onMark });
    pace.touch();
  };
  const setVariant = (name: string): void => {
    xray.set(undefined);
    model.setVariant(name);
    look();
  };
  const hitAt = (x: number, y: number) => {
    const hit = scene.pick(x * canvas.clientWidth, y * canvas.clientHeight, (mesh) =>
      model.meshes.includes(mesh),
    );
    return hit?.hit && hit.pickedPoint && hit.pickedMesh ? hit : undefined;
  };
  const offset = new Vector3();
  return {
    setPlan(plan) {
      const { share } = explosion;
      section.set(undefined);
      explosion.dispose();
      explosion = openExplosion(model, plan);
      explode(share);
      setHotspots(hotspots);
    },
    setExplode: explode,
    setSection(next) {
      plane = next;
      section.set(next ?? undefined);
      pace.touch();
    },
    setXray(on) {
      seeThrough = on;
      look();
    },
    setPart(part) {
      picked = model.parts.has(part) ? part : '';
      look();
    },
    setVariant,
    async colourOf(variant) {
      setVariant(variant);
      await scene.whenReadyAsync();
      scene.render();
      return colourAt(
        engine,
        GRID_POINTS.filter(([x, y]) => hitAt(x, y)),
      );
    },
    play(name, forward) {
      for (const clip of model.clips) clip.stop();
      const clip = model.clips.find((one) => one.name === name);
      if (clip) clip.start(false, 1, forward ? clip.from : clip.to, forward ? clip.to : clip.from);
      pace.touch();
    },
    setHotspots,
    setLines(lines) {
      measures?.dispose();
      const { sizeMm, length, lineText } = parts;
      measures = openMeasures({
        scene,
        camera,
        layer,
        min,
        max,
        sizeMm,
        more: lines,
        length,
        text: lineText,
      });
      measures.setShown(explosion.share === 0);
      pace.touch();
    },
    pick(x, y) {
      const hit = hitAt(x, y);
      if (!hit?.pickedPoint || !hit.pickedMesh) return undefined;
      const part = model.partOf(hit.pickedMesh);
      const normal = hit.getNormal(true) ?? camera.getForwardRay().direction.scale(-1);
      // What one sees faces one: a surface that is turned inside out would hide its own mark.
      if (Vector3.Dot(normal, camera.globalPosition.subtract(hit.pickedPoint)) < 0) normal.scaleInPlace(-1);
      explosion.offsetOf(part, offset);
      return {
        at: rounded(hit.pickedPoint.subtract(offset)),
        normal: rounded(normal.normalize()),
        part,
      };
    },
    eye: () => ({
      yaw: camera.alpha,
      pitch: camera.beta,
      metres: camera.radius,
      target: rounded(camera.target),
    }),
    setEye({ yaw, pitch, metres, target }) {
      camera.alpha = yaw;
      camera.beta = pitch;
      camera.radius = metres;
      camera.target.copyFromFloats(...target);
      pace.touch();
    },
    move(yaw, pitch, factor) {
      orbit.move(yaw, pitch, factor);
      pace.touch();
    },
    reset: orbit.reset,
    dispose,
  };
}

/** A place to a hundredth of a millimetre: more is noise. */
const rounded = (vector: Vector3): Vec3 =>
  vector.asArray().map((value) => Math.round(value * 1e5) / 1e5) as Vec3;
