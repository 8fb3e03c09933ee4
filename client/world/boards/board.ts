import '@babylonjs/core/Engines/Extensions/engine.dynamicTexture';
import { DynamicTexture } from '@babylonjs/core/Materials/Textures/dynamicTexture';
import { Texture } from '@babylonjs/core/Materials/Textures/texture';
import { Mesh } from '@babylonjs/core/Meshes/mesh';
import { VertexData } from '@babylonjs/core/Meshes/mesh.vertexData';
import type { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import type { Scene } from '@babylonjs/core/scene';
import { openPictureMaterial } from '../pictureMaterial.ts';
import { AROUND_LAYER, MOVING_LAYERS } from '../stillness.ts';
import { openFrame } from './frame.ts';
import { paintBoard, type Target } from './paint.ts';

/** A part of the page that stands in the room as a board, over the real floor. */
export type Board = {
  root: HTMLElement;
  /** Metres, and how many of them a pixel of the page is. */
  readonly width: number;
  readonly height: number;
  readonly metresPerPixel: number;
  readonly shown: boolean;
  show(on: boolean): void;
  /** Lays its middle somewhere over the real floor, turned (0 faces +z, positive left) and leaned back. */
  lay(x: number, y: number, z: number, yaw: number, pitch: number): void;
  /** Metres along a ray to it, or −1; where on it is in `at` then. */
  meet(x: number, y: number, z: number, dx: number, dy: number, dz: number): number;
  /** Metres by which a point is before it (behind is negative); where on it is in `at` then. */
  before(x: number, y: number, z: number): number;
  /** Pixels of the page from its corner, as last met. */
  at: { x: number; y: number };
  /** Whether `at` lies within it. */
  readonly isOn: boolean;
  /** What can be pressed at a point; the one on top. */
  target(x: number, y: number): Target | undefined;
  readonly targets: readonly Target[];
  /** Scrolls what lies at a point by so many pixels of the page. */
  scroll(x: number, y: number, pixels: number): void;
  /** Marks what is pointed at. */
  mark(target: Target | undefined): void;
  /** A point on it, in pixels of the page, as a point over the real floor. */
  place(x: number, y: number, into: { x: number; y: number; z: number }): void;
  /** Paints it anew where the page has changed. */
  step(): void;
  dispose(): void;
};

/** Milliseconds between two paintings. */
const REPAINT_MS = 50;
const CHANGES = [
  'input',
  'change',
  'scroll',
  'load',
  'focusin',
  'focusout',
  'transitionend',
  'toggle',
] as const;

/**
 * Opens a board for an element over the real floor (`null`: the scene's own zero), so many metres wide, `fine` points of its
 * picture for each pixel of the page. An element whose height follows what is in it says how many pixels it has at `most`: the
 * board goes as far down as the element does.
 */
export function openBoard(
  scene: Scene,
  floor: TransformNode | null,
  root: HTMLElement,
  wide: number,
  fine: number,
  most = root.offsetHeight,
): Board {
  const { offsetWidth } = root;
  const metresPerPixel = wide / offsetWidth;
  const high = most * metresPerPixel;
  const size = { width: Math.round(offsetWidth * fine), height: Math.round(most * fine) };
  const { mesh, texture, cut, dispose } = openPlane(scene, root.className, size, wide, high);
  mesh.parent = floor;
  const changes = followChanges(root);
  const frame = openFrame(offsetWidth, most, metresPerPixel);
  let end = most;
  let shown = false;
  let targets: readonly Target[] = [];
  let scrolls: readonly Target[] = [];
  let marked: Target | undefined;
  let painted = 0;
  const follow = (): void => {
    const now = Math.min(root.offsetHeight, most);
    if (now === end) return;
    end = now;
    frame.cut(end);
    cut(end / most);
  };
  const paint = (): void => {
    follow();
    const ctx = texture.getContext() as CanvasRenderingContext2D;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, size.width, size.height);
    ctx.setTransform(size.width / offsetWidth, 0, 0, size.height / most, 0, 0);
    ctx.save();
    ({ targets, scrolls } = paintBoard(root, ctx));
    ctx.restore();
    const still = marked && targets.find(({ element }) => element === marked!.element);
    marked = still;
    if (still) paintMark(ctx, still);
    texture.update(true, true);
  };
  return {
    ...{ root, width: wide, height: high, metresPerPixel, dispose },
    ...{ at: frame.at, meet: frame.meet, before: frame.before, place: frame.place },
    get shown() {
      return shown;
    },
    get targets() {
      return targets;
    },
    get isOn() {
      return frame.isOn();
    },
    show(on) {
      if (on && !shown) changes.mark();
      shown = on;
      mesh.setEnabled(on);
    },
    lay(x, y, z, yaw, pitch) {
      frame.lay(x, y, z, yaw, pitch);
      mesh.position.set(x, y, z);
      mesh.rotation.set(-pitch, yaw, 0);
    },
    target: (x, y) => topmost(targets, x, y),
    scroll(x, y, pixels) {
      const found = topmost(scrolls, x, y);
      if (found) found.element.scrollTop += pixels;
    },
    mark(target) {
      if (target?.element === marked?.element) return;
      marked = target;
      changes.mark();
    },
    step() {
      const now = performance.now();
      if (!shown || !changes.changed || now - painted < REPAINT_MS) return;
      painted = now;
      changes.clear();
      paint();
    },
    dispose() {
      changes.dispose();
      dispose();
    },
  };
}

