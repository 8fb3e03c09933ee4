import type { Desk } from '../desk.ts';
import type { PlannerScene, Spot } from './plannerScene.ts';

/** Lets pieces be dragged where they stand or hang; elsewhere the view is turned. Returns the undo. */
export function dragPieces(
  region: HTMLElement,
  canvas: HTMLCanvasElement,
  scene: PlannerScene,
  desk: Desk,
): () => void {
  let held: { id: string; pointer: number; off: Spot } | undefined;
  const at = (event: PointerEvent): [number, number] => {
    const { left, top } = canvas.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  const spotOf = (id: string, [x, y]: [number, number]): Spot | undefined => {
    const piece = desk.plan.find(id);
    if (!piece) return undefined;
    const room = desk.room.value;
    if (piece.mount === 'wall') return room ? scene.wallAt(x, y, room) : undefined;
    return scene.floorAt(x, y, piece.y);
  };
  const onDown = (event: PointerEvent): void => {
    if (event.target !== canvas || event.button !== 0) return;
    const id = scene.pieceAt(...at(event));
    desk.selected.value = id;
    const piece = id === undefined ? undefined : desk.plan.find(id);
    if (!piece || !desk.editable.value) return;
    const spot = spotOf(piece.id, at(event));
    if (!spot) return;
    const off = { x: piece.x - spot.x, y: piece.y - spot.y, z: piece.z - spot.z };
    // On another wall it hangs under the pointer.
    if (piece.mount === 'wall') Object.assign(off, { x: 0, z: 0 });
    held = { id: piece.id, pointer: event.pointerId, off };
    scene.setDragging(true);
    region.setPointerCapture(event.pointerId);
    event.stopPropagation();
  };
  const onMove = (event: PointerEvent): void => {
    if (event.pointerId !== held?.pointer) return;
    const spot = spotOf(held.id, at(event));
    const { id, off } = held;
    if (spot) desk.move(id, { x: spot.x + off.x, y: spot.y + off.y, z: spot.z + off.z });
    event.stopPropagation();
  };
  const onUp = (event: PointerEvent): void => {
    if (event.pointerId !== held?.pointer) return;
    held = undefined;
    scene.setDragging(false);
    desk.plan.rest();
  };
  region.addEventListener('pointerdown', onDown, { capture: true });
  region.addEventListener('pointermove', onMove, { capture: true });
  region.addEventListener('pointerup', onUp, { capture: true });
  region.addEventListener('pointercancel', onUp, { capture: true });
  return () => {
    region.removeEventListener('pointerdown', onDown, { capture: true });
    region.removeEventListener('pointermove', onMove, { capture: true });
    region.removeEventListener('pointerup', onUp, { capture: true });
    region.removeEventListener('pointercancel', onUp, { capture: true });
  };
}
