import type { Product } from '../../shared/model/catalogue.ts';
import type { ReplayEntry, ReplayManifest, ShownProduct } from '../../shared/model/replay.ts';

/** A line of the talk, when it was said. */
export type StoryLine = { id: number; at: number; name: string; text: string };
/** What the host held up from a moment on; no product: nothing any more. */
export type StoryPin = { at: number; stand: string; product: string };
/** How a product looked from a moment on. */
export type StoryShown = { at: number } & ShownProduct;
/** What was said from a moment on; empty text: nothing. */
export type StoryCaption = { at: number; text: string; language: string; until: number };
/** A place on the seek bar that has a meaning. */
export type Chapter = { at: number; product: string };

/** What happened in an event, ready to be asked for any moment of it. Times in milliseconds on its clock. */
export type Story = {
  lines: StoryLine[];
  pins: StoryPin[];
  shown: StoryShown[];
  captions: StoryCaption[];
  chapters: Chapter[];
  /** How lively it was: sums of reactions in equal stretches from begin to end, the largest being 1. */
  applause: number[];
};

/** Milliseconds for which a caption stays, at least and for each sign of it. */
const CAPTION_MS = { least: 2500, sign: 70 } as const;
/** Stretches over which reactions are summed. */
const BINS = 96;

/** Reads a log. Lines that a moderator took away are not shown again. */
export function readStory(
  entries: readonly ReplayEntry[],
  { from, to }: Pick<ReplayManifest, 'from' | 'to'>,
): Story {
  const sorted = entries.toSorted((a, b) => a.at - b.at || a.id - b.id);
  const removed = new Set(sorted.flatMap((entry) => (entry.kind === 'removed' ? [entry.data.line] : [])));
  const story: Story = { lines: [], pins: [], shown: [], captions: [], chapters: [], applause: [] };
  const sums = new Array<number>(BINS).fill(0);
  for (const entry of sorted) {
    const { id, at } = entry;
    if (entry.kind === 'chat' && !removed.has(entry.data.line))
      story.lines.push({ id, at, name: entry.data.name, text: entry.data.text });
    else if (entry.kind === 'pin') {
      story.pins.push({ at, ...entry.data });
      if (entry.data.product && at >= from && at < to)
        story.chapters.push({ at, product: entry.data.product });
    } else if (entry.kind === 'shown') story.shown.push({ at, ...entry.data });
    else if (entry.kind === 'caption') {
      const { text, language, held } = entry.data;
      const until = held
        ? Number.POSITIVE_INFINITY
        : at + Math.max(CAPTION_MS.least, text.length * CAPTION_MS.sign);
      story.captions.push({ at, text, language, until });
    } else if (entry.kind === 'reactions' && at >= from && at < to) {
      const bin = Math.floor(((at - from) / Math.max(1, to - from)) * BINS);
      sums[bin]! += Object.values(entry.data.counts).reduce((sum, count) => sum + count, 0);
    }
  }
  const most = Math.max(...sums);
  story.applause = most > 0 ? sums.map((sum) => sum / most) : [];
  return story;
}

/** How many of a list in order had happened at a moment. */
export function countAt(list: readonly { at: number }[], at: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]!.at <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The latest lines at a moment, oldest first. */
export const linesAt = (story: Story, at: number, most: number): StoryLine[] => {
  const count = countAt(story.lines, at);
  return story.lines.slice(Math.max(0, count - most), count);
};

/** What is held up at a moment; undefined: nothing. */
export function pinAt(story: Story, at: number): StoryPin | undefined {
  const pin = story.pins[countAt(story.pins, at) - 1];
  return pin?.product ? pin : undefined;
}

/** A product with the name and picture of the version that stood there at a moment; what can be bought is today's. */
export function asShownAt(story: Story, product: Product, at: number): Product {
  const then = story.shown.slice(0, countAt(story.shown, at)).findLast((one) => one.product === product.slug);
  return then ? { ...product, name: then.name, thumbnail: then.thumbnail } : product;
}

/** What is being said at a moment; undefined: nothing. */
export function captionAt(story: Story, at: number): StoryCaption | undefined {
  const caption = story.captions[countAt(story.captions, at) - 1];
  return caption?.text && at < caption.until ? caption : undefined;
}
