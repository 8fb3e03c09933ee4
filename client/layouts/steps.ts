/** A state with the steps that led to it, back and forth. Changes that bear the same stroke are one step, until `rest`. */
export type Steps<T> = {
  readonly now: T;
  readonly canBack: boolean;
  readonly canForth: boolean;
  /** Goes on; what was taken back can't be done again then. */
  go(next: T, stroke?: string): void;
  /** Begins anew, with nothing to take back. */
  begin(next: T): void;
  /** Changes the state and all steps alike, as what is known of them does. */
  all(change: (state: T) => T): void;
  rest(): void;
  /** Takes the last step back; false when there is none. */
  back(): boolean;
  forth(): boolean;
};

/** Steps that are kept. */
const MOST_STEPS = 100;

/** Opens the steps at a state. */
export function openSteps<T>(first: T): Steps<T> {
  let now = first;
  let past: T[] = [];
  let future: T[] = [];
  let open: string | undefined;
  const leap = (from: T[], to: T[]): boolean => {
    const next = from.pop();
    open = undefined;
    if (next === undefined) return false;
    to.push(now);
    now = next;
    return true;
  };
  return {
    get now() {
      return now;
    },
    get canBack() {
      return past.length > 0;
    },
    get canForth() {
      return future.length > 0;
    },
    go(next, stroke) {
      if (stroke === undefined || stroke !== open) past = [...past, now].slice(-MOST_STEPS);
      open = stroke;
      future = [];
      now = next;
    },
    begin(next) {
      now = next;
      past = [];
      future = [];
      open = undefined;
    },
    all(change) {
      now = change(now);
      past = past.map(change);
      future = future.map(change);
    },
    rest() {
      open = undefined;
    },
    back: () => leap(past, future),
    forth: () => leap(future, past),
  };
}
