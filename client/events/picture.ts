import type { EventCard } from '../../shared/model/event.ts';
import { scaledPicture } from '../ui/scaledPicture.ts';

/** The picture of an event: its own, else that of the room in which it happens. */
export const pictureOf = ({ picture, scene }: Pick<EventCard, 'picture' | 'scene'>): string =>
  picture || `/assets/scenes/${scene}/poster.webp`;

/** Pixels of the longest edge of an event's picture, and its bytes. */
const PIXELS = 1600;
const BYTES = 380_000;
const QUALITIES = [0.9, 0.8, 0.65, 0.5, 0.35];

/** Any picture a browser can read, made small enough for an event: a WebP. Rejects what is no picture. */
export async function readPictureFile(file: Blob): Promise<Blob> {
  const canvas = await scaledPicture(file, PIXELS);
  for (const quality of QUALITIES) {
    const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/webp', quality));
    if (made && made.size <= BYTES) return made;
  }
  throw new Error('the picture stays too large');
}
