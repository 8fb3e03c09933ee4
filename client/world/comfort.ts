/** How one likes to look around and be moved. */
export type Comfort = {
  /** From behind one's shoulder, or through one's own eyes. */
  view: 'third' | 'first';
  /** How fast the view turns, 1 is usual. */
  pace: number;
  /** Dragging down looks up. */
  inverted: boolean;
  /** Keys and gamepad turn the view by steps in place of a glide, and the camera does not drift after one. */
  calm: boolean;
};

const STORE_KEY = 'vitrine.comfort';
const PACES = [0.6, 1, 1.6] as const;
const USUAL: Comfort = { view: 'third', pace: 1, inverted: false, calm: false };

/** The choices of pace, slowest first. */
export const TURN_PACES: readonly number[] = PACES;

/** As this device remembers it; calm where the system asks for less motion. */
export function readComfort(reducedMotion: boolean): Comfort {
  try {
    const { view, pace, inverted, calm } = JSON.parse(localStorage.getItem(STORE_KEY) ?? '{}');
    return {
      view: view === 'first' ? 'first' : 'third',
      pace: PACES.find((option) => option === pace) ?? USUAL.pace,
      inverted: inverted === true,
      calm: typeof calm === 'boolean' ? calm : reducedMotion,
    };
  } catch {
    return { ...USUAL, calm: reducedMotion };
  }
}

/** Remembers it on this device. */
export function storeComfort(comfort: Comfort): void {
  localStorage.setItem(STORE_KEY, JSON.stringify(comfort));
}
