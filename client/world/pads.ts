import { aheadOf } from './turns.ts';

/** What one hand does now: its stick, its buttons, where it points. Plain numbers that are written anew each frame. */
export type Pad = {
  here: boolean;
  /** Tracked as a hand, without a stick. */
  bare: boolean;
  /** There only while it presses: the device tells where one looks as the fingers meet. */
  passing: boolean;
  /** −1 to 1; ahead is positive. */
  aside: number;
  ahead: number;
  trigger: boolean;
  squeeze: boolean;
  /** The lower and the upper button, or a second and third one. */
  lower: boolean;
  upper: boolean;
  /** Over the real floor, metres: where it points from, and along which unit vector. */
  ray: { x: number; y: number; z: number; dx: number; dy: number; dz: number };
  /** Over the real floor: what touches, the tip of a finger or of what is held. */
  tip: { x: number; y: number; z: number };
  /** Over the real floor: where it is held. */
  grip: { x: number; y: number; z: number; qx: number; qy: number; qz: number; qw: number };
};

/** The two hands of a session. */
export type Pads = Record<'left' | 'right', Pad> & {
  /** Reads them; to be called within a frame. */
  read(frame: XRFrame, space: XRReferenceSpace): void;
};

/** How far a stick slips without meaning anything. */
const SLACK = 0.12;

/** A hand that is not there. */
export const newPad = (): Pad => ({
  ...{ here: false, bare: false, passing: false, aside: 0, ahead: 0 },
  ...{ trigger: false, squeeze: false, lower: false, upper: false },
  ray: { x: 0, y: 0, z: 0, dx: 0, dy: 0, dz: -1 },
  tip: { x: 0, y: 0, z: 0 },
  grip: { x: 0, y: 0, z: 0, qx: 0, qy: 0, qz: 0, qw: 1 },
});

const beyond = (value: number | undefined): number =>
  value === undefined || Math.abs(value) < SLACK ? 0 : value;

/** Where a hand touches: its forefinger's tip, or where what it holds points from. */
function readTip(pad: Pad, { hand }: XRInputSource, frame: XRFrame, space: XRReferenceSpace): void {
  const joint = hand?.get('index-finger-tip');
  const at = (joint && frame.getJointPose?.(joint, space)?.transform.position) ?? pad.ray;
  pad.tip.x = at.x;
  pad.tip.y = at.y;
  pad.tip.z = at.z;
}

const isPassing = ({ here, passing, trigger }: Pad): boolean => here && passing && trigger;

/** What is gone as it lets go stays for a frame more where it was: whoever it pressed hears that it has let go. */
function letGo(pad: Pad): void {
  if (pad.here) return;
  pad.here = true;
  pad.trigger = false;
}

/** Reads the input sources of a session by the standard mapping (https://www.w3.org/TR/webxr-gamepads-module-1/). */
export function openPads(session: XRSession): Pads {
  // A hand that pinches selects, also where it has no gamepad that says so.
  const selecting = new Set<XRInputSource>();
  session.addEventListener('selectstart', ({ inputSource }) => void selecting.add(inputSource));
  session.addEventListener('selectend', ({ inputSource }) => void selecting.delete(inputSource));
  const readSource = (pad: Pad, source: XRInputSource, frame: XRFrame, space: XRReferenceSpace): void => {
    const { gamepad } = source;
    pad.bare = Boolean(source.hand);
    pad.passing = source.targetRayMode === 'transient-pointer';
    pad.aside = pad.bare ? 0 : beyond(gamepad?.axes[2]);
    pad.ahead = pad.bare ? 0 : -beyond(gamepad?.axes[3]);
    pad.trigger = (gamepad?.buttons[0]?.pressed ?? false) || selecting.has(source);
    pad.squeeze = gamepad?.buttons[1]?.pressed ?? false;
    pad.lower = gamepad?.buttons[4]?.pressed ?? false;
    pad.upper = gamepad?.buttons[5]?.pressed ?? false;
    const pose = frame.getPose(source.targetRaySpace, space);
    pad.here = Boolean(pose);
    if (pose) {
      const { position: p, orientation: q } = pose.transform;
      const { ray } = pad;
      ray.x = p.x;
      ray.y = p.y;
      ray.z = p.z;
      aheadOf(q, ray);
    }
    readTip(pad, source, frame, space);
    // A hand is not held everywhere: then it is where it points from.
    const held = source.gripSpace ? frame.getPose(source.gripSpace, space) : pose;
    if (!held) return;
    const { position: p, orientation: q } = held.transform;
    const { grip } = pad;
    grip.x = p.x;
    grip.y = p.y;
    grip.z = p.z;
    grip.qx = q.x;
    grip.qy = q.y;
    grip.qz = q.z;
    grip.qw = q.w;
  };
  const pads: Pads = {
    left: newPad(),
    right: newPad(),
    read(frame, space) {
      const left = isPassing(pads.left);
      const right = isPassing(pads.right);
      pads.left.here = pads.right.here = false;
      for (const source of session.inputSources) {
        const side = source.handedness === 'left' ? 'left' : 'right';
        readSource(pads[side], source, frame, space);
      }
      if (left) letGo(pads.left);
      if (right) letGo(pads.right);
    },
  };
  return pads;
}
