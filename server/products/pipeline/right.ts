import type { Document, Scene } from '@gltf-transform/core';
import type { Light, Volume } from '@gltf-transform/extensions';
import type { MakeOptions } from '../../../shared/model/delivery.ts';
import type { Size, Vec3 } from '../../../shared/model/part.ts';
import { UPRIGHT } from '../../../shared/model/upright.ts';
import {
  type Bounds,
  drawnNodes,
  placedPrimitives,
  transformed,
  triangleIndices,
  worldBounds,
} from './placed.ts';

/** Metres: what is larger than the one or smaller than the other is asked about. */
const LARGEST = 20;
const SMALLEST = 0.005;
/** Metres that products mostly measure: the middle on a scale of powers. */
const USUAL = 0.5;
/** Units that files are mistaken in, with how often: millimetres, centimetres, inches, feet; and the same mistakes made twice. */
const UNITS: [metres: number, weight: number][] = [
  [0.001, 4],
  [0.01, 3],
  [0.0254, 1.5],
  [0.3048, 0.6],
  [1000, 4],
  [100, 3],
  [39.37, 1],
  [10, 0.5],
];
/** Programs whose z is up, and who leave it so. */
const Z_UP = /cadquery|trimesh|open ?cascade|freecad|obj2gltf/i;
type Quaternion = [number, number, number, number];

/** The true size of what the document shows at rest, and what seems wrong with it; zeros when it shows nothing. */
export function measure(document: Document): Size {
  const bounds = worldBounds(document);
  const metres = extent(bounds);
  const size: Size = { mm: metres.map((length) => Math.round(length * 1e6) / 1e3) as Vec3 };
  const doubt = doubtOf(document, bounds, metres);
  return doubt ? { ...size, doubt } : size;
}

/** Sets a document right as its designer wishes; answers the size that it has then, and the doubts that are still open. */
export function putRight(document: Document, options: MakeOptions): Size {
  const { doubt } = measure(document);
  setRight(document, options);
  const after = measure(document);
  const { mm } = after;
  // Once a unit is chosen, what is still odd about the size is told in units of the file, as it came.
  const still = after.doubt?.why.startsWith('too-') ? after.doubt : undefined;
  if (options.unit !== 1)
    return still
      ? { mm, doubt: { ...still, units: still.units.map((unit) => unit * options.unit) } }
      : { mm };
  const answered = { 'flat-up': options.up !== 'y', 'off-floor': options.toFloor };
  return doubt && !answered[doubt.why as keyof typeof answered] ? { mm, doubt } : { mm };
}

/** Sets unit, upright axis, turn and pivot by one node above each scene's roots; none when all is right already. */
export function setRight(document: Document, options: MakeOptions): void {
  const root = document.getRoot();
  const first = root.getDefaultScene() ?? root.listScenes()[0];
  if (!first) return;
  const rotation = multiply(turned(options.turn), UPRIGHT[options.up]);
  const wrap = (scene: Scene): void => {
    const roots = scene.listChildren();
    const node = document.createNode('upright').setRotation(rotation);
    node.setScale([options.unit, options.unit, options.unit]);
    for (const child of roots) node.addChild(child);
    scene.addChild(node);
  };
  const still = options.unit === 1 && Math.abs(rotation[3]) > 1 - 1e-12;
  if (still && (!options.toFloor || onFloor(worldBounds(document)))) return;
  for (const scene of [first, ...root.listScenes().filter((scene) => scene !== first)])
    if (scene.listChildren().length > 0) wrap(scene);
  if (options.toFloor) {
    const shift = toFloor(worldBounds(document));
    for (const scene of root.listScenes()) scene.listChildren()[0]?.setTranslation(shift);
  }
  if (options.unit !== 1) scaleLengths(document, options.unit);
}

/**
 * What is told in metres of the world and not by the nodes: reach and strength of lights (so that what they light
 * looks the same), how far light goes in a medium, cameras. The thickness of a volume is told in the space of its
 * mesh (KHR_materials_volume), so the node above scales it already.
 */
function scaleLengths(document: Document, unit: number): void {
  const root = document.getRoot();
  for (const node of new Set(root.listExtensionsUsed().flatMap((used) => used.listProperties()))) {
    if (node.propertyType !== 'Light') continue;
    const light = node as Light;
    const range = light.getRange();
    if (range !== null) light.setRange(range * unit);
    if (light.getType() !== 'directional') light.setIntensity(light.getIntensity() * unit * unit);
  }
  for (const material of root.listMaterials()) {
    const volume = material.getExtension<Volume>('KHR_materials_volume');
    if (volume && Number.isFinite(volume.getAttenuationDistance()))
      volume.setAttenuationDistance(volume.getAttenuationDistance() * unit);
  }
  for (const camera of root.listCameras()) {
    camera.setZNear(camera.getZNear() * unit);
    const far = camera.getZFar();
    if (far !== null) camera.setZFar(far * unit);
    if (camera.getType() === 'orthographic')
      camera.setXMag(camera.getXMag() * unit).setYMag(camera.getYMag() * unit);
  }
}

