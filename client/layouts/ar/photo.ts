import '@babylonjs/core/Engines/Extensions/engine.renderTarget';
import { FreeCamera } from '@babylonjs/core/Cameras/freeCamera';
import { Constants } from '@babylonjs/core/Engines/constants';
import { RenderTargetTexture } from '@babylonjs/core/Materials/Textures/renderTargetTexture';
import { Color4 } from '@babylonjs/core/Maths/math.color';
import { Matrix, Quaternion, Vector3 } from '@babylonjs/core/Maths/math.vector';
import { inLanguage } from '../../../shared/model/localText.ts';
import { formatMoney } from '../../../shared/model/money.ts';
import { language, writing } from '../../ui/i18n.ts';
import type { Piece } from '../plan.ts';
import { cameraPicture } from './cameraPicture.ts';
import type { Placing } from './placing.ts';
import type { RoomView } from './view.ts';

/** The calm ground behind the pieces, as the studio's. */
const PAPER = '#ede8de';
/** Pixels of the longer side. */
const SIDE = 1440;
const FONT = '"Inter Variable", "Noto Sans Arabic Variable", "Noto Sans SC Variable", system-ui, sans-serif';
const TAG = { ink: '#1b1a17', quiet: '#5d574d', paper: 'rgb(247 244 238 / 0.94)', radius: 14 } as const;

/** A picture as PNG, and whether the room is in it. */
export type Photo = { picture: Blob; withRoom: boolean };

/** A picture of the pieces as one sees them now, each with its name and price: in the room where the camera may be looked at, else on a plain ground. */
export async function takePicture(view: RoomView, placing: Placing): Promise<Photo> {
  const { projection } = view.eyes;
  const aspect = projection[5]! / projection[0]!;
  const width = Math.round(aspect < 1 ? SIDE * aspect : SIDE);
  const height = Math.round(aspect < 1 ? SIDE : SIDE / aspect);
  const room = await cameraPicture(view.ar, view.room.scene.getEngine());
  const pixels = await drawPieces(view, placing, width, height);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const paint = canvas.getContext('2d')!;
  paint.fillStyle = PAPER;
  paint.fillRect(0, 0, width, height);
  for (const layer of [room, { width, height, data: upright(pixels, width, height) }]) {
    if (!layer) continue;
    const image = await createImageBitmap(new ImageData(layer.data, layer.width, layer.height));
    paint.drawImage(image, 0, 0, width, height);
    image.close();
  }
  for (const piece of placing.plan.pieces()) paintTag(paint, view, placing, piece);
  const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
  if (!picture) throw new Error('no picture');
  return { picture, withRoom: room !== undefined };
}

/** Draws the pieces once more, from the same place, on nothing. */
async function drawPieces(
  view: RoomView,
  placing: Placing,
  width: number,
  height: number,
): Promise<Uint8Array> {
  const { scene } = view.room;
  const { matrix, projection } = view.eyes;
  const camera = new FreeCamera('picture', new Vector3(matrix[12], matrix[13], matrix[14]), scene);
  camera.inputs.clear();
  camera.rotationQuaternion = Quaternion.FromRotationMatrix(Matrix.FromArray(matrix).getRotationMatrix());
  camera.freezeProjectionMatrix(Matrix.FromArray(projection));
  const target = new RenderTargetTexture('picture', { width, height }, scene, {
    generateMipMaps: false,
    type: Constants.TEXTURETYPE_UNSIGNED_BYTE,
  });
  target.samples = 4;
  target.activeCamera = camera;
  target.clearColor = new Color4(0, 0, 0, 0);
  target.renderList = placing.plan
    .pieces()
    .flatMap(({ id }) => view.bodies.nodeOf(id)?.getChildMeshes() ?? []);
  try {
    await ready(target);
    target.render();
    const read = await target.readPixels();
    if (!read) throw new Error('no picture');
    return new Uint8Array(read.buffer, read.byteOffset, read.byteLength);
  } finally {
    target.dispose();
    camera.dispose();
  }
}

async function ready(target: RenderTargetTexture): Promise<void> {
  for (let frame = 0; frame < 120 && !target.isReadyForRendering(); frame++)
    await new Promise((next) => requestAnimationFrame(next));
}

/** The card's lines run upwards. */
function upright(pixels: Uint8Array, width: number, height: number): Uint8ClampedArray<ArrayBuffer> {
  const lines = new Uint8ClampedArray(width * height * 4);
  const line = width * 4;
  for (let y = 0; y < height; y++)
    lines.set(pixels.subarray(y * line, (y + 1) * line), (height - 1 - y) * line);
  // What is half covered was darkened by as much: a picture's colours are told as if it were not.
  for (let i = 0; i < lines.length; i += 4) {
    const cover = lines[i + 3]! / 255;
    if (cover > 0 && cover < 1) for (let c = 0; c < 3; c++) lines[i + c] = lines[i + c]! / cover;
  }
  return lines;
}

function paintTag(paint: CanvasRenderingContext2D, view: RoomView, placing: Placing, piece: Piece): void {
  const { x, y, z } = view.where(piece);
  const high = piece.size[1] * piece.scale;
  const top = y + (piece.mount === 'floor' ? high : piece.mount === 'wall' ? high / 2 : 0);
  const at = view.eyes.project(x, top + 0.04, z);
  if (!at || at.x < 0 || at.x > 1 || at.y < 0 || at.y > 1) return;
  const { width, height } = paint.canvas;
  const unit = Math.max(width, height) / 60;
  const sheet = placing.sheets.get(piece.product);
  const lines = [
    sheet ? inLanguage(sheet.name, language.value) : piece.sku,
    formatMoney(piece.price, writing.value),
  ];
  const fonts = [`500 ${unit * 0.8}px ${FONT}`, `650 ${unit}px ${FONT}`];
  const widths = lines.map((line, index) => {
    paint.font = fonts[index]!;
    return paint.measureText(line).width;
  });
  const [w, h] = [Math.max(...widths) + unit * 1.6, unit * 3.1];
  const left = Math.min(width - w - unit / 2, Math.max(unit / 2, at.x * width - w / 2));
  const up = Math.min(height - h - unit / 2, Math.max(unit / 2, at.y * height - h));
  paint.fillStyle = TAG.paper;
  paint.beginPath();
  paint.roundRect(left, up, w, h, TAG.radius);
  paint.fill();
  paint.textAlign = 'center';
  lines.forEach((line, index) => {
    paint.font = fonts[index]!;
    paint.fillStyle = index === 0 ? TAG.quiet : TAG.ink;
    paint.fillText(line, left + w / 2, up + unit * (index === 0 ? 1.25 : 2.5));
  });
}
