import { PointerEventTypes, type PointerInfo } from '@babylonjs/core/Events/pointerEvents';
import type { Vector3 } from '@babylonjs/core/Maths/math.vector';
import type { Scene } from '@babylonjs/core/scene';
import type { World } from '../../world/world.ts';

/** Pixels by which a finger may slip and still point. */
const SLIP_PX = 6;

type Hands = {
  world: World;
  scene: Scene;
  take(): void;
  pickAt(x: number, y: number): { at: Vector3; part: string } | undefined;
  focus(point: Vector3): void;
  onPart(part: string): void;
  onView(): void;
};

/** A press takes it, a tap picks a part, two taps go nearer; returns the undo. */
export function listenForHands({ world, scene, take, pickAt, focus, onPart, onView }: Hands): () => void {
  let from = { x: 0, y: 0 };
  const share = (info: PointerInfo) => {
    const canvas = world.engine.getRenderingCanvas()!;
    return [info.event.offsetX / canvas.clientWidth, info.event.offsetY / canvas.clientHeight] as const;
  };
  const observer = scene.onPointerObservable.add((info) => {
    const { type, event } = info;
    if (type === PointerEventTypes.POINTERDOWN) {
      from = { x: event.clientX, y: event.clientY };
      take();
    } else if (type === PointerEventTypes.POINTERDOUBLETAP) {
      const hit = pickAt(...share(info));
      if (hit) focus(hit.at);
    } else if (type === PointerEventTypes.POINTERUP) {
      onView();
      const slip = Math.hypot(event.clientX - from.x, event.clientY - from.y);
      if (slip <= SLIP_PX) onPart(pickAt(...share(info))?.part ?? '');
    } else if (type === PointerEventTypes.POINTERWHEEL) {
      take();
      onView();
    }
  });
  return () => scene.onPointerObservable.remove(observer);
}
