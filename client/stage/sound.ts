import type { World } from '../world/world.ts';

/** The screen's sound, from the screen's place. */
export type Sound = {
  show(track: MediaStreamTrack | undefined): void;
  /** Needs a gesture of the person once, as browsers ask. */
  setOn(on: boolean): void;
  /** Lowers it while somebody near talks. */
  setDucked(ducked: boolean): void;
  dispose(): void;
};

/** Seconds that a change of loudness takes. */
const FADE_SECONDS = 0.25;
const NEAR_METRES = 4;
/** What is left of it while somebody talks: about −10 dB; it comes back slower than it goes. */
const DUCKED = { gain: 0.3, backSeconds: 1.2 } as const;

/** Opens the sound of a screen at a place in the room; silent until it is switched on. */
export function openSound(world: World, centre: readonly [number, number, number]): Sound {
  let context: AudioContext | undefined;
  let gain: GainNode | undefined;
  let panner: PannerNode | undefined;
  let source: MediaStreamAudioSourceNode | undefined;
  let track: MediaStreamTrack | undefined;
  let on = false;
  let ducked = false;
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
  const fade = (seconds: number): void => {
    if (context && gain)
      gain.gain.setTargetAtTime(on ? (ducked ? DUCKED.gain : 1) : 0, context.currentTime, seconds / 3);
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
      fade(FADE_SECONDS);
    },
    setDucked(next) {
      if (next === ducked) return;
      ducked = next;
      fade(ducked ? FADE_SECONDS : DUCKED.backSeconds);
    },
    dispose() {
      undo();
      pull.srcObject = null;
      source?.disconnect();
      void context?.close();
    },
  };
}