function doubtOf(document: Document, bounds: Bounds, metres: Vec3): Size['doubt'] {
  const length = Math.max(...metres);
  if (!(length > 0)) return undefined;
  if (length > LARGEST) return { why: 'too-large', units: likelyUnits(length) };
  if (length < SMALLEST) return { why: 'too-small', units: likelyUnits(length) };
  if (standsOnZ(document, bounds, metres)) return { why: 'flat-up', units: [], up: 'z' };
  if (isFar(bounds, length)) return { why: 'off-floor', units: [] };
  return undefined;
}

function likelyUnits(length: number): number[] {
  const grows = length < SMALLEST;
  const score = ([metres, weight]: [number, number]): number =>
    Math.log(weight) - Math.log((length * metres) / USUAL) ** 2 / 6;
  return UNITS.filter(([metres]) => metres > 1 === grows)
    .filter(([metres]) => length * metres <= LARGEST && length * metres >= SMALLEST)
    .sort((a, b) => score(b) - score(a))
    .map(([metres]) => metres);
}

/**
 * Whether z points up in a file, though glTF says y: it stands on z = 0, is centred in x and y, is no plate, and rests
 * there on feet or a foot. What lies there with its whole side may as well hang on a wall, and is asked about only
 * where programs made it that know of no other axis. A wrong question costs trust.
 */
function standsOnZ(document: Document, { min, max }: Bounds, [width, height, depth]: Vec3): boolean {
  const slack = 0.01 * Math.max(width, height, depth);
  const centred = Math.abs(min[0] + max[0]) < 2 * slack && Math.abs(min[1] + max[1]) < 2 * slack;
  if (Math.abs(min[2]) > slack || !centred || depth < 0.4 * Math.min(width, height)) return false;
  const share = flatBelow(document, min[2] + slack) / (width * height);
  return share > 0.002 && (share < 0.45 || Z_UP.test(document.getRoot().getAsset().generator ?? ''));
}

/** Square metres, seen from above, of triangles that lie wholly under a height along z. */
function flatBelow(document: Document, height: number): number {
  let area = 0;
  for (const node of drawnNodes(document))
    for (const { primitive, points, matrices } of placedPrimitives(node, node.getMesh()!)) {
      const indices = triangleIndices(primitive);
      for (const matrix of matrices.slice(0, 64)) {
        const world = transformed(points, matrix);
        for (let at = 0; at < indices.length; at += 3) area += lowArea(world, indices, at, height);
      }
    }
  return area;
}

function lowArea(p: Float32Array, indices: Uint32Array, at: number, height: number): number {
  const [a, b, c] = [indices[at]! * 3, indices[at + 1]! * 3, indices[at + 2]! * 3];
  if (!(p[a + 2]! < height && p[b + 2]! < height && p[c + 2]! < height)) return 0;
  const side = (p[b]! - p[a]!) * (p[c + 1]! - p[a + 1]!);
  return Math.abs(side - (p[b + 1]! - p[a + 1]!) * (p[c]! - p[a]!)) / 2;
}

/** Whether the origin lies well outside of the thing. */
const isFar = ({ min, max }: Bounds, length: number): boolean =>
  min.some((low) => low > 0.25 * length) || max.some((high) => high < -0.25 * length);

function extent({ min, max }: Bounds): Vec3 {
  return [0, 1, 2].map((axis) => Math.max(0, max[axis]! - min[axis]!) || 0) as Vec3;
}

function toFloor({ min, max }: Bounds): Vec3 {
  if (!(max[0] >= min[0])) return [0, 0, 0];
  return [-(min[0] + max[0]) / 2, -min[1], -(min[2] + max[2]) / 2];
}

/** Half a ten-thousandth of its length is as near as the numbers of a file come. */
const onFloor = (bounds: Bounds): boolean =>
  Math.hypot(...toFloor(bounds)) <= 5e-5 * Math.max(...extent(bounds));

function turned(degrees: number): Quaternion {
  const half = (degrees * Math.PI) / 360;
  return [0, Math.sin(half), 0, Math.cos(half)];
}

function multiply(a: Quaternion, b: Quaternion): Quaternion {
  const [ax, ay, az, aw] = a;
  const [bx, by, bz, bw] = b;
  return [
    aw * bx + ax * bw + ay * bz - az * by,
    aw * by - ax * bz + ay * bw + az * bx,
    aw * bz + ax * by - ay * bx + az * bw,
    aw * bw - ax * bx - ay * by - az * bz,
  ];
}
