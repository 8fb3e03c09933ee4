import { XRDevice, type XRDeviceConfig } from 'iwer';
import { install } from './patched.ts';
import { furnish } from './sensedRoom.ts';

/** A phone held in the hand: no controllers, one picture, the page over it. */
const PHONE: XRDeviceConfig = {
  name: 'Phone',
  controllerConfig: undefined,
  supportedSessionModes: ['inline', 'immersive-ar'] as XRDeviceConfig['supportedSessionModes'],
  supportedFeatures: [
    ...(['viewer', 'local', 'local-floor', 'dom-overlay'] as const),
    ...(['anchors', 'plane-detection', 'hit-test'] as const),
    // The emulator gives these by name; what they tell comes from the journey that needs it.
    ...(['light-estimation', 'camera-access'] as unknown as 'hit-test'[]),
  ],
  supportedFrameRates: [60],
  isSystemKeyboardSupported: true,
  internalNominalFrameRate: 60,
  environmentBlendModes: { 'immersive-ar': 'alpha-blend' } as XRDeviceConfig['environmentBlendModes'],
  interactionMode: 'screen-space' as XRDeviceConfig['interactionMode'],
  userAgent: navigator.userAgent,
};

const phone = new XRDevice(PHONE, { stereoEnabled: false, fovy: 1.1 });
install(phone);
furnish(phone);
