/** Radians that a press turns, and by what it comes nearer. */
const STEP = 0.12;
const NEARER = 0.9;

/** Turns a view by the arrows, comes nearer and goes farther by plus and minus, back by Home; answers whether the key was one of these. */
export function orbitByKeys(
  event: KeyboardEvent,
  move: (yaw: number, pitch: number, factor: number) => void,
  reset: () => void,
): boolean {
  const ways: Record<string, () => void> = {
    ArrowLeft: () => move(STEP, 0, 1),
    ArrowRight: () => move(-STEP, 0, 1),
    ArrowUp: () => move(0, -STEP, 1),
    ArrowDown: () => move(0, STEP, 1),
    '+': () => move(0, 0, NEARER),
    '=': () => move(0, 0, NEARER),
    '-': () => move(0, 0, 1 / NEARER),
    Home: reset,
  };
  const way = event.ctrlKey || event.metaKey || event.altKey ? undefined : ways[event.key];
  if (!way) return false;
  event.preventDefault();
  way();
  return true;
}
