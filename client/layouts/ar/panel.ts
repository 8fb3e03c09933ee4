import { StandardMaterial } from '@babylonjs/core/Materials/standardMaterial';
import { DynamicTexture } from '@babylonjs/core/Materials/Textures/dynamicTexture';
import { Color3 } from '@babylonjs/core/Maths/math.color';
import { CreatePlane } from '@babylonjs/core/Meshes/Builders/planeBuilder';
import { effect } from '@preact/signals';
import type { Product } from '../../../shared/model/catalogue.ts';
import { language } from '../../ui/i18n.ts';
import { sayError } from '../../ui/toast.tsx';
import type { Sight } from '../sight.ts';
import { type Named, PIXELS, type Press, paint } from './panelPaint.ts';
import type { ArParts } from './parts.ts';
import type { Placing } from './placing.ts';
import type { RoomView } from './view.ts';

/** Metres of the board and pixels of its picture. */
const BOARD = { width: 0.56, height: 0.7 } as const;
/** Where it hangs: metres away and below the eyes, radians to the left. */
const AT = { away: 0.95, below: 0.25, aside: 0.62 } as const;

/** The board as it hangs in the room. */
export type Panel = {
  /** Where the middle of a button is. */
  where(name: Named): [x: number, y: number, z: number] | undefined;
};

/** A board in the room for devices on which the page can't lie over the picture: pieces, total, more products, the cart. */
export function openPanel(view: RoomView, placing: Placing, parts: ArParts): Panel {
  const { scene } = view.room;
  const texture = new DynamicTexture('board', PIXELS, scene, true);
  const board = CreatePlane('board', { ...BOARD }, scene);
  const material = new StandardMaterial('board', scene);
  material.disableLighting = true;
  material.emissiveColor = Color3.White();
  material.diffuseTexture = texture;
  material.emissiveTexture = texture;
  material.diffuseTexture.hasAlpha = true;
  material.useAlphaFromDiffuseTexture = true;
  material.backFaceCulling = false;
  board.material = material;
  board.setEnabled(false);
  let presses: Press[] = [];
  let shelf: Product[] = [];
  let choosing = false;
  const draw = (): void => {
    presses = paint(texture, { view, placing, parts, shelf, choosing, setChoosing });
  };
  const setChoosing = (on: boolean): void => {
    choosing = on;
    draw();
    if (!on || shelf.length > 0) return;
    void parts.find('').then((found) => {
      shelf = found;
      draw();
    }, sayError);
  };
  const stop = effect(() => {
    void [placing.pieces.value, placing.chosen.value, placing.held.value, view.looking.value];
    void [view.measured.value, parts.cartCount.value, language.value];
    draw();
  });
  view.ar.onEnd(stop);
  let hung = false;
  view.ar.onFrame(() => {
    if (hung || !view.ar.tracked) return;
    hung = true;
    const { matrix: m } = view.eyes;
    const ahead = Math.atan2(-m[8]!, -m[10]!) + AT.aside;
    board.position.set(
      m[12]! + Math.sin(ahead) * AT.away,
      m[13]! - AT.below,
      m[14]! + Math.cos(ahead) * AT.away,
    );
    // The plane's face looks along -z of its own.
    board.rotation.y = ahead + Math.PI;
    board.setEnabled(true);
  });
  view.setBefore((sight) => {
    const at = meet(sight, board.position, board.rotation.y);
    if (!at || !hung) return false;
    const press = presses.find(
      ({ x, y, width, height }) => at.x >= x && at.x <= x + width && at.y >= y && at.y <= y + height,
    );
    press?.run();
    return true;
  });
  return {
    where(name) {
      const press = presses.find((one) => one.name === name);
      if (!press || !hung) return undefined;
      const u = ((press.x + press.width / 2) / PIXELS.width - 0.5) * BOARD.width;
      const v = (0.5 - (press.y + press.height / 2) / PIXELS.height) * BOARD.height;
      const { x, y, z } = board.position;
      const yaw = board.rotation.y;
      return [x + u * Math.cos(yaw), y + v, z - u * Math.sin(yaw)];
    },
  };
}

/** Where a sight meets the board, in pixels of its picture. */
function meet(
  sight: Sight,
  at: { x: number; y: number; z: number },
  yaw: number,
): { x: number; y: number } | undefined {
  const [nx, nz] = [Math.sin(yaw), Math.cos(yaw)];
  const toward = sight.dx * nx + sight.dz * nz;
  if (toward > -1e-6) return undefined;
  const metres = ((at.x - sight.x) * nx + (at.z - sight.z) * nz) / toward;
  const x = sight.x + sight.dx * metres - at.x;
  const z = sight.z + sight.dz * metres - at.z;
  const y = sight.y + sight.dy * metres - at.y;
  const u = (x * nz - z * nx) / BOARD.width + 0.5;
  const v = 0.5 - y / BOARD.height;
  if (u < 0 || u > 1 || v < 0 || v > 1) return undefined;
  return { x: u * PIXELS.width, y: v * PIXELS.height };
}
