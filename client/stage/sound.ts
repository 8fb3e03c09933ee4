import type { World } from '../world/world.ts';

/** The screen's sound, from the screen's place. */
export type Sound = {
  show(track: MediaStreamTrack | undefined): void;
  /** Needs a gesture of the person once, as browsers ask. */
  setOn(on: boolean): void;
  dispose(): void;
};

/** Seconds that a change of loudness takes. */
const FADE_SECONDS = 0.25;
const NEAR_METRES = 4;

/** Opens the sound of a screen at a place in the room; silent until it is switched on. */
export function openSound(world: World, centre: readonly [number, number, number]): Sound {
  let context: AudioContext | undefined;
  let gain: GainNode | undefined;
  let panner: PannerNode | undefined;
  let source: MediaStreamAudioSourceNode | undefined;
  let track: MediaStreamTrack | undefined;
  let on = false;
  // A remote stream flows into WebAudio only while a media element plays it too (https://crbug.com/121673).
  const pull = new Audio();
  pull.muted = true;

  const start = (): void => {
    if (context) return;
    context = new AudioContext({ latencyHint: 'interactive' });
    gain = new GainNode(context, { gain: 0 });
    panner = new PannerNode(context, {
      panningModel: 'equalpower',
      distanceModel: 'inverse',
      refDistance: NEAR_METRES,
      rolloffFactor: 0.7,
      positionX: centre[0],
      positionY: centre[1],
      positionZ: centre[2],
    });
    panner.connect(gain).connect(context.destination);
  };
  const plug = (): void => {
    source?.disconnect();
    source = undefined;
    if (!context || !panner || !track) return;
    const stream = new MediaStream([track]);
    pull.srcObject = stream;
    void pull.play().catch(() => undefined);
    source = context.createMediaStreamSource(stream);
    source.connect(panner);
  };
  const undo = world.onFrame(() => {
    if (!context || !on) return;
    const { listener } = context;
    const { position } = world.camera;
    const forward = world.camera.getForwardRay(1).direction;
    listener.positionX.value = position.x;
    listener.positionY.value = position.y;
    listener.positionZ.value = position.z;
    listener.forwardX.value = forward.x;
    listener.forwardY.value = forward.y;
    listener.forwardZ.value = forward.z;
  });
  return {
    show(next) {
      if (next === track) return;
      track = next;
      plug();
    },
    setOn(next) {
      on = next;
      if (on) {
        const first = !context;
        start();
        void context!.resume();
        if (first) plug();
      }
      if (context && gain) gain.gain.setTargetAtTime(on ? 1 : 0, context.currentTime, FADE_SECONDS / 3);
    },
    dispose() {
      undo();
      pull.srcObject = null;
      source?.disconnect();
      void context?.close();
    },
  };
}