/** What lies at a point, over all else there. */
function topmost(among: readonly Target[], x: number, y: number): Target | undefined {
  for (let at = among.length - 1; at >= 0; at--) {
    const one = among[at]!;
    if (x >= one.x && y >= one.y && x <= one.x + one.width && y <= one.y + one.height) return one;
  }
  return undefined;
}

function paintMark(ctx: CanvasRenderingContext2D, { x, y, width, height }: Target): void {
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, Math.min(10, height / 2));
  ctx.fillStyle = 'rgb(176 141 87 / 0.16)';
  ctx.fill();
  ctx.lineWidth = 2;
  ctx.strokeStyle = 'rgb(176 141 87 / 0.9)';
  ctx.stroke();
}

/** Notes whether anything below an element has changed since it was last asked. */
function followChanges(root: HTMLElement) {
  let changed = true;
  const mark = (): void => {
    changed = true;
  };
  const observer = new MutationObserver(mark);
  observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
  for (const change of CHANGES) root.addEventListener(change, mark, true);
  document.fonts.addEventListener('loadingdone', mark);
  return {
    mark,
    get changed() {
      return changed;
    },
    clear() {
      changed = false;
    },
    dispose() {
      observer.disconnect();
      for (const change of CHANGES) root.removeEventListener(change, mark, true);
      document.fonts.removeEventListener('loadingdone', mark);
    },
  };
}

function openPlane(
  scene: Scene,
  name: string,
  size: { width: number; height: number },
  wide: number,
  high: number,
) {
  const texture = new DynamicTexture(name, size, scene, true, Texture.TRILINEAR_SAMPLINGMODE);
  texture.anisotropicFilteringLevel = 4;
  texture.wrapU = texture.wrapV = Texture.CLAMP_ADDRESSMODE;
  const material = openPictureMaterial(name, scene, texture);
  const mesh = new Mesh(name, scene);
  const data = new VertexData();
  const [x, y] = [wide / 2, high / 2];
  data.positions = [-x, -y, 0, x, -y, 0, x, y, 0, -x, y, 0];
  data.uvs = [0, 0, 1, 0, 1, 1, 0, 1];
  data.indices = [0, 1, 2, 0, 2, 3];
  data.applyToMesh(mesh, true);
  mesh.material = material;
  mesh.isPickable = false;
  mesh.layerMask = MOVING_LAYERS | AROUND_LAYER;
  mesh.setEnabled(false);
  return {
    mesh,
    texture,
    /** Leaves so much of it, from above. */
    cut(part: number) {
      const below = y - high * part;
      mesh.updateVerticesData('position', [-x, below, 0, x, below, 0, x, y, 0, -x, y, 0]);
      mesh.updateVerticesData('uv', [0, 1 - part, 1, 1 - part, 1, 1, 0, 1]);
    },
    dispose() {
      mesh.dispose();
      material.dispose();
      texture.dispose();
    },
  };
}
