/** What a gamepad says now, in the standard layout: sticks −1 to 1 without their dead zone, and what was just pressed. */
export type PadReading = {
  aside: number;
  ahead: number;
  turn: number;
  tilt: number;
  hurry: boolean;
  /** −1 nearer, 1 farther. */
  zoom: number;
  /** Pressed since the last reading. */
  act: boolean;
  rise: boolean;
};

/** What is read of a gamepad, as browsers give it (https://w3c.github.io/gamepad/#remapping). */
export type Pad = { axes: readonly number[]; buttons: readonly { pressed: boolean; value: number }[] };

/** Deflection below which a stick counts as resting. */
const DEAD = 0.16;
const BUTTON = { act: 0, rise: 1, hurry: 7, nearer: 12, farther: 13 } as const;

const stick = (value = 0): number =>
  Math.abs(value) < DEAD ? 0 : (value - Math.sign(value) * DEAD) / (1 - DEAD);

/** Reads gamepads one after the other: a press counts once, however long it is held. */
export function openPadReader(): (pad: Pad | null | undefined) => PadReading | undefined {
  let acted = false;
  let rose = false;
  return (pad) => {
    if (!pad) return undefined;
    const down = (button: number): boolean => pad.buttons[button]?.pressed ?? false;
    const [act, rise] = [down(BUTTON.act), down(BUTTON.rise)];
    const reading: PadReading = {
      aside: stick(pad.axes[0]),
      ahead: -stick(pad.axes[1]) || 0,
      turn: -stick(pad.axes[2]) || 0,
      tilt: stick(pad.axes[3]),
      hurry: (pad.buttons[BUTTON.hurry]?.value ?? 0) > 0.3,
      zoom: Number(down(BUTTON.farther)) - Number(down(BUTTON.nearer)),
      act: act && !acted,
      rise: rise && !rose,
    };
    acted = act;
    rose = rise;
    return reading;
  };
}
