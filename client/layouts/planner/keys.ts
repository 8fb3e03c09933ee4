import { type Desk, STEP } from './desk.ts';

const WAYS: Record<string, readonly [x: number, z: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** What keys do while no field has them: arrows move what is chosen, with Shift finely; comma and point turn it; Delete takes it away; Ctrl+Z and Ctrl+Y go back and forth. */
export function keysOf(desk: Desk): (event: KeyboardEvent) => void {
  return (event) => {
    const { target, key } = event;
    const isTyped =
      target instanceof Element && target.closest('input, select, textarea, [role=tab], [role=dialog]');
    if (isTyped || event.defaultPrevented || !desk.editable.value) return;
    if (event.ctrlKey || event.metaKey) {
      const isBack = key === 'z' && !event.shiftKey;
      if (!isBack && key !== 'y' && key !== 'Z') return;
      event.preventDefault();
      return isBack ? desk.undo() : desk.redo();
    }
    const id = desk.selected.value;
    if (id && actOn(desk, id, event)) event.preventDefault();
  };
}

/** Moves, turns or takes away a piece by a key; false for keys that do nothing with it. */
export function actOn(
  desk: Desk,
  id: string,
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
): boolean {
  const piece = desk.plan.find(id);
  if (!piece) return false;
  const way = WAYS[key];
  if (way) {
    const metres = shiftKey ? STEP.fine : STEP.metres;
    nudge(desk, id, [way[0] * metres, way[1] * metres]);
  } else if (key === ',' || key === '<') desk.turn(id, piece.yaw + STEP.turn);
  else if (key === '.' || key === '>') desk.turn(id, piece.yaw - STEP.turn);
  else if (key === 'Delete' || key === 'Backspace') desk.remove(id);
  else if (key === 'Escape') desk.selected.value = undefined;
  else return false;
  desk.plan.rest();
  return true;
}

/** Moves a piece by metres as the plan shows it; what hangs on a wall moves along it, and up and down. */
export function nudge(desk: Desk, id: string, [x, z]: readonly [number, number]): boolean {
  const piece = desk.plan.find(id);
  if (!piece) return false;
  if (piece.mount !== 'wall') return desk.move(id, { x: piece.x + x, z: piece.z + z }, true);
  // Seen from within, what is to the right goes to the right.
  const wish = { x: piece.x + x * Math.cos(piece.yaw), z: piece.z - x * Math.sin(piece.yaw), y: piece.y - z };
  return desk.move(id, wish, true);
}
