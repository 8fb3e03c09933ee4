import type { Mesh } from '@babylonjs/core/Meshes/mesh';
import type { Scene } from '@babylonjs/core/scene';
import type { Opening, RoomPlan } from '../../../../shared/model/layout.ts';
import type { Wall } from '../../snapping.ts';
import { wallLength, wallsOf } from '../roomPlan.ts';
import { addBox, type Faces, openFaces, type Vec } from './faces.ts';
import { OAK_METRES, PLASTER_METRES, type Surfaces } from './surfaces.ts';
import { triangles } from './triangles.ts';
import { wallPanels } from './wallPanels.ts';

/** Metres of a wall's thickness, of its skirting, and of the soft shade along its foot. */
const THICK = 0.14;
const SKIRTING = { high: 0.08, deep: 0.014 };
const SHADE = { metres: 0.55, dark: 0.2 };
const FRAME = { wide: 0.055, deep: 0.07 };

/** A room in a scene. `casters` keep the sun out; what is `unlit` is too thin for its shadows. */
export type RoomBody = { casters: Mesh[]; unlit: Mesh[]; dispose(): void };

/** A place by metres along a wall, above the floor and into the room. */
type At = (along: number, up: number, into: number) => Vec;

/** Builds a room that is seen into from all sides: what faces away from who looks is not there. */
export function buildRoom(room: RoomPlan, surfaces: Surfaces, scene: Scene): RoomBody {
  const walls = wallsOf(room);
  // Corners that go around the other way turn all faces along the walls over.
  const [{ from: a, to: b, nx, nz }] = walls as [Wall];
  const isTurned = (b[0] - a[0]) * nz - (b[1] - a[1]) * nx < 0;
  const along = () => openFaces(isTurned);
  const set = {
    ...{ floor: openFaces(), ceiling: openFaces(), cut: openFaces(), walls: along(), shade: along() },
    ...{ paint: along(), door: along(), light: along() },
  };
  addFloor(room, set.floor, set.ceiling);
  walls.forEach((wall, index) => {
    const length = wallLength(room, index);
    const at = placeAlong(wall, length);
    addWall(room, index, at, set.walls);
    addShade(at, length, set.shade);
    addCut(wall, walls, index, room.height, set.cut);
    const doors = room.openings.filter((one) => one.wall === index && one.kind === 'door');
    for (const [from, to] of between(length, doors))
      addBox(set.paint, at, [from, to], [0, SKIRTING.high], [0, SKIRTING.deep]);
    for (const opening of room.openings.filter((one) => one.wall === index)) addOpening(opening, at, set);
  });
  const meshes = [
    dressed(set.floor, 'floor', surfaces.oak),
    dressed(set.ceiling, 'ceiling', surfaces.ceiling),
    dressed(set.walls, 'walls', surfaces.plaster),
    dressed(set.cut, 'cut', surfaces.cut),
    dressed(set.shade, 'shade', surfaces.shade),
    dressed(set.paint, 'painted', surfaces.paint),
    dressed(set.door, 'doors', surfaces.door),
    dressed(set.light, 'panes', surfaces.light),
  ];
  function dressed(faces: Faces, name: string, material: Mesh['material']): Mesh {
    const mesh = faces.mesh(name, scene);
    mesh.material = material;
    mesh.receiveShadows = name === 'floor' || name === 'walls';
    return mesh;
  }
  const named = (...names: string[]): Mesh[] => meshes.filter(({ name }) => names.includes(name));
  return {
    casters: named('walls', 'ceiling', 'painted', 'doors'),
    unlit: named('painted', 'doors'),
    dispose() {
      for (const mesh of meshes) mesh.dispose();
    },
  };
}

function placeAlong({ from, to, nx, nz }: Wall, length: number): At {
  const [dx, dz] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  return (along, up, into) => [from[0] + dx * along + nx * into, up, from[1] + dz * along + nz * into];
}

function addFloor({ corners, height }: RoomPlan, floor: Faces, ceiling: Faces): void {
  const cut = triangles(corners);
  for (let at = 0; at < cut.length; at += 3) {
    const [a, b, c] = [corners[cut[at]!]!, corners[cut[at + 1]!]!, corners[cut[at + 2]!]!];
    const uv = [a, b, c].map(([x, z]) => [x / OAK_METRES, z / OAK_METRES] as const);
    floor.triangle([c[0], 0, c[1]], [b[0], 0, b[1]], [a[0], 0, a[1]], uv.toReversed());
    ceiling.triangle([a[0], height, a[1]], [b[0], height, b[1]], [c[0], height, c[1]], uv);
  }
}

function addWall(room: RoomPlan, index: number, at: At, walls: Faces): void {
  for (const { from, to, bottom, top } of wallPanels(room, index)) {
    const uv = [
      [from, bottom],
      [to, bottom],
      [to, top],
      [from, top],
    ].map(([u, v]) => [u! / PLASTER_METRES, v! / PLASTER_METRES] as const);
    walls.quad([at(from, bottom, 0), at(to, bottom, 0), at(to, top, 0), at(from, top, 0)], uv);
  }
}

