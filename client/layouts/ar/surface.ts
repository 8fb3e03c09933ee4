import type { Mount } from '../../../shared/model/layout.ts';
import type { Wall } from '../snapping.ts';
import type { ArSession } from './session.ts';

/** A place on a surface of the room: where, which way the surface looks, and what can be put on it. */
export type Spot = { mount: Mount; x: number; y: number; z: number; nx: number; ny: number; nz: number };

/** Finds the surfaces of the room at which the device, or what is held, points. */
export type Surfaces = {
  /** What is pointed at in this frame; undefined while there is nothing. */
  readonly spot: Spot | undefined;
  /** The walls that the device knows. */
  walls(): Wall[];
  /** Reads this frame. */
  read(frame: XRFrame): void;
  /** Points with a hand or controller instead of the middle of the picture. */
  pointWith(space: XRSpace | undefined): void;
  dispose(): void;
};

/** Share of the upright from which a surface lies flat, and up to which it stands. */
const FLAT = 0.85;
const UPRIGHT = 0.3;
/** Metres from a plane that the device knows within which a hit is taken to lie on it. */
const ON_PLANE = 0.03;
/** Milliseconds between two looks at all planes. */
const PLANES_MS = 500;

type Plane = { x: number; y: number; z: number; nx: number; ny: number; nz: number; ends: Wall | undefined };

/** Opens the search for surfaces. */
export function openSurfaces(ar: ArSession): Surfaces {
  const { session } = ar;
  let source: XRHitTestSource | undefined;
  let asked: XRSpace | undefined;
  let spot: Spot | undefined;
  let planes: Plane[] = [];
  let planesAt = 0;
  let disposed = false;

  const ask = async (space: XRSpace): Promise<void> => {
    asked = space;
    const next = await session
      .requestHitTestSource?.({ space } as XRHitTestOptionsInit)
      .catch(() => undefined);
    if (!next || disposed || asked !== space) return next?.cancel();
    source?.cancel();
    source = next;
  };
  const viewer = session.requestReferenceSpace('viewer');
  const fromViewer = async (): Promise<void> => {
    const space = await viewer;
    if (!disposed) await ask(space);
  };
  void fromViewer();

  const readPlanes = (frame: XRFrame): void => {
    const found = (frame as unknown as { detectedPlanes?: Iterable<XRPlane> }).detectedPlanes;
    if (!found) return;
    const eye = frame.getViewerPose(ar.space)?.transform.position;
    if (!eye) return;
    planes = [];
    for (const plane of found) {
      const pose = frame.getPose(plane.planeSpace, ar.space);
      if (pose) planes.push(planeOf(plane, pose.transform.matrix, eye));
    }
  };
  return {
    get spot() {
      return spot;
    },
    walls: () => planes.flatMap(({ ends }) => (ends ? [ends] : [])),
    read(frame) {
      const now = performance.now();
      if (ar.offers('plane-detection') && now - planesAt > PLANES_MS) {
        planesAt = now;
        readPlanes(frame);
      }
      spot = undefined;
      if (!source) return;
      for (const hit of hitsOf(frame, source)) {
        const pose = hit.getPose(ar.space);
        if (!pose) continue;
        spot = spotOf(pose.transform.matrix, planes);
        if (spot) return;
      }
    },
    pointWith(space) {
      if (space === asked) return;
      if (space) void ask(space);
      else void fromViewer();
    },
    dispose() {
      disposed = true;
      source?.cancel();
      source = undefined;
    },
  };
}

/** What a source hits in this frame; a source that is younger than the frame has nothing yet, and says so loudly. */
function hitsOf(frame: XRFrame, source: XRHitTestSource): readonly XRHitTestResult[] {
  try {
    return frame.getHitTestResults(source);
  } catch {
    return [];
  }
}

/** The upward axis of a hit is the way its surface looks. */
function spotOf(matrix: Float32Array, planes: readonly Plane[]): Spot | undefined {
  const [nx, ny, nz] = [matrix[4]!, matrix[5]!, matrix[6]!];
  const mount = mountOn(ny);
  if (!mount) return undefined;
  const spot: Spot = { mount, x: matrix[12]!, y: matrix[13]!, z: matrix[14]!, nx, ny, nz };
  const plane = planes.find((one) => isOn(one, spot));
  return plane ? laidOn(plane, spot) : spot;
}

const mountOn = (ny: number): Mount | undefined =>
  ny > FLAT ? 'floor' : ny < -FLAT ? 'ceiling' : Math.abs(ny) < UPRIGHT ? 'wall' : undefined;

const awayFrom = (plane: Plane, { x, y, z }: Spot): number =>
  (x - plane.x) * plane.nx + (y - plane.y) * plane.ny + (z - plane.z) * plane.nz;

const isOn = (plane: Plane, spot: Spot): boolean =>
  plane.nx * spot.nx + plane.ny * spot.ny + plane.nz * spot.nz > FLAT &&
  Math.abs(awayFrom(plane, spot)) < ON_PLANE;

/** Single hits tremble; a plane is known from many. */
function laidOn(plane: Plane, spot: Spot): Spot {
  const { nx, ny, nz } = plane;
  const away = awayFrom(plane, spot);
  return {
    mount: spot.mount,
    x: spot.x - nx * away,
    y: spot.y - ny * away,
    z: spot.z - nz * away,
    nx,
    ny,
    nz,
  };
}

/** Devices differ in which side of a plane they call its face: it is the one that is seen. */
function planeOf({ polygon }: XRPlane, m: Float32Array, eye: { x: number; y: number; z: number }): Plane {
  const [x, y, z] = [m[12]!, m[13]!, m[14]!];
  const seen = (eye.x - x) * m[4]! + (eye.y - y) * m[5]! + (eye.z - z) * m[6]!;
  const side = seen < 0 ? -1 : 1;
  const plane = { x, y, z, nx: m[4]! * side, ny: m[5]! * side, nz: m[6]! * side };
  return { ...plane, ends: mountOn(plane.ny) === 'wall' ? wallOf(plane, polygon, m) : undefined };
}

/** The foot of an upright plane: its two ends on the floor, in the order in which its room lies to the left. */
function wallOf(
  { nx, nz }: { nx: number; nz: number },
  polygon: readonly DOMPointReadOnly[],
  m: Float32Array,
): Wall | undefined {
  const length = Math.hypot(nx, nz);
  const [ux, uz] = [nz / length, -nx / length];
  let least = Infinity;
  let most = -Infinity;
  for (const { x, y, z } of polygon) {
    const px = m[0]! * x + m[4]! * y + m[8]! * z;
    const pz = m[2]! * x + m[6]! * y + m[10]! * z;
    const along = px * ux + pz * uz;
    least = Math.min(least, along);
    most = Math.max(most, along);
  }
  if (!(most > least)) return undefined;
  const at = (along: number): [number, number] => [m[12]! + ux * along, m[14]! + uz * along];
  return { from: at(least), to: at(most), nx: nx / length, nz: nz / length };
}
