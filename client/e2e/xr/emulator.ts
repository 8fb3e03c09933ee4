import { metaQuest3, XRDevice } from 'iwer';

/** What a journey moves: the emulated headset of its page. */
declare global {
  interface Window {
    headset: XRDevice;
  }
}

const headset = new XRDevice(metaQuest3, { stereoEnabled: true });
// The browser has a `navigator.xr` of its own, without a device.
headset.installRuntime({ forceInstall: true });
window.headset = headset;

// IWER 2.5.0 takes the XRRigidTransform of getOffsetReferenceSpace for its matrix, and nobody ever moves.
const { prototype } = (globalThis as unknown as { XRReferenceSpace: { prototype: XRReferenceSpace } })
  .XRReferenceSpace;
const offset = prototype.getOffsetReferenceSpace;
prototype.getOffsetReferenceSpace = function (by: XRRigidTransform) {
  return offset.call(this, ((by as { matrix?: Float32Array }).matrix ?? by) as never);
};
