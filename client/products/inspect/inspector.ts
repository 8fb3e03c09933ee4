import '@babylonjs/core/Culling/ray';
import { Matrix, Vector3 } from '@babylonjs/core/Maths/math.vector';
import type { Vec3 } from '../../../shared/model/part.ts';
import type { ProductView } from '../../../shared/model/productView.ts';
import { openStudio, type Studio } from '../show/studio.ts';
import { boxOfParts } from './apart.ts';
import { beginWith, bringUnseen, drawnOnce, playClip } from './arrival.ts';
import { type Body, openBody } from './body.ts';
import { type Company, openCompany } from './company.ts';
import { type Dots, openDots } from './dots.ts';
import { type Eye, openEye } from './eye.ts';
import { fadeFrom } from './fade.ts';
import type { Box } from './framing.ts';
import { listenForHands } from './hands.ts';
import { listenForKeys } from './keys.ts';
import { type Look, openLook } from './look.ts';
import { openRest, stirring } from './rest.ts';
import type { Inspector, InspectorParts } from './verbs.ts';

const isCalm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** What an inspector is made of. */
type Held = {
  parts: InspectorParts;
  studio: Studio;
  look: Look;
  eye: Eye;
  company: Company;
  dots: Dots;
  undo: (() => void)[];
  /** Parts were to come off that are not there yet: they will need room. */
  needsRoom: boolean;
};

/** Takes a product from its stand: shows it large on a calm ground, turning slowly until it is touched. */
export async function openInspector(parts: InspectorParts): Promise<Inspector> {
  const studio = openStudio(parts.world.engine);
  const undo: (() => void)[] = [() => studio.scene.dispose()];
  const dispose = (): void => {
    for (const step of undo.splice(0).reverse()) step();
  };
  const { model, isWhole } = await beginWith(parts.sheet, parts.standIn, studio.scene).catch((error) => {
    dispose();
    throw error;
  });
  undo.push(parts.onClose);
  const held = hold(parts, studio, openBody(parts, studio, model, isWhole), undo);
  const hand = draw(held, { ...verbsOf(held), dispose });
  undo.push(listenForKeys(parts.layer.parentElement!, hand, parts.keys));
  return hand;
}

function hold(parts: InspectorParts, studio: Studio, body: Body, undo: (() => void)[]): Held {
  const { world, layer } = parts;
  const { scene, camera } = studio;
  const soften = (change: () => void): void => {
    if (isCalm()) change();
    else fadeFrom(world, layer, () => scene.isDisposed || change());
  };
  const look = openLook(body, soften);
  undo.push(() => look.body.dispose());
  const aspect = (): number => world.engine.getRenderWidth() / world.engine.getRenderHeight();
  const eye = openEye(
    { camera, aspect, calm: isCalm, covered: parts.covered, onTake: parts.onTake },
    body.box,
  );
  camera.attachControl(true);
  undo.push(() => camera.detachControl());
  const company = openCompany(
    scene,
    () => look.body.box,
    (from) => {
      eye.take();
      goHome(held, from);
    },
  );
  undo.push(company.dispose);
  const dots = openDots(layer, (at) => projected(studio, at));
  undo.push(dots.dispose);
  const held: Held = { parts, studio, look, eye, company, dots, undo, needsRoom: false };
  return held;
}

/** Shows all that there is now: the product, all of its parts where they go, what stands beside it. */
function goHome(held: Held, from?: 'first' | 'front'): void {
  held.needsRoom = !held.look.body.isWhole && held.look.now.explode > 0;
  held.eye.frame(boxesOf(held));
  held.eye.home(from);
}

function boxesOf({ parts: { sheet }, look, company }: Held): Box[] {
  const { box, isWhole } = look.body;
  const isApart = isWhole && look.now.explode > 0;
  const apart = isApart && boxOfParts(sheet.parts, sheet.authoring.explode ?? sheet.explode);
  return [box, ...(apart ? [apart] : []), ...company.boxes()];
}

const point = new Vector3();

/** Where a point of the product lies in the picture, as shares of its width and height. */
function projected({ scene, camera }: Studio, [x, y, z]: Vec3): { x: number; y: number } {
  point.set(x, y, z);
  Vector3.ProjectToRef(point, Matrix.IdentityReadOnly, scene.getTransformMatrix(), camera.viewport, point);
  return { x: point.x, y: point.y };
}

function pickAt({ parts: { world }, studio: { scene, camera }, look }: Held, x: number, y: number) {
  const { model } = look.body;
  const canvas = world.engine.getRenderingCanvas()!;
  const isOurs = (mesh: unknown): boolean => model.meshes.includes(mesh as never);
  const hit = scene.pick(x * canvas.clientWidth, y * canvas.clientHeight, isOurs, false, camera);
  if (!hit?.hit || !hit.pickedPoint || !hit.pickedMesh) return undefined;
  return { at: hit.pickedPoint, part: model.partOf(hit.pickedMesh) };
}

