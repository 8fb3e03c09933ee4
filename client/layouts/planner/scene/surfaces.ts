import { PBRMaterial } from '@babylonjs/core/Materials/PBR/pbrMaterial';
import { StandardMaterial } from '@babylonjs/core/Materials/standardMaterial';
import { DynamicTexture } from '@babylonjs/core/Materials/Textures/dynamicTexture';
import { Color3 } from '@babylonjs/core/Maths/math.color';
import type { Scene } from '@babylonjs/core/scene';

/** Metres of floor and wall that one picture of their material covers. */
export const OAK_METRES = 2.4;
export const PLASTER_METRES = 3;
const PIXELS = 1024;
/** How much brighter a room is than what its products are lit by. */
const FILL = 1.62;
/** Boards across a picture of the floor. */
const BOARDS = 14;

/** What a neutral room is made of: freed with its scene. */
export type Surfaces = Record<'oak' | 'plaster' | 'ceiling' | 'paint' | 'door', PBRMaterial> &
  Record<'cut' | 'light' | 'shade' | 'mark', StandardMaterial>;

/** A row of numbers between 0 and 1 that is the same each time. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The materials of a neutral room: oak boards, lime plaster, painted wood. */
export function openSurfaces(scene: Scene): Surfaces {
  const solid = (
    name: string,
    [r, g, b]: readonly [number, number, number],
    roughness: number,
  ): PBRMaterial => {
    const material = new PBRMaterial(name, scene);
    material.albedoColor = new Color3(r, g, b);
    material.metallic = 0;
    // Light that walls and ceiling throw back and forth, which nothing here reckons.
    material.environmentIntensity = FILL;
    material.roughness = roughness;
    return material;
  };
  const painted = (
    name: string,
    roughness: number,
    paint: (ink: CanvasRenderingContext2D) => void,
  ): PBRMaterial => {
    const material = solid(name, [1, 1, 1], roughness);
    const texture = new DynamicTexture(name, PIXELS, scene, true);
    paint(texture.getContext() as CanvasRenderingContext2D);
    texture.update(false);
    texture.anisotropicFilteringLevel = 8;
    material.albedoTexture = texture;
    return material;
  };
  const glowing = (material: PBRMaterial, share: number): PBRMaterial => {
    material.emissiveColor = material.albedoColor.scale(share);
    return material;
  };
  const lit = (material: PBRMaterial, fill: number): PBRMaterial => {
    material.environmentIntensity = fill;
    return material;
  };
  const flat = (name: string, [r, g, b]: readonly [number, number, number], alpha = 1): StandardMaterial => {
    const material = new StandardMaterial(name, scene);
    material.disableLighting = true;
    material.emissiveColor = new Color3(r, g, b);
    material.alpha = alpha;
    return material;
  };
  const shade = flat('shade', [0.16, 0.12, 0.08]);
  shade.zOffset = -1;
  const mark = flat('mark', [0.69, 0.55, 0.34]);
  mark.backFaceCulling = false;
  mark.zOffset = -4;
  return {
    oak: lit(painted('oak', 0.55, paintOak), 1.15),
    plaster: painted('plaster', 0.94, paintPlaster),
    ceiling: glowing(solid('ceiling', [0.9, 0.885, 0.86], 1), 0.36),
    paint: solid('paint', [0.86, 0.845, 0.815], 0.5),
    cut: flat('cut', [0.33, 0.3, 0.26]),
    door: solid('door', [0.8, 0.775, 0.73], 0.45),
    light: flat('light', [0.98, 0.985, 1]),
    ...{ shade, mark },
  };
}

/** Oak boards of uneven tone and length, with their grain. */
function paintOak(ink: CanvasRenderingContext2D): void {
  const next = chance(7);
  const wide = PIXELS / BOARDS;
  for (let board = 0; board < BOARDS; board++) {
    let at = -next() * PIXELS * 0.6;
    while (at < PIXELS) {
      const long = PIXELS * (0.5 + next() * 0.35);
      const tone = next();
      ink.fillStyle = `hsl(${32 + tone * 4} ${25 + tone * 7}% ${50 + next() * 8}%)`;
      ink.fillRect(at, board * wide, long, wide);
      for (let line = 0; line < 16; line++) {
        ink.strokeStyle = `hsl(30 34% 38% / ${0.03 + next() * 0.07})`;
        ink.lineWidth = 0.6 + next() * 1.6;
        const y = board * wide + next() * wide;
        const sway = (next() - 0.5) * 6;
        ink.beginPath();
        ink.moveTo(at, y);
        ink.bezierCurveTo(at + long * 0.3, y + sway, at + long * 0.7, y - sway, at + long, y + sway / 2);
        ink.stroke();
      }
      ink.fillStyle = 'hsl(30 30% 24% / 0.5)';
      ink.fillRect(at + long - 1, board * wide, 1.2, wide);
      at += long;
    }
    ink.fillStyle = 'hsl(30 30% 24% / 0.45)';
    ink.fillRect(0, board * wide, PIXELS, 1.2);
  }
}

/** Lime plaster: nearly even, with the sweep of the trowel. */
function paintPlaster(ink: CanvasRenderingContext2D): void {
  const next = chance(3);
  ink.fillStyle = 'hsl(40 24% 89%)';
  ink.fillRect(0, 0, PIXELS, PIXELS);
  for (let sweep = 0; sweep < 420; sweep++) {
    const [x, y, size] = [next() * PIXELS, next() * PIXELS, 40 + next() * 150];
    const soft = ink.createRadialGradient(x, y, 0, x, y, size);
    const tone = next() > 0.5 ? '40 26% 94%' : '36 18% 80%';
    soft.addColorStop(0, `hsl(${tone} / 0.055)`);
    soft.addColorStop(1, `hsl(${tone} / 0)`);
    ink.fillStyle = soft;
    ink.fillRect(x - size, y - size, 2 * size, 2 * size);
  }
}
