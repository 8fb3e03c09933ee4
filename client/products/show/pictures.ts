import type { Pictures } from '../../../shared/model/catalogue.ts';
import { openPhotographer, PORTRAIT } from './photographer.ts';

/** Sizes of the pictures that are made of each product, pixels. */
const THUMBNAIL = 480;
const POSTER = { width: 1280, height: 960 };
/** As previews of links are cut (https://ogp.me). */
const SOCIAL = { width: 1200, height: 630 };
const FRAMES = { count: 36, columns: 6, px: 320 };
const QUALITY = 0.86;

/** Keeps a picture and answers its address. */
export type Keep = (picture: Blob) => Promise<string>;

/** Takes thumbnail, poster, the picture for links and the turntable of a model, in the studio's light; `onStep` hears how many of all pictures are done. */
export async function takePictures(
  url: string,
  keep: Keep,
  onStep: (done: number, total: number) => void,
): Promise<Pictures> {
  const photographer = openPhotographer({ shadow: true });
  const total = FRAMES.count + 3;
  let done = 0;
  const step = (): void => onStep(++done, total);
  try {
    await photographer.load(url);
    const portrait = async (width: number, height: number): Promise<string> => {
      photographer.setSize(width, height);
      const address = await keep(await toBlob(await photographer.pixels(PORTRAIT)));
      step();
      return address;
    };
    const thumbnail = await portrait(THUMBNAIL, THUMBNAIL);
    const poster = await portrait(POSTER.width, POSTER.height);
    const social = await portrait(SOCIAL.width, SOCIAL.height);
    photographer.setSize(FRAMES.px, FRAMES.px);
    const rows = Math.ceil(FRAMES.count / FRAMES.columns);
    const sheet = new OffscreenCanvas(FRAMES.px * FRAMES.columns, FRAMES.px * rows);
    const context = sheet.getContext('2d')!;
    for (let frame = 0; frame < FRAMES.count; frame++) {
      const yaw = PORTRAIT.yaw + (frame / FRAMES.count) * 2 * Math.PI;
      const image = await photographer.pixels({ ...PORTRAIT, yaw });
      context.putImageData(
        image,
        (frame % FRAMES.columns) * FRAMES.px,
        Math.floor(frame / FRAMES.columns) * FRAMES.px,
      );
      step();
    }
    const turntable = await keep(await sheet.convertToBlob({ type: 'image/webp', quality: QUALITY }));
    return {
      thumbnail,
      poster,
      social,
      turntable: { url: turntable, frames: FRAMES.count, columns: FRAMES.columns },
    };
  } finally {
    photographer.dispose();
  }
}

async function toBlob(image: ImageData): Promise<Blob> {
  const canvas = new OffscreenCanvas(image.width, image.height);
  canvas.getContext('2d')!.putImageData(image, 0, 0);
  return canvas.convertToBlob({ type: 'image/webp', quality: QUALITY });
}
