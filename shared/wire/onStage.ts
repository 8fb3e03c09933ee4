/** What a visitor is to the stage, as `Visitor.stage`. */
export const ON_STAGE = { no: 0, raised: 1, invited: 2, on: 3 } as const;

/** Whether an input is in the studio's programme, or comes next, as `Source.tally`. */
export const TALLY = { off: 0, next: 1, onAir: 2 } as const;
