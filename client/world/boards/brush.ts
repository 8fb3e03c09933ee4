/** What a board is painted with: pixels of the page from the root's corner. */
export type Brush = {
  ctx: CanvasRenderingContext2D;
  /** Where the root's corner is on the page. */
  left: number;
  top: number;
};

/** What is seen of a board at a place in it, in pixels of the page. */
export type Clip = { x: number; y: number; right: number; bottom: number };