/** Draws it in place of the room, in each frame in which something has changed. */
function draw(held: Held, verbs: Inspector): Inspector {
  const { parts, studio, look, eye, dots, undo } = held;
  const { world, onView, onPart } = parts;
  const { scene, camera } = studio;
  undo.push(
    listenForHands({
      ...{ world, scene, onView, onPart },
      take: eye.take,
      focus: eye.focus,
      pickAt: (x, y) => pickAt(held, x, y),
    }),
  );
  const plays = (): boolean => look.body.model.clips.some(({ isPlaying }) => isPlaying);
  const rest = openRest(scene, camera, () => eye.moves || plays());
  world.show(scene, rest.rests);
  undo.push(() => world.show(undefined));
  undo.push(
    world.onFrame((seconds) => {
      eye.step(seconds);
      look.body.place();
      dots.place();
    }),
  );
  void drawnOnce(look.body.model, world, undo).then(parts.onShown);
  return stirring(verbs, rest.stir);
}

function verbsOf(held: Held): Omit<Inspector, 'dispose'> {
  const { parts, studio, look, eye, company, dots } = held;
  const { turn, tilt, zoom, setTurning } = eye;
  const { complete, play } = completion(held);
  return {
    ...{ turn, tilt, zoom, setTurning, complete, play },
    setMeasures: look.setMeasures,
    setMarks: look.setMarks,
    writeLengths: () => look.body.measures.write(),
    setVariant: (variant) => look.set({ variant }),
    setExplode(explode) {
      const before = look.now.explode;
      look.set({ explode });
      if ((before === 0) !== (explode === 0)) goHome(held);
    },
    setSection: (section) => look.set({ section }),
    setXray: (xray) => look.set({ xray }),
    setPart: (part) => look.set({ part }),
    setFigure: company.setFigure,
    setBeside: company.setBeside,
    setDots: dots.set,
    setCovered(covered) {
      eye.setCovered(covered);
      goHome(held);
    },
    lookAtMark(id) {
      const hotspot = parts.sheet.authoring.hotspots.find((one) => one.id === id);
      const { box, marks } = look.body;
      const place = marks.where(id, new Vector3());
      if (hotspot && place) eye.face(place, hotspot.normal, Vector3.Distance(box.min, box.max) * 0.55);
    },
    reset() {
      eye.take();
      goHome(held, 'first');
    },
    view: () => ({ ...eye.view(), ...look.now }),
    setView(view) {
      eye.take();
      held.needsRoom = false;
      look.set(lookIn(view));
      eye.goTo(view);
    },
    follow(view) {
      look.set(lookIn(view));
      eye.chase(view);
    },
    pick(x, y) {
      const hit = pickAt(held, x, y);
      return hit && { at: hit.at.asArray() as Vec3, part: hit.part };
    },
    project: (at) => projected(studio, at),
  };
}

/** All of a view but where one stands. */
const lookIn = ({ variant, explode, section, xray, part }: ProductView) => ({
  ...{ variant, explode, section, xray, part },
});

/** How the product itself takes the place of what stands in for it, and plays what was to be played. */
function completion(held: Held): Pick<Inspector, 'complete' | 'play'> {
  const { parts, studio, look, eye, company, undo } = held;
  const { world, sheet } = parts;
  const { scene } = studio;
  let wish: { name: string; forward: boolean } | undefined;
  let coming: Promise<void> | undefined;
  const play = (name: string, forward: boolean): void => {
    wish = { name, forward };
    playClip(look.body.model, name, forward);
  };
  const bring = async (): Promise<void> => {
    if (!look.body.isWhole) {
      const model = await bringUnseen(sheet, scene, world);
      if (scene.isDisposed) return model.dispose();
      const label = document.activeElement?.closest('.mark')?.getAttribute('aria-label');
      look.moveTo(openBody(parts, studio, model, true));
      if (label) parts.layer.querySelector<HTMLElement>(`.mark[aria-label="${CSS.escape(label)}"]`)?.focus();
      if (wish) play(wish.name, wish.forward);
      // One stays where one is, unless what was asked for needs more room.
      if (held.needsRoom) goHome(held);
      else eye.frame([look.body.box, ...company.boxes()]);
    }
    await drawnOnce(look.body.model, world, undo);
  };
  return {
    play,
    complete() {
      coming ??= bring().catch((error) => {
        coming = undefined;
        throw error;
      });
      return coming;
    },
  };
}
