/** The life of a version of a product. */
export const PRODUCT_STATES = ['draft', 'review', 'published', 'archived'] as const;
export type ProductState = (typeof PRODUCT_STATES)[number];

/** What may be done with a version: the only ways from one state to another. */
const MOVES = {
  submit: { from: ['draft'], to: 'review' },
  withdraw: { from: ['review'], to: 'draft' },
  publish: { from: ['draft', 'review', 'archived'], to: 'published' },
  archive: { from: ['draft', 'review', 'published'], to: 'archived' },
} as const satisfies Record<string, { from: readonly ProductState[]; to: ProductState }>;

export type ProductMove = keyof typeof MOVES;
export const PRODUCT_MOVES = Object.keys(MOVES) as ProductMove[];

/** The state after a move, or undefined when it is not possible from there. */
export function afterMove(state: ProductState, move: ProductMove): ProductState | undefined {
  const { from, to } = MOVES[move];
  return (from as readonly ProductState[]).includes(state) ? to : undefined;
}

/** The states from which a move is possible. */
export const statesBefore = (move: ProductMove): readonly ProductState[] => MOVES[move].from;
