/** What fingers do on the picture; places are shares of its width and height. */
export type FingerVerbs = {
  /** A finger went down; answers whether it grips something. */
  grab(x: number, y: number): boolean;
  drag(x: number, y: number): void;
  release(): void;
  tap(x: number, y: number): void;
  /** Two fingers turn: by so much since last, positive is left. */
  twist(by: number): void;
  /** Two fingers spread: by this factor since last. */
  pinch(by: number): void;
};

/** Pixels that a finger trembles by while it taps. */
const TREMBLE = 9;

type Finger = { x: number; y: number; fromX: number; fromY: number; moved: boolean };

/** Listens for fingers (or the mouse) on an element; returns the undo. */
export function listenForFingers(on: HTMLElement, verbs: FingerVerbs): () => void {
  const fingers = new Map<number, Finger>();
  let gripped = false;
  let wasTwo = false;
  const share = ({ x, y }: { x: number; y: number }): [number, number] => {
    const { left, top, width, height } = on.getBoundingClientRect();
    return [(x - left) / width, (y - top) / height];
  };
  const span = (): { angle: number; length: number } => {
    const [a, b] = [...fingers.values()] as [Finger, Finger];
    return { angle: Math.atan2(b.y - a.y, b.x - a.x), length: Math.hypot(b.x - a.x, b.y - a.y) };
  };
  const down = (event: PointerEvent): void => {
    if (event.target !== on || fingers.size === 2) return;
    const { clientX: x, clientY: y } = event;
    fingers.set(event.pointerId, { x, y, fromX: x, fromY: y, moved: false });
    on.setPointerCapture(event.pointerId);
    if (fingers.size === 1) {
      wasTwo = false;
      gripped = verbs.grab(...share({ x, y }));
    } else {
      wasTwo = true;
      if (gripped) verbs.release();
      gripped = false;
    }
  };
  const move = (event: PointerEvent): void => {
    const finger = fingers.get(event.pointerId);
    if (!finger) return;
    const before = fingers.size === 2 ? span() : undefined;
    finger.x = event.clientX;
    finger.y = event.clientY;
    if (Math.hypot(finger.x - finger.fromX, finger.y - finger.fromY) > TREMBLE) finger.moved = true;
    if (before) {
      const now = span();
      const by = now.angle - before.angle;
      // On the screen y runs down: what turns to the right there grows.
      verbs.twist(-Math.atan2(Math.sin(by), Math.cos(by)));
      if (before.length > 0) verbs.pinch(now.length / before.length);
    } else if (gripped && finger.moved) verbs.drag(...share(finger));
  };
  const up = (event: PointerEvent): void => {
    const finger = fingers.get(event.pointerId);
    if (!finger) return;
    fingers.delete(event.pointerId);
    const dragged = gripped;
    gripped = false;
    if (dragged || (wasTwo && fingers.size === 0)) verbs.release();
    if (!finger.moved && !wasTwo && event.type === 'pointerup') verbs.tap(...share(finger));
  };
  // One touch is one deed: what the page's interface takes is no select of the device's as well.
  const own = (event: Event): void => event.preventDefault();
  on.addEventListener('pointerdown', down);
  on.addEventListener('pointermove', move);
  on.addEventListener('pointerup', up);
  on.addEventListener('pointercancel', up);
  on.parentElement!.addEventListener('beforexrselect', own);
  return () => {
    on.removeEventListener('pointerdown', down);
    on.removeEventListener('pointermove', move);
    on.removeEventListener('pointerup', up);
    on.removeEventListener('pointercancel', up);
    on.parentElement?.removeEventListener('beforexrselect', own);
  };
}
