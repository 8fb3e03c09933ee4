import type { Block, Mark } from './marks.ts';

/** What a block needs to be put on a page. */
export type Measured = Pick<Block, 'height' | 'keep'>;

/** A piece of a page: what it is and its marks in their place on the page. */
export type Placed = { tag: Block['tag']; marks: Mark[] };

/**
 * Spreads blocks over pages: the numbers of those on each. Blocks that keep to the one before are moved together,
 * unless together they fit no page; no page is empty except the only one.
 */
export function paginate(blocks: readonly Measured[], firstRoom: number, nextRoom: number): number[][] {
  const pages: number[][] = [[]];
  let room = firstRoom;
  for (const unit of unitsOf(blocks, nextRoom)) {
    const height = unit.reduce((sum, index) => sum + blocks[index]!.height, 0);
    if (height > room && pages.at(-1)!.length > 0) {
      pages.push([]);
      room = nextRoom;
    }
    pages.at(-1)!.push(...unit);
    room -= height;
  }
  return pages;
}

function unitsOf(blocks: readonly Measured[], most: number): number[][] {
  const units: number[][] = [];
  blocks.forEach(({ keep }, index) => {
    if (keep && units.length > 0) units.at(-1)!.push(index);
    else units.push([index]);
  });
  const tall = (unit: number[]): boolean =>
    unit.reduce((sum, index) => sum + blocks[index]!.height, 0) > most;
  return units.flatMap((unit) => (tall(unit) ? unit.map((index) => [index]) : [unit]));
}

/** A block with its top at a height of the page. */
export function placed({ tag, marks }: Block, top: number): Placed {
  return { tag, marks: marks.map((mark) => ({ ...mark, y: mark.y + top })) };
}
