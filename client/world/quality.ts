/** How much the picture may cost. */
export type Tier = 'high' | 'medium' | 'low';
/** What the person chose: a tier, or that the machine decides. */
export type QualityWish = Tier | 'auto';

const STORE_KEY = 'vitrine.quality';
/** Milliseconds a frame may take before the picture gets coarser, while one moves. */
const MOVING_MS = 60;
/** The same while one stands still: fluid in a small window, rather sharp in a large one. */
const STILL_MS = { small: 62, large: 135 } as const;
/** CSS pixels of a small window. */
const SMALL_PIXELS = 640 * 360;
/** CSS pixels per drawn pixel, finest first. */
const SCALES = [1, 1.25, 1.6, 2, 2.5] as const;
/** Frames over which one judges. */
const WINDOW = 12;

/** The remembered wish. */
export function readWish(): QualityWish {
  const wish = localStorage.getItem(STORE_KEY);
  return wish === 'high' || wish === 'medium' || wish === 'low' ? wish : 'auto';
}

/** Remembers a wish on this device. */
export function storeWish(wish: QualityWish): void {
  localStorage.setItem(STORE_KEY, wish);
}

/** Where to begin when the machine decides, by the name of its renderer: software starts light, phones in the middle. */
export function firstGuess(renderer: string, touch: boolean): Tier {
  if (/swiftshader|llvmpipe|software|basic render/i.test(renderer)) return 'low';
  return touch ? 'medium' : 'high';
}

/** Watches frame times: answers a change of scale, or a step to a lower tier when the coarsest scale is not enough. */
export type Governor = {
  /** Tells one frame's duration; answers what to change, if anything. */
  frame(durationMs: number, moving: boolean): { scale?: number; tier?: Tier } | undefined;
  scale(): number;
};

/** Milliseconds a frame may take in a window of so many CSS pixels while one stands still. */
export function stillBudget(pixels: number): number {
  const wanted = STILL_MS.small * Math.max(1, pixels / SMALL_PIXELS) ** 0.56;
  return Math.min(STILL_MS.large, wanted);
}

/** A governor that starts at a tier. With `mayDemote` false (a tier chosen by hand) only the scale moves. */
export function openGovernor(tier: Tier, mayDemote: boolean, stillMs = () => 105): Governor {
  const times: number[] = [];
  let step = tier === 'low' ? 3 : 0;
  let current = tier;
  let patience = 0;
  return {
    scale: () => SCALES[step]!,
    frame(durationMs, moving) {
      times.push(durationMs);
      if (times.length < WINDOW) return undefined;
      const median = times.sort((a, b) => a - b)[WINDOW >> 1]!;
      times.length = 0;
      const budget = moving ? MOVING_MS : stillMs();
      if (median > budget * 1.15) {
        patience = 0;
        if (step < SCALES.length - 1) return { scale: SCALES[++step]! };
        if (!mayDemote || current === 'low') return undefined;
        current = current === 'high' ? 'medium' : 'low';
        return { tier: current };
      }
      const finer = SCALES[step - 1];
      if (finer === undefined || median * (SCALES[step]! / finer) ** 2 > budget * 0.9) return undefined;
      if (++patience < 2) return undefined;
      patience = 0;
      step--;
      return { scale: finer };
    },
  };
}
