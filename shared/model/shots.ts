/** How the inputs of a shot stand in the picture: one alone, two side by side, all in a grid, or the first with the others small in its corner. */
export const LAYOUTS = ['single', 'side', 'grid', 'inset'] as const;
/** One of `LAYOUTS`. */
export type Layout = (typeof LAYOUTS)[number];

/** Words low in the picture: a name with what they are, or a product with its price and picture. */
export type LowerThird = { title: string; line: string; picture: string };

/** What a picture is made of: inputs by their id, the most important first. */
export type Shot = { layout: Layout; inputs: readonly string[]; lower: LowerThird | undefined };

/** A place in the picture, in parts of its width and height from the upper left. */
export type Place = { x: number; y: number; width: number; height: number };

/** How many inputs a layout shows. */
export const MOST_IN: Record<Layout, number> = { single: 1, side: 2, grid: 9, inset: 4 };

const WHOLE: Place = { x: 0, y: 0, width: 1, height: 1 };
/** Of the small pictures of an inset: width and height, and the space around them. */
const SMALL = { size: 0.24, gap: 0.025 };

/** Where the first `count` inputs stand, in order; every place has the shape of the whole picture, but for two side by side, which are its halves. */
export function placesOf(layout: Layout, count: number): Place[] {
  const shown = Math.min(count, MOST_IN[layout]);
  if (shown === 0) return [];
  if (shown === 1) return [WHOLE];
  if (layout === 'side') return [0, 0.5].map((x) => ({ x, y: 0, width: 0.5, height: 1 }));
  if (layout === 'inset')
    return [
      WHOLE,
      ...Array.from({ length: shown - 1 }, (_, i) => ({
        x: 1 - SMALL.gap - SMALL.size,
        y: 1 - (SMALL.gap * 1.6 + SMALL.size) * (i + 1),
        width: SMALL.size,
        height: SMALL.size,
      })),
    ];
  const side = Math.ceil(Math.sqrt(shown));
  const rows = Math.ceil(shown / side);
  const size = 1 / side;
  const top = (1 - rows * size) / 2;
  return Array.from({ length: shown }, (_, i) => {
    const row = Math.floor(i / side);
    const inRow = Math.min(side, shown - row * side);
    return { x: (1 - inRow * size) / 2 + (i % side) * size, y: top + row * size, width: size, height: size };
  });
}

/** The part of a picture that fills a place without distortion, cut evenly: in the picture's pixels. */
export function cover(picture: { width: number; height: number }, place: { width: number; height: number }) {
  const scale = Math.max(place.width / picture.width, place.height / picture.height);
  const [width, height] = [place.width / scale, place.height / scale];
  return { x: (picture.width - width) / 2, y: (picture.height - height) / 2, width, height };
}

/** Where a picture lies wholly inside a place, evenly spaced: in the place's pixels. */
export function contain(
  picture: { width: number; height: number },
  place: { width: number; height: number },
) {
  const scale = Math.min(place.width / picture.width, place.height / picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  return { x: (place.width - width) / 2, y: (place.height - height) / 2, width, height };
}
