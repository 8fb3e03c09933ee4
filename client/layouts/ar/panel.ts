import { StandardMaterial } from '@babylonjs/core/Materials/standardMaterial';
import { DynamicTexture } from '@babylonjs/core/Materials/Textures/dynamicTexture';
import { Color3 } from '@babylonjs/core/Maths/math.color';
import { CreatePlane } from '@babylonjs/core/Meshes/Builders/planeBuilder';
import { effect } from '@preact/signals';
import type { Product } from '../../../shared/model/catalogue.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import { formatMoney } from '../../../shared/model/money.ts';
import { language, t, writing } from '../../ui/i18n.ts';
import { sayError } from '../../ui/toast.tsx';
import type { Sight } from '../sight.ts';
import { hintOf } from './hints.ts';
import { type ArParts, addAll, removeChosen } from './parts.ts';
import type { Placing } from './placing.ts';
import type { RoomView } from './view.ts';

/** Metres of the board and pixels of its picture. */
const BOARD = { width: 0.56, height: 0.7 } as const;
const PIXELS = { width: 896, height: 1120 } as const;
const PAD = 48;
const ROW = 84;
/** Pieces and products that are listed at a time. */
const LISTED = 4;
/** Where it hangs: metres away and below the eyes, radians to the left. */
const AT = { away: 0.95, below: 0.25, aside: 0.62 } as const;
const INK = '#1b1a17';
const QUIET = '#5d574d';
const FONT = '"Inter Variable", "Noto Sans Arabic Variable", "Noto Sans SC Variable", system-ui, sans-serif';

/** What can be pressed, in pixels of the picture. */
type Press = { x: number; y: number; width: number; height: number; run(): void; name?: Named | undefined };
type Named = 'cart' | 'leave';

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

type Shown = {
  view: RoomView;
  placing: Placing;
  parts: ArParts;
  shelf: Product[];
  choosing: boolean;
  setChoosing(on: boolean): void;
};

function paint(texture: DynamicTexture, shown: Shown): Press[] {
  const { view, placing, parts, shelf, choosing, setChoosing } = shown;
  const pen = texture.getContext() as CanvasRenderingContext2D;
  const presses: Press[] = [];
  const { width, height } = PIXELS;
  const rtl = document.documentElement.dir === 'rtl';
  pen.clearRect(0, 0, width, height);
  pen.fillStyle = 'rgb(247 244 238 / 0.96)';
  pen.beginPath();
  pen.roundRect(0, 0, width, height, 40);
  pen.fill();
  pen.direction = rtl ? 'rtl' : 'ltr';
  const edge = rtl ? width - PAD : PAD;
  const far = rtl ? PAD : width - PAD;
  const write = (
    text: string,
    x: number,
    y: number,
    size: number,
    weight: number,
    colour: string,
    end = false,
  ): void => {
    pen.font = `${weight} ${size}px ${FONT}`;
    pen.fillStyle = colour;
    pen.textAlign = end ? 'end' : 'start';
    pen.fillText(text, x, y, width - PAD * 2);
  };
  const button = (
    text: string,
    y: number,
    run: () => void,
    strong = false,
    half?: 0 | 1,
    name?: Named,
  ): void => {
    const wide = half === undefined ? width - PAD * 2 : (width - PAD * 2 - 16) / 2;
    const x = half === 1 ? PAD + wide + 16 : PAD;
    pen.fillStyle = strong ? INK : '#e6dfd2';
    pen.beginPath();
    pen.roundRect(x, y, wide, ROW - 12, 20);
    pen.fill();
    pen.font = `550 32px ${FONT}`;
    pen.fillStyle = strong ? '#f7f4ee' : INK;
    pen.textAlign = 'center';
    pen.fillText(text, x + wide / 2, y + 47, wide - 32);
    presses.push({ x, y, width: wide, height: ROW - 12, run, name });
  };
  const nameOf = (slug: string): string => {
    const sheet = placing.sheets.get(slug);
    return sheet ? inLanguage(sheet.name, language.value) : slug;
  };
  write(hintOf(placing, view), edge, 84, 34, 550, INK);
  let y = 120;
  if (choosing) {
    for (const product of shelf.slice(0, 8)) {
      button(inLanguage(product.name, language.value), y, () => {
        void placing.take(product.slug).then(() => {
          const held = placing.held.value;
          if (held) void view.prefetch(held.product, held.sku);
        }, sayError);
        setChoosing(false);
      });
      y += ROW;
    }
    button(t('ar.done'), height - PAD - ROW + 12, () => setChoosing(false));
  } else {
    const pieces = placing.plan.pieces();
    for (const piece of pieces.slice(-LISTED)) {
      write(nameOf(piece.product), edge, y + 44, 32, 450, INK);
      write(formatMoney(piece.price, writing.value), far, y + 44, 32, 450, QUIET, true);
      y += 64;
    }
    const total = placing.plan.total();
    if (total) {
      write(t('ar.count', { count: pieces.length }), edge, y + 52, 32, 550, QUIET);
      write(formatMoney(total, writing.value), far, y + 52, 40, 650, INK, true);
      y += 84;
    }
    y = Math.max(y, height - PAD - ROW * 5 + 12);
    if (placing.chosen.value) {
      button(t('ar.turnLeft'), y, () => placing.turn(Math.PI / 12), false, 0);
      button(t('ar.remove'), y, () => removeChosen(placing), false, 1);
    } else button(t('ar.measure'), y, () => view.setMeasuring(!view.measuring.value));
    button(t('ar.undo'), y + ROW, () => placing.plan.undo());
    button(t('ar.add'), y + ROW * 2, () => setChoosing(true));
    if (total) {
      button(t('ar.addAll'), y + ROW * 3, () => void addAll(parts, placing), true, undefined, 'cart');
      button(
        t('ar.panelPay'),
        y + ROW * 4,
        () => void view.end().then(parts.openCart),
        false,
        undefined,
        'leave',
      );
    } else button(t('ar.leave'), y + ROW * 4, () => void view.end());
  }
  texture.update(true);
  return presses;
}
