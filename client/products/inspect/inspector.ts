import '@babylonjs/core/Culling/ray';
import { Vector2, Vector3 } from '@babylonjs/core/Maths/math.vector';
import { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import type { DimensionLine, Hotspot, SectionPlane } from '../../../shared/model/authoring.ts';
import type { ProductSheet } from '../../../shared/model/catalogue.ts';
import type { ExplodePlan, Vec3 } from '../../../shared/model/part.ts';
import type { ProductView } from '../../../shared/model/productView.ts';
import { addContactShadow } from '../../world/contactShadow.ts';
import type { World } from '../../world/world.ts';
import { openExplosion } from '../show/explosion.ts';
import { type ShownModel, showModel } from '../show/model.ts';
import { openSection } from '../show/section.ts';
import { distanceFor, FIRST_VIEW, openStudio } from '../show/studio.ts';
import { openXray } from '../show/xray.ts';
import { fadeFrom } from './fade.ts';
import { addFigure, type Figure } from './figure.ts';
import { listenForHands } from './hands.ts';
import { openMarks } from './marks.ts';
import { openMeasures } from './measures.ts';
import { openTravel } from './travel.ts';

/** A product in the hand: its own scene, drawn in place of the room. */
export type Inspector = {
  turn(radians: number): void;
  tilt(radians: number): void;
  /** Factor of the distance: below 1 is nearer. */
  zoom(factor: number): void;
  /** Turns by itself, or not. */
  setTurning(on: boolean): void;
  setMeasures(shown: boolean): void;
  /** Writes all lengths anew, in another unit. */
  writeLengths(): void;
  setMarks(shown: boolean): void;
  setVariant(name: string): void;
  /** How far it is taken apart, 0 to 1. */
  setExplode(share: number): void;
  setSection(plane: SectionPlane | null): void;
  setXray(on: boolean): void;
  /** Picks a part out: all else is looked through; empty lets go. */
  setPart(part: string): void;
  /** Plays a clip of the file to its end and stays there, or back to its beginning; undefined stops. */
  play(clip: string, forward: boolean): void;
  setFigure(figure: Figure | undefined): Promise<void>;
  /** Goes to the mark. */
  lookAtMark(id: string): void;
  /** Back to how one first saw it. */
  reset(): void;
  view(): ProductView;
  /** Goes to a view: of a link, a stop, or somebody one looks together with. */
  setView(view: ProductView): void;
  /** The point of the product under a point of the picture (shares of its width and height), and its part. */
  pick(x: number, y: number): { at: Vec3; part: string } | undefined;
  /** Where a point of the product lies in the picture, as shares of its width and height. */
  project(at: Vec3): { x: number; y: number };
  /** Milliseconds from the wish to the first picture. */
  readonly firstPictureMs: number;
  dispose(): void;
};

/** What to show, where its figures go, and who hears of what one does with it. */
export type InspectorParts = {
  world: World;
  sheet: ProductSheet;
  /** The layer for figures and marks, over the canvas. */
  layer: HTMLElement;
  covered: Covered;
  /** A length in millimetres as the reader writes it. */
  length(mm: number): string;
  lineText(line: DimensionLine): string;
  markName(hotspot: Hotspot, number: number): string;
  onMark(hotspot: Hotspot): void;
  onPart(part: string): void;
  /** Something of the view has changed by hand: turned, picked. */
  onView(): void;
  /** It has been put back. */
  onClose(): void;
};

/** Shares of the picture's width (`right`; negative: at the left) and height that panels cover, so that a product stands in the free part. */
export type Covered = { right: number; top: number; bottom: number };

/** Radians per second by which it turns until somebody takes it. */
const IDLE_TURN = 0.22;

const isCalm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Takes a product from its stand: shows it large on a calm ground, turning slowly until it is touched. */
export async function openInspector(parts: InspectorParts): Promise<Inspector> {
  const { world, sheet, layer, covered } = parts;
  const began = performance.now();
  const { scene, camera } = openStudio(world.engine);
  const undo: (() => void)[] = [() => scene.dispose()];
  let disposed = false;
  const dispose = (): void => {
    if (disposed) return;
    disposed = true;
    for (const step of undo.splice(0).reverse()) step();
  };
  let model: ShownModel;
  try {
    model = await showModel(sheet.files.hero?.web?.url ?? sheet.model, scene);
    undo.push(parts.onClose);
  } catch (error) {
    dispose();
    throw error;
  }
  undo.push(model.dispose);

  const bounds = model.bounds();
  const size = bounds.max.subtract(bounds.min);
  const middle = Vector3.Center(bounds.min, bounds.max);
  const radius = Math.max(size.length() / 2, 1e-4);
  const plan: ExplodePlan = sheet.authoring.explode ?? sheet.explode;
  const explosion = openExplosion(model, plan);
  /** How much farther one has to stand to see everything when it is apart. */
  const spread = 1 + Math.max(0, ...plan.parts.map(({ offset }) => Math.hypot(...offset))) / radius / 1.6;
  const free = 1 / (1 - covered.top - covered.bottom);
  const away = (): number => {
    const aspect = world.engine.getRenderWidth() / world.engine.getRenderHeight();
    return distanceFor(radius, aspect * (1 - Math.abs(covered.right)) * free) * free;
  };
  camera.minZ = radius / 80;
  camera.maxZ = radius * 120;
  camera.lowerRadiusLimit = radius * 0.25;
  camera.upperRadiusLimit = away() * spread * 2.4;
  const offset = (): void => {
    camera.targetScreenOffset = new Vector2(
      -covered.right * camera.radius * 0.44,
      (covered.bottom - covered.top) * camera.radius * 0.32,
    );
  };
  camera.alpha = FIRST_VIEW.alpha;
  camera.beta = FIRST_VIEW.beta;
  camera.radius = away();
  camera.target.copyFrom(middle);
  offset();
  camera.attachControl(true);
  undo.push(() => camera.detachControl());
  const travel = openTravel(camera, isCalm);

  const ground = new TransformNode('ground', scene);
  ground.position.y = bounds.min.y;
  addContactShadow(ground, size.x * 0.72, size.z * 0.72, scene);
  const section = openSection(model, scene);
  const xray = openXray(model, scene);
  const measures = openMeasures({
    scene,
    camera,
    layer,
    min: bounds.min,
    max: bounds.max,
    sizeMm: sheet.sizeMm,
    more: sheet.authoring.dimensions,
    length: parts.length,
    text: parts.lineText,
  });
  const marks = openMarks({
    scene,
    camera,
    layer,
    model,
    explosion,
    hotspots: sheet.authoring.hotspots,
    name: parts.markName,
    onOpen: parts.onMark,
  });
  undo.push(section.dispose, xray.dispose, measures.dispose, marks.dispose);

  let turning = true;
  let variant = '';
  let plane: SectionPlane | null = null;
  let seeThrough = false;
  let picked = '';
  let figure: TransformNode | undefined;
  let wished: Figure | undefined;
  let firstPictureMs = 0;
  const take = (): void => {
    turning = false;
    travel.stop();
  };
  const look = (): void => {
    if (picked) xray.set(new Set([picked, ...within(model, picked)]));
    else xray.set(seeThrough ? new Set() : undefined);
  };
  const wear = (name: string): void => {
    if (name === variant) return;
    variant = name;
    const change = (): void => {
      if (disposed) return;
      xray.set(undefined);
      model.setVariant(name);
      look();
    };
    if (isCalm()) change();
    else fadeFrom(world, layer, change);
  };
  const explode = (share: number): void => {
    section.set(undefined);
    explosion.set(share);
    section.set(plane ?? undefined);
    measures.setShown(share === 0 && measuring);
    ground.setEnabled(share === 0);
  };
  let measuring = true;

  undo.push(
    listenForHands({ world, scene, take, pickAt, onView: parts.onView, focus, onPart: parts.onPart }),
  );
  function pickAt(x: number, y: number) {
    const canvas = world.engine.getRenderingCanvas()!;
    const hit = scene.pick(
      x * canvas.clientWidth,
      y * canvas.clientHeight,
      (mesh) => model.meshes.includes(mesh),
      false,
      camera,
    );
    if (!hit?.hit || !hit.pickedPoint || !hit.pickedMesh) return undefined;
    return { at: hit.pickedPoint, part: model.partOf(hit.pickedMesh) };
  }
  function focus(point: Vector3): void {
    travel.to({ target: point.clone(), radius: Math.max(camera.lowerRadiusLimit!, camera.radius * 0.5) });
  }

  world.show(scene);
  undo.push(() => world.show(undefined));
  undo.push(
    world.onFrame((seconds) => {
      if (turning && !travel.under && !isCalm()) camera.alpha -= IDLE_TURN * seconds;
      travel.step(seconds);
      offset();
      measures.place();
      marks.place();
    }),
  );
  const firstDrawn = world.onDrawn(() => {
    if (!scene.isReady()) return;
    firstPictureMs = performance.now() - began;
    firstDrawn();
  });
  undo.push(firstDrawn);
  undo.push(() => figure?.dispose());

  return {
    turn(radians) {
      take();
      travel.to({ alpha: camera.alpha + radians });
    },
    tilt(radians) {
      take();
      const beta = Math.min(camera.upperBetaLimit!, Math.max(camera.lowerBetaLimit!, camera.beta + radians));
      travel.to({ beta });
    },
    zoom(factor) {
      const wanted = Math.min(
        camera.upperRadiusLimit!,
        Math.max(camera.lowerRadiusLimit!, camera.radius * factor),
      );
      travel.to({ radius: wanted });
    },
    setTurning(on) {
      turning = on;
    },
    setMeasures(shown) {
      measuring = shown;
      measures.setShown(shown && explosion.share === 0);
    },
    writeLengths: measures.write,
    setMarks: marks.setShown,
    setVariant: wear,
    setExplode(share) {
      const before = explosion.share;
      explode(share);
      if ((before === 0) !== (share === 0))
        travel.to({ radius: away() * (share > 0 ? spread : 1), target: middle });
    },
    setSection(next) {
      plane = next;
      section.set(next ?? undefined);
    },
    setXray(on) {
      seeThrough = on;
      look();
    },
    setPart(part) {
      picked = model.parts.has(part) ? part : '';
      look();
    },
    play(name, forward) {
      for (const clip of model.clips) clip.stop();
      const clip = model.clips.find((one) => one.name === name);
      if (clip) clip.start(false, 1, forward ? clip.from : clip.to, forward ? clip.to : clip.from);
    },
    async setFigure(kind) {
      wished = kind;
      figure?.dispose();
      figure = undefined;
      if (!kind) return;
      const added = await addFigure(kind, scene, bounds);
      if (wished !== kind || disposed) added.dispose();
      else figure = added;
      const tall = kind === 'person' ? 1.75 : 0.3;
      if (tall > size.y * 1.2) travel.to({ radius: distanceFor(Math.max(radius, tall * 0.62), 1) * free });
    },
    lookAtMark(id) {
      const hotspot = sheet.authoring.hotspots.find((one) => one.id === id);
      const place = marks.where(id, new Vector3());
      if (!hotspot || !place) return;
      take();
      const [x, y, z] = hotspot.normal;
      travel.to({
        target: place,
        radius: radius * 1.1,
        alpha: Math.hypot(x, z) > 0.05 ? Math.atan2(z, x) : camera.alpha,
        beta: Math.min(camera.upperBetaLimit!, Math.max(0.3, Math.acos(Math.max(-1, Math.min(1, y))))),
      });
    },
    reset() {
      take();
      travel.to({ ...FIRST_VIEW, radius: away() * (explosion.share > 0 ? spread : 1), target: middle });
    },
    view: () => ({
      yaw: camera.alpha,
      pitch: camera.beta,
      metres: camera.radius,
      target: camera.target.asArray() as Vec3,
      variant,
      explode: explosion.share,
      section: plane,
      xray: seeThrough,
      part: picked,
    }),
    setView(view) {
      take();
      wear(view.variant);
      if (view.explode !== explosion.share) explode(view.explode);
      plane = view.section;
      section.set(plane ?? undefined);
      seeThrough = view.xray;
      picked = model.parts.has(view.part) ? view.part : '';
      look();
      travel.to({
        alpha: view.yaw,
        beta: Math.min(camera.upperBetaLimit!, Math.max(camera.lowerBetaLimit!, view.pitch)),
        radius: Math.min(camera.upperRadiusLimit!, Math.max(camera.lowerRadiusLimit!, view.metres)),
        target: Vector3.FromArray(view.target),
      });
    },
    pick(x, y) {
      const hit = pickAt(x, y);
      return hit && { at: hit.at.asArray() as Vec3, part: hit.part };
    },
    project(at) {
      const point = Vector3.Project(
        Vector3.FromArray(at),
        ground.getWorldMatrix().clone().setTranslation(Vector3.Zero()),
        scene.getTransformMatrix(),
        camera.viewport,
      );
      return { x: point.x, y: point.y };
    },
    get firstPictureMs() {
      return firstPictureMs;
    },
    dispose,
  };
}

/** The parts that hang on a part. */
const within = (model: ShownModel, part: string): string[] => {
  const node = model.parts.get(part);
  return [...model.parts]
    .filter(([id, other]) => id !== part && node && other.isDescendantOf(node))
    .map(([id]) => id);
};
