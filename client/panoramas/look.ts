import type { Gaze } from './gaze.ts';

/** Radians that an arrow key turns, and the factor of a step of zoom. */
const KEY_TURN = 0.22;
const KEY_ZOOM = 0.85;
const WHEEL_ZOOM = 0.0012;

/** Looks around by dragging and pinching on an element and by its wheel. Returns the undo. */
export function openLook(surface: HTMLElement, gaze: Gaze): () => void {
  const fingers = new Map<number, { x: number; y: number }>();
  let spread = 0;
  const measure = (): number => {
    const [a, b] = [...fingers.values()];
    return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
  };
  const down = (event: PointerEvent): void => {
    surface.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    spread = measure();
  };
  const move = (event: PointerEvent): void => {
    const finger = fingers.get(event.pointerId);
    if (!finger) return;
    const radians = gaze.fov / surface.clientHeight;
    if (fingers.size === 1)
      gaze.turn((event.clientX - finger.x) * radians, (event.clientY - finger.y) * radians);
    finger.x = event.clientX;
    finger.y = event.clientY;
    const wide = measure();
    if (spread > 0 && wide > 0) gaze.zoom(spread / wide);
    spread = wide;
  };
  const up = (event: PointerEvent): void => {
    fingers.delete(event.pointerId);
    spread = measure();
  };
  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    gaze.zoom(Math.exp(event.deltaY * WHEEL_ZOOM));
  };
  surface.addEventListener('pointerdown', down);
  surface.addEventListener('pointermove', move);
  surface.addEventListener('pointerup', up);
  surface.addEventListener('pointercancel', up);
  surface.addEventListener('wheel', wheel, { passive: false });
  return () => {
    surface.removeEventListener('pointerdown', down);
    surface.removeEventListener('pointermove', move);
    surface.removeEventListener('pointerup', up);
    surface.removeEventListener('pointercancel', up);
    surface.removeEventListener('wheel', wheel);
  };
}

/** Looks around by a key; whether the key means that. */
export function lookByKey(gaze: Gaze, key: string): boolean {
  switch (key) {
    case 'ArrowLeft':
      gaze.turn(KEY_TURN, 0);
      return true;
    case 'ArrowRight':
      gaze.turn(-KEY_TURN, 0);
      return true;
    case 'ArrowUp':
      gaze.turn(0, KEY_TURN);
      return true;
    case 'ArrowDown':
      gaze.turn(0, -KEY_TURN);
      return true;
    case '+':
    case '=':
      gaze.zoom(KEY_ZOOM);
      return true;
    case '-':
      gaze.zoom(1 / KEY_ZOOM);
      return true;
    default:
      return false;
  }
}
