import { openPadReader } from './gamepad.ts';

/** What the person wishes to do now: walk direction in their own view, which way to turn it (1 is left), and whether to hurry. Plain numbers, no allocation. */
export type Wish = { ahead: number; aside: number; turn: number; hurry: boolean };

/** Reads keyboard, pointer and touch over the room. Works on DOM events only; knows nothing of the world. */
export type Controls = {
  wish: Wish;
  /** Reads the gamepad, once a frame. */
  poll(): void;
  /** The joystick's deflection, set by the touch control, each −1 to 1. */
  setStick(aside: number, ahead: number): void;
  dispose(): void;
};

/** What the controls tell. */
export type ControlEvents = {
  /** Dragged by pixels: look around. */
  look(dx: number, dy: number): void;
  /** Pressed and released at one place, in CSS pixels of the canvas. */
  tap(x: number, y: number): void;
  /** Wheel or pinch: positive is farther. */
  zoom(amount: number): void;
  /** Turned by one step: 1 left, −1 right. */
  step(way: number): void;
  /** Asked to stand up. */
  rise(): void;
};

const KEYS: Record<string, readonly [ahead: number, aside: number]> = {
  KeyW: [1, 0],
  ArrowUp: [1, 0],
  KeyS: [-1, 0],
  ArrowDown: [-1, 0],
  KeyA: [0, -1],
  ArrowLeft: [0, -1],
  KeyD: [0, 1],
  ArrowRight: [0, 1],
};
/** Keys that turn the view: 1 is left. */
const TURNS: Record<string, number> = { KeyQ: 1, KeyE: -1 };
/** Pixels of looking for a stick held fully, each frame, and of zooming. */
const PAD = { look: 9, zoom: 0.05 } as const;
/** Pixels that a finger may slip and still tap. */
const TAP_SLIP = 8;
/** Milliseconds beyond which a press is no tap. */
const TAP_MS = 500;

/** Listens on a region (keys while it or nothing else has the focus, pointers on its canvas). */
export function openControls(region: HTMLElement, canvas: HTMLElement, events: ControlEvents): Controls {
  const pressed = new Set<string>();
  const pointers = new Map<number, { x: number; y: number; fromX: number; fromY: number; at: number }>();
  const wish: Wish = { ahead: 0, aside: 0, turn: 0, hurry: false };
  const stick = { aside: 0, ahead: 0 };
  const pad = { aside: 0, ahead: 0 };
  const readPad = openPadReader();
  let padHurries = false;
  let pinch = 0;
  const abort = new AbortController();
  const { signal } = abort;

  const update = (): void => {
    wish.ahead = stick.ahead + pad.ahead;
    wish.aside = stick.aside + pad.aside;
    wish.turn = 0;
    for (const code of pressed) {
      wish.turn += TURNS[code] ?? 0;
      wish.ahead += KEYS[code]?.[0] ?? 0;
      wish.aside += KEYS[code]?.[1] ?? 0;
    }
    const length = Math.hypot(wish.ahead, wish.aside);
    if (length > 1) {
      wish.ahead /= length;
      wish.aside /= length;
    }
  };
  const typing = (target: EventTarget | null): boolean =>
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

  window.addEventListener(
    'keydown',
    (event) => {
      wish.hurry = event.shiftKey;
      const free = document.activeElement === document.body || region.contains(document.activeElement);
      if (
        !(event.code in KEYS || event.code in TURNS) ||
        typing(event.target) ||
        !free ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey
      )
        return;
      if (event.code in TURNS && !event.repeat) events.step(TURNS[event.code]!);
      pressed.add(event.code);
      event.preventDefault();
      update();
    },
    { signal },
  );
  const release = (event: KeyboardEvent): void => {
    wish.hurry = event.shiftKey;
    pressed.delete(event.code);
    update();
  };
  window.addEventListener('keyup', release, { signal });
  const forget = (): void => {
    pressed.clear();
    update();
  };
  window.addEventListener('blur', forget, { signal });

  canvas.addEventListener(
    'pointerdown',
    (event) => {
      region.focus({ preventScroll: true });
      canvas.setPointerCapture(event.pointerId);
      const { clientX: x, clientY: y } = event;
      pointers.set(event.pointerId, { x, y, fromX: x, fromY: y, at: event.timeStamp });
      pinch = 0;
    },
    { signal },
  );
  canvas.addEventListener(
    'pointermove',
    (event) => {
      const pointer = pointers.get(event.pointerId);
      if (!pointer) return;
      const dx = event.clientX - pointer.x;
      const dy = event.clientY - pointer.y;
      pointer.x = event.clientX;
      pointer.y = event.clientY;
      if (pointers.size === 1) return events.look(dx, dy);
      const [a, b] = [...pointers.values()];
      const spread = Math.hypot(a!.x - b!.x, a!.y - b!.y);
      if (pinch > 0) events.zoom((pinch - spread) / 100);
      pinch = spread;
    },
    { signal },
  );
  const lift = (event: PointerEvent): void => {
    const pointer = pointers.get(event.pointerId);
    pointers.delete(event.pointerId);
    if (!pointer || event.type === 'pointercancel' || event.timeStamp - pointer.at > TAP_MS) return;
    if (Math.hypot(event.clientX - pointer.fromX, event.clientY - pointer.fromY) > TAP_SLIP) return;
    const box = canvas.getBoundingClientRect();
    events.tap(event.clientX - box.left, event.clientY - box.top);
  };
  canvas.addEventListener('pointerup', lift, { signal });
  canvas.addEventListener('pointercancel', lift, { signal });
  canvas.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      events.zoom(event.deltaY / 400);
    },
    { signal, passive: false },
  );
  return {
    wish,
    poll() {
      const reading = readPad(navigator.getGamepads?.().find((one) => one?.mapping === 'standard'));
      if (!reading) return;
      pad.aside = reading.aside;
      pad.ahead = reading.ahead;
      if (reading.hurry !== padHurries) {
        padHurries = reading.hurry;
        wish.hurry = padHurries;
      }
      update();
      if (reading.turn !== 0 || reading.tilt !== 0)
        events.look(reading.turn * PAD.look, reading.tilt * PAD.look);
      if (reading.zoom !== 0) events.zoom(reading.zoom * PAD.zoom);
      if (reading.act) events.tap(canvas.clientWidth / 2, canvas.clientHeight / 2);
      if (reading.rise) events.rise();
    },
    setStick(aside, ahead) {
      stick.aside = aside;
      stick.ahead = ahead;
      update();
    },
    dispose: () => abort.abort(),
  };
}