function addShade(at: At, length: number, shade: Faces): void {
  const dark = [SHADE.dark, SHADE.dark, 0, 0];
  const up = 0.003;
  shade.quad(
    [at(length, up, 0), at(0, up, 0), at(0, up, SHADE.metres), at(length, up, SHADE.metres)],
    undefined,
    dark,
  );
  const high = 0.4;
  shade.quad(
    [at(0, 0, 0.004), at(length, 0, 0.004), at(length, high, 0.004), at(0, high, 0.004)],
    undefined,
    [SHADE.dark * 0.6, SHADE.dark * 0.6, 0, 0],
  );
}

/** The cut through a wall's top, as a plan shows it: mitred with its neighbours. */
function addCut(wall: Wall, walls: readonly Wall[], index: number, height: number, cut: Faces): void {
  const count = walls.length;
  const corner = (point: readonly [number, number], a: Wall, b: Wall): Vec => {
    const [nx, nz] = [a.nx + b.nx, a.nz + b.nz];
    const share = Math.max(0.35, (nx * a.nx + nz * a.nz) / 1);
    return [point[0] - (nx / share) * THICK, height, point[1] - (nz / share) * THICK];
  };
  const [before, after] = [walls[(index + count - 1) % count]!, walls[(index + 1) % count]!];
  const [a, b]: [Vec, Vec] = [
    [wall.from[0], height, wall.from[1]],
    [wall.to[0], height, wall.to[1]],
  ];
  const [outerA, outerB] = [corner(wall.from, before, wall), corner(wall.to, wall, after)];
  const quad = [a, b, outerB, outerA] as const;
  const up = (b[0] - a[0]) * (outerA[2] - a[2]) - (b[2] - a[2]) * (outerA[0] - a[0]);
  cut.quad(up < 0 ? [quad[0], quad[1], quad[2], quad[3]] : [quad[3], quad[2], quad[1], quad[0]]);
}

/** The stretches of a wall beside its doors. */
function between(length: number, doors: readonly Opening[]): [number, number][] {
  const found: [number, number][] = [];
  let from = 0;
  for (const door of [...doors].sort((a, b) => a.from - b.from)) {
    if (door.from > from) found.push([from, door.from]);
    from = door.from + door.width;
  }
  return from < length ? [...found, [from, length]] : found;
}

type Set = Record<'walls' | 'paint' | 'door' | 'light', Faces>;

function addOpening({ kind, from, width, bottom, top }: Opening, along: At, set: Set): void {
  const to = from + width;
  const at = along;
  // The wall's thickness, seen around the hole.
  set.walls.quad([at(from, bottom, -THICK), at(from, bottom, 0), at(from, top, 0), at(from, top, -THICK)]);
  set.walls.quad([at(to, bottom, 0), at(to, bottom, -THICK), at(to, top, -THICK), at(to, top, 0)]);
  set.walls.quad([at(from, top, 0), at(to, top, 0), at(to, top, -THICK), at(from, top, -THICK)]);
  set.walls.quad([at(from, bottom, -THICK), at(to, bottom, -THICK), at(to, bottom, 0), at(from, bottom, 0)]);
  const [back, front] = [-THICK, -THICK + FRAME.deep];
  const { wide } = FRAME;
  addBox(set.paint, at, [from, from + wide], [bottom, top], [back, front]);
  addBox(set.paint, at, [to - wide, to], [bottom, top], [back, front]);
  addBox(set.paint, at, [from + wide, to - wide], [top - wide, top], [back, front]);
  if (kind === 'door') {
    addBox(set.door, at, [from + wide, to - wide], [0.005, top - wide], [back + 0.02, back + 0.06]);
    const knob = to - wide - 0.09;
    addBox(set.paint, at, [knob - 0.06, knob + 0.05], [1.02, 1.045], [back + 0.06, back + 0.1]);
    return;
  }
  addBox(set.paint, at, [from + wide, to - wide], [bottom, bottom + wide], [back, front]);
  // A sill that comes into the room a little.
  addBox(set.paint, at, [from - 0.03, to + 0.03], [bottom - 0.03, bottom], [-THICK + FRAME.deep, 0.04]);
  for (const bar of barsOf(width))
    addBox(set.paint, at, [from + bar - 0.02, from + bar + 0.02], [bottom, top], [back, front]);
  set.light.quad([
    at(from, bottom, back + 0.02),
    at(to, bottom, back + 0.02),
    at(to, top, back + 0.02),
    at(from, top, back + 0.02),
  ]);
}

/** Where the bars of a window stand: wings are no wider than a metre. */
function barsOf(width: number): number[] {
  const wings = Math.max(1, Math.round(width / 0.9));
  return Array.from({ length: wings - 1 }, (_, n) => ((n + 1) * width) / wings);
}
