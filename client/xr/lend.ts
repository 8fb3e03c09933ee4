/** Milliseconds within which a device that feels how it is turned says so. */
const FELT_MS = 1200;

/** Apple's browsers tell how a device is turned only once they were asked, after a press. */
type Asking = { requestPermission?(): Promise<'granted' | 'denied'> };
const asksFirst = (): boolean =>
  navigator.vendor.startsWith('Apple') && (DeviceOrientationEvent as Asking).requestPermission !== undefined;

/**
 * Lets a browser without WebXR show the room by a phone in a viewer, where the phone feels how it is turned: the polyfill
 * comes only then, and takes the place of `navigator.xr`. Elsewhere nothing is changed.
 */
export async function lendXr(): Promise<void> {
  if (navigator.xr || !(await feelsTurning())) return;
  const { default: WebXRPolyfill } = await import('webxr-polyfill');
  if (navigator.xr) return;
  new WebXRPolyfill({
    webvr: false,
    // Its list of devices lies on another host; a film that keeps the screen awake would be refused by our policy.
    cardboardConfig: { DPDB_URL: null, MOBILE_WAKE_LOCK: false },
  });
  askFirst(navigator.xr);
}

/** Whether this is a device for the hand that feels how it is turned. */
async function feelsTurning(): Promise<boolean> {
  if (!('DeviceOrientationEvent' in window) || !matchMedia('(pointer: coarse)').matches) return false;
  if (asksFirst()) return true;
  return new Promise((resolve) => {
    const say = (felt: boolean): void => {
      clearTimeout(wait);
      removeEventListener('deviceorientation', hear);
      resolve(felt);
    };
    const hear = ({ alpha }: DeviceOrientationEvent): void => {
      if (alpha !== null) say(true);
    };
    const wait = setTimeout(() => say(false), FELT_MS);
    addEventListener('deviceorientation', hear);
  });
}

/** Asks for what a session needs of the device before it begins, and keeps the screen awake in it. */
function askFirst(xr: XRSystem | undefined): void {
  if (!xr) return;
  const request = xr.requestSession.bind(xr);
  xr.requestSession = async (...wish) => {
    const asked = asksFirst() ? await (DeviceOrientationEvent as Asking).requestPermission?.() : 'granted';
    if (asked === 'denied') throw new DOMException('motion is not allowed', 'NotAllowedError');
    const awake = await navigator.wakeLock?.request('screen').catch(() => undefined);
    const session = await request(...wish);
    session.addEventListener('end', () => void awake?.release());
    return session;
  };
}
