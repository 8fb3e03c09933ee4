import type { Plan } from '../plan.ts';
import type { Anchors } from './anchors.ts';
import type { Origin, Upright } from './origin.ts';

/** Keeps the device's anchors where the pieces are. */
export type Holding = {
  /** To be called now and then: lets go of what has moved, and holds what rests. */
  step(): void;
  /** Where the device has a resting piece now, as the layout tells it; undefined while it does not know. */
  where(id: string): Upright | undefined;
  /** Takes what was found again as held where its piece is. */
  adopt(id: string): void;
  /** The whole layout lies elsewhere: everything is to be held anew. */
  forget(): void;
};

type Rest = { x: number; y: number; z: number; yaw: number; held: boolean };

/** Opens it: what moves is held by nobody until it rests from one look to the next. */
export function openHolding(plan: Plan, origin: Origin, anchors: Anchors): Holding {
  const rests = new Map<string, Rest>();
  return {
    step() {
      const now = plan.pieces();
      for (const id of [...rests.keys()]) {
        if (now.some((piece) => piece.id === id)) continue;
        rests.delete(id);
        anchors.letGo(id);
      }
      for (const { id, x, y, z, yaw } of now) {
        const rest = rests.get(id);
        if (!rest || rest.x !== x || rest.y !== y || rest.z !== z || rest.yaw !== yaw) {
          if (rest?.held) anchors.letGo(id);
          rests.set(id, { x, y, z, yaw, held: false });
        } else if (!rest.held) {
          rest.held = true;
          anchors.hold(id, origin.toRoom({ x, y, z, yaw }));
        }
      }
    },
    where(id) {
      const place = rests.get(id)?.held ? anchors.where(id) : undefined;
      return place && origin.toLayout(place);
    },
    adopt(id) {
      const piece = plan.find(id);
      if (piece) rests.set(id, { x: piece.x, y: piece.y, z: piece.z, yaw: piece.yaw, held: true });
    },
    forget: () => rests.clear(),
  };
}
