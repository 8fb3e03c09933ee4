import { metaQuest3, XRDevice } from 'iwer';
import { install } from './patched.ts';
import { furnish } from './sensedRoom.ts';

declare global {
  interface Window {
    /** How the device tells depth, where it is to be otherwise than usual. */
    depthUsage?: 'cpu-optimized' | 'gpu-optimized';
  }
}

const headset = new XRDevice(metaQuest3, { stereoEnabled: true });
install(headset);
furnish(headset);

// Headsets of this kind give depth to the graphics alone. IWER takes the first wish, and tells depth without an end.
const global = globalThis as unknown as {
  XRSystem: { prototype: XRSystem };
  XRWebGLBinding: { prototype: { getDepthInformation(view: XRView): { depthFar: number } | null } };
};
const { requestSession } = global.XRSystem.prototype;
global.XRSystem.prototype.requestSession = function (mode, wishes) {
  const asked = wishes as (XRSessionInit & { depthSensing?: object }) | undefined;
  const depthSensing = asked?.depthSensing && {
    ...asked.depthSensing,
    usagePreference: [window.depthUsage ?? 'gpu-optimized'],
  };
  return requestSession.call(this, mode, {
    ...asked,
    ...(depthSensing && { depthSensing }),
  } as XRSessionInit);
};
const { getDepthInformation } = global.XRWebGLBinding.prototype;
global.XRWebGLBinding.prototype.getDepthInformation = function (view) {
  const told = getDepthInformation.call(this, view);
  if (told) told.depthFar = Number.POSITIVE_INFINITY;
  return told;
};
