import { placeEar } from '../world/ear.ts';
import type { World } from '../world/world.ts';

/** The screen's sound, from the screen's place. */
export type Sound = {
  show(track: MediaStreamTrack | undefined): void;
  /** Needs a gesture of the person once, as browsers ask. */
  setOn(on: boolean): void;
  /** Whether it is heard evenly everywhere as well, as a host on air is; else from the screen alone. */
  setEverywhere(everywhere: boolean): void;
  /** How loud what plays is now, before one's own volume: root mean square, 0 to 1. */
  loudness(): number;
  /** Lowers it while somebody near talks. */
  setDucked(ducked: boolean): void;
  dispose(): void;
};

/** Seconds that a change of loudness takes. */
const FADE_SECONDS = 0.25;
const NEAR_METRES = 4;
/** Share of a host's sound that is everywhere, and samples over which loudness is measured. */
const EVEN_GAIN = 0.45;
const METER_SAMPLES = 512;
/** What is left of it while somebody talks: about −10 dB; it comes back slower than it goes. */
const DUCKED = { gain: 0.3, backSeconds: 1.2 } as const;

/** Opens the sound of a screen at a place in the room; silent until it is switched on. */
export function openSound(world: World, centre: readonly [number, number, number]): Sound {
  let context: AudioContext | undefined;
  let gain: GainNode | undefined;
  let panner: PannerNode | undefined;
  let even: GainNode | undefined;
  let meter: AnalyserNode | undefined;
  const wave = new Float32Array(METER_SAMPLES);
  let source: MediaStreamAudioSourceNode | undefined;
  let track: MediaStreamTrack | undefined;
  let on = false;
  let everywhere = false;
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
    even = new GainNode(context, { gain: everywhere ? EVEN_GAIN : 0 });
    even.connect(gain);
    meter = new AnalyserNode(context, { fftSize: METER_SAMPLES });
  };
  const plug = (): void => {
    source?.disconnect();
    source = undefined;
    if (!context || !panner || !even || !meter || !track) return;
    const stream = new MediaStream([track]);
    pull.srcObject = stream;
    void pull.play().catch(() => undefined);
    source = context.createMediaStreamSource(stream);
    source.connect(panner);
    source.connect(even);
    source.connect(meter);
  };
  const fade = (seconds: number): void => {
    if (context && gain)
      gain.gain.setTargetAtTime(on ? (ducked ? DUCKED.gain : 1) : 0, context.currentTime, seconds / 3);
  };
  const undo = world.onFrame(() => {
    if (context && on) placeEar(world, context);
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
    setEverywhere(next) {
      everywhere = next;
      if (context) even?.gain.setTargetAtTime(everywhere ? EVEN_GAIN : 0, context.currentTime, FADE_SECONDS);
    },
    loudness() {
      if (!meter || !track) return 0;
      meter.getFloatTimeDomainData(wave);
      let sum = 0;
      for (const value of wave) sum += value * value;
      return Math.sqrt(sum / wave.length);
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
