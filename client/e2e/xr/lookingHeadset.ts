import { metaQuest3, XRDevice } from 'iwer';
import { install } from './patched.ts';

/** A headset that tells where one looks only while the fingers meet: its right controller is the eye, its trigger the fingers. */
declare global {
  interface Window {
    /** The fingers meet, or part. */
    pinch(on: boolean): void;
  }
}

install(new XRDevice(metaQuest3, { stereoEnabled: true }));

type Source = Pick<XRInputSource, 'handedness' | 'targetRayMode' | 'targetRaySpace'> & { profiles: string[] };
const { prototype: session } = (globalThis as unknown as { XRSession: { prototype: XRSession } }).XRSession;
const own = Object.getOwnPropertyDescriptor(session, 'inputSources')!.get!;
let passing: Source | undefined;
Object.defineProperty(session, 'inputSources', { get: () => (passing ? [passing] : []) });

window.pinch = (on) => {
  const active = window.headset.activeSession!;
  const tell = (type: string): void => {
    const event = new Event(type);
    active.dispatchEvent(Object.assign(event, { inputSource: passing }) as never);
  };
  if (on) {
    const eye = [...(own.call(active) as XRInputSource[])].find(({ handedness }) => handedness === 'right')!;
    const { targetRaySpace } = eye;
    passing = { handedness: 'right', targetRayMode: 'transient-pointer', targetRaySpace, profiles: [] };
    tell('selectstart');
  } else {
    tell('select');
    tell('selectend');
    passing = undefined;
  }
};
