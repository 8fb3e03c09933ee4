import type { XRDevice } from 'iwer';

/** What a journey moves: the emulated device of its page. */
declare global {
  interface Window {
    headset: XRDevice;
  }
}

/** Gives the page an emulated device in place of the browser's own `navigator.xr`, which has none. */
export function install(device: XRDevice): void {
  device.installRuntime({ forceInstall: true });
  window.headset = device;
  // IWER 2.5.0 takes the XRRigidTransform of getOffsetReferenceSpace for its matrix, and nobody ever moves.
  const { prototype } = (globalThis as unknown as { XRReferenceSpace: { prototype: XRReferenceSpace } })
    .XRReferenceSpace;
  const offset = prototype.getOffsetReferenceSpace;
  prototype.getOffsetReferenceSpace = function (by: XRRigidTransform) {
    return offset.call(this, ((by as { matrix?: Float32Array }).matrix ?? by) as never);
  };
}
