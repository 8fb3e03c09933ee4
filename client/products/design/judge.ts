import type { MakeOptions } from '../../../shared/model/delivery.ts';
import { differencePicture, type Likeness, likenessOf } from '../show/likeness.ts';
import { setLike, takeDraco } from '../show/originals.ts';
import { CLOSE_SHOTS, openPhotographer, WHOLE_SHOTS } from '../show/photographer.ts';

/** How alike original and delivered file are from one of the fixed views. */
export type Judged = Likeness & {
  close: boolean;
  before: ImageData;
  after: ImageData;
  difference: ImageData;
};

const SHOTS = [...WHOLE_SHOTS, ...CLOSE_SHOTS];

/** Lets the page draw and answer between two pieces of work. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Compares both from four whole and four close views; `onView` hears of each as it is done. Ends early when the signal says so. */
export async function judge(
  original: string,
  made: string,
  options: MakeOptions,
  onView: (view: Judged) => void,
  signal: AbortSignal,
): Promise<void> {
  takeDraco();
  const photographer = openPhotographer({ shadow: false });
  const all = async (): Promise<ImageData[]> => {
    const pictures: ImageData[] = [];
    for (const shot of SHOTS) {
      if (signal.aborted) break;
      pictures.push(await photographer.pixels(shot));
      await breathe();
    }
    return pictures;
  };
  try {
    const { min, max } = (await photographer.load(made)).bounds();
    const box = { min, max };
    const after = await all();
    if (signal.aborted) return;
    setLike(await photographer.load(original), options, box);
    const before = await all();
    for (const [index, picture] of before.entries()) {
      if (signal.aborted || !after[index]) return;
      onView({
        ...likenessOf(picture, after[index]),
        close: index >= WHOLE_SHOTS.length,
        before: picture,
        after: after[index],
        difference: differencePicture(picture, after[index]),
      });
      await breathe();
    }
  } finally {
    photographer.dispose();
  }
}
