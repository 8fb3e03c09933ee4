import { Constants } from '@babylonjs/core/Engines/constants';
import { Effect } from '@babylonjs/core/Materials/effect';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import { Mesh } from '@babylonjs/core/Meshes/mesh';
import { VertexData } from '@babylonjs/core/Meshes/mesh.vertexData';
import fragment from '../../shaders/screenLight.fragment.fx?raw';
import vertex from '../../shaders/screenLight.vertex.fx?raw';
import { insidePolygon } from '../../shared/model/geometry.ts';
import type { Scene as SceneData } from '../../shared/model/scene.ts';
import type { Ground } from '../world/ground.ts';
import { openShaderMaterial } from '../world/shaderMaterial.ts';
import type { World } from '../world/world.ts';

/** What a screen throws on people: where it hangs, where it shines, and its mean colour times its area (linear). */
export type ScreenGlow = { at: Vector3; facing: Vector3; colour: Vector3 };

/** A screen's light on the floor and on people; the picture is looked at a few times a second. */
export type ScreenLight = { dispose(): void };

/** Cells of the picture, across and up. */
const ACROSS = 4;
const UP = 2;
/** Seconds between two looks at the picture, and how fast the light follows: share per second, exponential. */
const LOOK_SECONDS = 0.25;
/** How many times as long as a look took the next one waits: without a graphics card a frame of film costs tens of milliseconds. */
const PAUSE = 30;
const EASE = 7;
/** Screen widths to which the light reaches, and points of the floor's net along each edge. */
const REACH_WIDTHS = 1.9;
const NET = 22;
/** Metres above the floor. */
const LIFT_METRES = 0.007;
/** How much of the light one sees on the floor, by the room's mood: by day it is lost in the sun's. */
const STRENGTH = { day: 0.55, evening: 1.7 } as const;
/** The same for people. */
const ON_PEOPLE = { day: 0.25, evening: 0.6 } as const;

/** No light yet, for a scene's main screen. */
export function newGlow(data: Pick<SceneData, 'screens'>): ScreenGlow {
  const screen = data.screens[0];
  const yaw = screen?.yaw ?? 0;
  return {
    at: Vector3.FromArray(screen?.centre ?? [0, 0, 0]),
    facing: new Vector3(-Math.sin(yaw), 0, -Math.cos(yaw)),
    colour: Vector3.Zero(),
  };
}

/** Lights the floor before the main screen by what it shows, and writes `glow` for people. `picture` is what it shows now. */
export function openScreenLight(
  world: World,
  data: Pick<SceneData, 'screens' | 'walkable' | 'mood'>,
  ground: Ground,
  glow: ScreenGlow,
  picture: () => HTMLVideoElement | HTMLImageElement | undefined,
): ScreenLight {
  const screen = data.screens[0]!;
  const { scene } = world;
  Effect.ShadersStore.screenLightVertexShader = vertex;
  Effect.ShadersStore.screenLightFragmentShader = fragment;
  const material = openShaderMaterial('screen light', scene, 'screenLight', {
    attributes: ['position'],
    uniforms: ['viewProjection', 'cells', 'centre', 'aside', 'up', 'facing', 'strength', 'reach'],
    needAlphaBlending: true,
  });
  material.alphaMode = Constants.ALPHA_ADD;
  material.disableDepthWrite = true;
  material.backFaceCulling = false;
  material.zOffset = -1;
  const right = new Vector3(-Math.cos(screen.yaw), 0, Math.sin(screen.yaw));
  material.setVector3('centre', glow.at);
  material.setVector3('aside', right.scale(screen.width / 2));
  material.setVector3('up', new Vector3(0, screen.height / 2, 0));
  material.setVector3('facing', glow.facing);
  material.setFloat('strength', STRENGTH[data.mood]);
  const reach = screen.width * REACH_WIDTHS;
  material.setFloat('reach', reach);
  const mesh = floorNet(world, data, ground, glow, right, reach);
  mesh.material = material;

  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [ACROSS, UP];
  const pen = canvas.getContext('2d', { willReadFrequently: true })!;
  const wanted = new Float32Array(ACROSS * UP * 3);
  const cells: number[] = new Array<number>(wanted.length).fill(0);
  const onPeople = (screen.width * screen.height * ON_PEOPLE[data.mood]) / (ACROSS * UP);
  let wait = 0;
  const look = (): void => {
    const shown = picture();
    if (!shown) return void wanted.fill(0);
    pen.drawImage(shown, 0, 0, ACROSS, UP);
    const { data: pixels } = pen.getImageData(0, 0, ACROSS, UP);
    for (let cell = 0; cell < ACROSS * UP; cell++) {
      const from = ((UP - 1 - Math.floor(cell / ACROSS)) * ACROSS + (cell % ACROSS)) * 4;
      for (let part = 0; part < 3; part++)
        wanted[cell * 3 + part] = ((pixels[from + part] ?? 0) / 255) ** 2.2;
    }
  };
  const undo = world.onFrame((seconds) => {
    wait -= seconds;
    if (wait <= 0) {
      const begun = performance.now();
      look();
      wait = Math.max(LOOK_SECONDS, ((performance.now() - begun) / 1000) * PAUSE);
    }
    const share = 1 - Math.exp(-EASE * seconds);
    let [red, green, blue] = [0, 0, 0];
    for (let at = 0; at < cells.length; at += 3) {
      for (let part = at; part < at + 3; part++) cells[part]! += (wanted[part]! - cells[part]!) * share;
      red += cells[at]!;
      green += cells[at + 1]!;
      blue += cells[at + 2]!;
    }
    glow.colour.set(red * onPeople, green * onPeople, blue * onPeople);
    material.setArray3('cells', cells);
  });
  return {
    dispose() {
      undo();
      glow.colour.setAll(0);
      material.dispose();
      mesh.dispose();
    },
  };
}

/** The floor before a screen, cut to the room's outline; it follows steps. */
function floorNet(
  world: World,
  { walkable, screens }: Pick<SceneData, 'walkable' | 'screens'>,
  ground: Ground,
  { at, facing }: ScreenGlow,
  right: Vector3,
  reach: number,
): Mesh {
  const positions: number[] = [];
  const indices: number[] = [];
  const half = Math.max(reach * 0.8, screens[0]!.width);
  for (let row = 0; row <= NET; row++)
    for (let column = 0; column <= NET; column++) {
      const aside = ((column / NET) * 2 - 1) * half;
      const ahead = (row / NET) * reach;
      const x = at.x + right.x * aside + facing.x * ahead;
      const z = at.z + right.z * aside + facing.z * ahead;
      positions.push(x, ground.height(x, z) + LIFT_METRES, z);
      if (row === NET || column === NET) continue;
      const [middleX, middleZ] = [
        x + (right.x * half + facing.x * (reach / 2)) / NET,
        z + (right.z * half + facing.z * (reach / 2)) / NET,
      ];
      if (!insidePolygon(walkable.outline, middleX, middleZ)) continue;
      const first = row * (NET + 1) + column;
      indices.push(first, first + 1, first + NET + 1, first + 1, first + NET + 2, first + NET + 1);
    }
  const mesh = new Mesh('screen light', world.scene);
  Object.assign(new VertexData(), { positions, indices }).applyToMesh(mesh);
  mesh.isPickable = false;
  mesh.freezeWorldMatrix();
  return mesh;
}
