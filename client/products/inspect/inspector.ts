import '@babylonjs/core/Culling/ray';
import { Matrix, Vector3 } from '@babylonjs/core/Maths/math.vector';
import { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import type { SectionPlane } from '../../../shared/model/authoring.ts';
import type { ProductSheet } from '../../../shared/model/catalogue.ts';
import type { ExplodePlan, Vec3 } from '../../../shared/model/part.ts';
import type { ProductView } from '../../../shared/model/productView.ts';
import { addContactShadow } from '../../world/contactShadow.ts';
import { openExplosion } from '../show/explosion.ts';
import { type ShownModel, showModel } from '../show/model.ts';
import { openSection } from '../show/section.ts';
import { FIRST_VIEW, openStudio } from '../show/studio.ts';
import { openXray } from '../show/xray.ts';
import { boxOfParts } from './apart.ts';
import { type Beside, heroOf, putBeside } from './beside.ts';
import { openDots } from './dots.ts';
import { fadeFrom } from './fade.ts';
import { addFigure, type FigureShown } from './figure.ts';
import type { Figure } from './figures.ts';
import { openFraming } from './framing.ts';
import { listenForHands } from './hands.ts';
import { listenForKeys } from './keys.ts';
import { openMarks } from './marks.ts';
import { openMeasures } from './measures.ts';
import { openRest, stirring } from './rest.ts';
import { openTravel } from './travel.ts';
import type { Inspector, InspectorParts } from './verbs.ts';

/** Radians per second by which it turns until somebody takes it. */
const IDLE_TURN = 0.22;

const isCalm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Takes a product from its stand: shows it large on a calm ground, turning slowly until it is touched. */
export async function openInspector(parts: InspectorParts): Promise<Inspector> {
  const { world, sheet, layer } = parts;
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
    model = await showModel(heroOf(sheet), scene);
    undo.push(parts.onClose);
  } catch (error) {
    dispose();
    throw error;
  }
  undo.push(model.dispose);

  const bounds = model.bounds();
  const size = bounds.max.subtract(bounds.min);
  const plan: ExplodePlan = sheet.authoring.explode ?? sheet.explode;
  const explosion = openExplosion(model, plan);
  const apart = boxOfParts(sheet.parts, plan);
  const aspect = (): number => world.engine.getRenderWidth() / world.engine.getRenderHeight();
  const framing = openFraming(camera, aspect, bounds, parts.covered);
  camera.alpha = FIRST_VIEW.alpha;
  camera.beta = FIRST_VIEW.beta;
  camera.radius = framing.away();
  camera.target.copyFrom(framing.middle);
  framing.place();
  camera.attachControl(true);
  undo.push(() => camera.detachControl());
  const travel = openTravel(camera, isCalm);

  const ground = new TransformNode('ground', scene);
  ground.position.set((bounds.min.x + bounds.max.x) / 2, bounds.min.y, (bounds.min.z + bounds.max.z) / 2);
  addContactShadow(ground, size.x * 0.62, size.z * 0.62, scene);
  const section = openSection(model, scene);
  const xray = openXray(model, scene);
  const measures = openMeasures({
    ...{ scene, camera, layer },
    ...bounds,
    sizeMm: sheet.sizeMm,
    more: sheet.authoring.dimensions,
    length: parts.length,
    text: parts.lineText,
  });
  const marks = openMarks({
    ...{ scene, camera, layer, model, explosion },
    hotspots: sheet.authoring.hotspots,
    name: parts.markName,
    onOpen: parts.onMark,
  });
  const at = new Vector3();
  const project = ([x, y, z]: Vec3): { x: number; y: number } => {
    const point = at.set(x, y, z);
    Vector3.ProjectToRef(point, Matrix.IdentityReadOnly, scene.getTransformMatrix(), camera.viewport, point);
    return { x: point.x, y: point.y };
  };
  const dots = openDots(layer, project);
  undo.push(section.dispose, xray.dispose, measures.dispose, marks.dispose, dots.dispose);

  let turning = true;
  let variant = '';
  let plane: SectionPlane | null = null;
  let seeThrough = false;
  let picked = '';
  let figure: FigureShown | undefined;
  let wished: Figure | undefined;
  let beside: Beside | undefined;
  let neighbour: ProductSheet | undefined;
  let measuring = true;
  let firstPictureMs = 0;
  const take = (): void => {
    travel.stop();
    if (!turning) return;
    turning = false;
    parts.onTake();
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
    // What is cut is measured on the whole: the cut is laid anew where everything stands now.
    section.set(undefined);
    explosion.set(share);
    section.set(plane ?? undefined);
    showMeasures();
    ground.setEnabled(share === 0);
  };
  const cut = (next: SectionPlane | null): void => {
    plane = next;
    section.set(next ?? undefined);
    showMeasures();
  };
  /** Lines along what is not there as a whole would say nothing. */
  const showMeasures = (): void => measures.setShown(measuring && explosion.share === 0 && !plane);
  const home = (first = false): void => {
    const extra = explosion.share > 0 && apart ? [apart] : [];
    framing.frame(bounds, ...extra, ...(beside ? [beside.box] : []), ...(figure ? [figure.box] : []));
    travel.to({ ...(first && FIRST_VIEW), radius: framing.away(), target: framing.middle });
  };
  const pickAt = (x: number, y: number) => {
    const canvas = world.engine.getRenderingCanvas()!;
    const isOurs = (mesh: unknown): boolean => model.meshes.includes(mesh as never);
    const hit = scene.pick(x * canvas.clientWidth, y * canvas.clientHeight, isOurs, false, camera);
    if (!hit?.hit || !hit.pickedPoint || !hit.pickedMesh) return undefined;
    return { at: hit.pickedPoint, part: model.partOf(hit.pickedMesh) };
  };
  const focus = (point: Vector3): void =>
    travel.to({ target: point.clone(), radius: framing.radius(camera.radius * 0.5) });
  /** All of a view but where the camera stands. */
  const show = (view: ProductView): void => {
    wear(view.variant);
    if (view.explode !== explosion.share) explode(view.explode);
    if (JSON.stringify(view.section) !== JSON.stringify(plane)) {
      cut(view.section);
    }
    const part = model.parts.has(view.part) ? view.part : '';
    if (seeThrough === view.xray && picked === part) return;
    seeThrough = view.xray;
    picked = part;
    look();
  };
  const placeOf = (view: ProductView) => ({
    alpha: view.yaw,
    beta: framing.beta(view.pitch),
    radius: framing.radius(view.metres * framing.stretch()),
    target: Vector3.FromArray(view.target),
  });

  undo.push(
    listenForHands({ world, scene, take, pickAt, onView: parts.onView, focus, onPart: parts.onPart }),
  );
  const rest = openRest(
    scene,
    camera,
    () => (turning && !isCalm()) || travel.under || model.clips.some(({ isPlaying }) => isPlaying),
  );
  world.show(scene, rest.rests);
  undo.push(() => world.show(undefined));
  undo.push(
    world.onFrame((seconds) => {
      if (turning && !travel.under && !isCalm()) camera.alpha -= IDLE_TURN * seconds;
      travel.step(seconds);
      framing.place();
      measures.place();
      marks.place();
      dots.place();
    }),
  );
  const firstDrawn = world.onDrawn(() => {
    if (!scene.isReady()) return;
    firstPictureMs = performance.now() - began;
    firstDrawn();
    parts.onShown();
  });
  undo.push(firstDrawn);
  undo.push(() => figure?.dispose());
  undo.push(() => beside?.dispose());

  const hand: Inspector = stirring<Inspector>(
    {
      turn(radians) {
        take();
        travel.to({ alpha: camera.alpha + radians });
      },
      tilt(radians) {
        take();
        travel.to({ beta: framing.beta(camera.beta + radians) });
      },
      zoom: (factor) => travel.to({ radius: framing.radius(camera.radius * factor) }),
      setTurning(on) {
        turning = on;
      },
      setMeasures(shown) {
        measuring = shown;
        showMeasures();
      },
      writeLengths: measures.write,
      setMarks: marks.setShown,
      setVariant: wear,
      setExplode(share) {
        const before = explosion.share;
        explode(share);
        if ((before === 0) !== (share === 0)) home();
      },
      setSection: cut,
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
        const added = kind && (await addFigure(kind, scene, bounds));
        if (wished !== kind || disposed) {
          added?.dispose();
          return;
        }
        figure?.dispose();
        figure = added;
        take();
        home(kind !== undefined);
      },
      async setBeside(next) {
        neighbour = next;
        const put = next && (await putBeside(next, scene, bounds));
        if (neighbour !== next || disposed) {
          put?.dispose();
          return;
        }
        beside?.dispose();
        beside = put;
        take();
        home(next !== undefined);
      },
      setDots: dots.set,
      setCovered(next) {
        framing.setCovered(next);
        home();
      },
      lookAtMark(id) {
        const hotspot = sheet.authoring.hotspots.find((one) => one.id === id);
        const place = marks.where(id, new Vector3());
        if (!hotspot || !place) return;
        take();
        const [x, y, z] = hotspot.normal;
        travel.to({
          target: place,
          radius: size.length() * 0.55,
          alpha: Math.hypot(x, z) > 0.05 ? Math.atan2(z, x) : camera.alpha,
          beta: framing.beta(Math.max(0.3, Math.acos(Math.max(-1, Math.min(1, y))))),
        });
      },
      reset() {
        take();
        home(true);
      },
      view: () => ({
        yaw: camera.alpha,
        pitch: camera.beta,
        metres: camera.radius / framing.stretch(),
        target: camera.target.asArray() as Vec3,
        variant,
        explode: explosion.share,
        section: plane,
        xray: seeThrough,
        part: picked,
      }),
      setView(view) {
        take();
        show(view);
        travel.to(placeOf(view));
      },
      follow(view) {
        turning = false;
        show(view);
        travel.chase(placeOf(view));
      },
      pick(x, y) {
        const hit = pickAt(x, y);
        return hit && { at: hit.at.asArray() as Vec3, part: hit.part };
      },
      project,
      get firstPictureMs() {
        return firstPictureMs;
      },
      dispose,
    },
    rest.stir,
  );
  undo.push(listenForKeys(layer.parentElement!, hand, parts.keys));
  return hand;
}

/** The parts that hang on a part. */
const within = (model: ShownModel, part: string): string[] => {
  const node = model.parts.get(part);
  return [...model.parts]
    .filter(([id, other]) => id !== part && node && other.isDescendantOf(node))
    .map(([id]) => id);
};
