import type { Scene as SceneData } from '../../shared/model/scene.ts';
import type { World } from './world.ts';

/** The quiet bed of a room and one's own steps; silent until it is switched on. */
export type Ambience = { setOn(on: boolean): void; dispose(): void };

/** Metres of one step, walking and in haste. */
const STEP_METRES = { walk: 0.72, run: 1.05 } as const;
const RUN_SPEED = 2;
/** Seconds of noise that are played round and round, and of one footfall. */
const NOISE_SECONDS = 4;
/** How loud the bed is: one notices it when it ends. */
const TONE_GAIN = 0.012;
const FADE_SECONDS = 0.8;

/** What a footfall sounds like: the middle of its band (Hz), its width (Q), loudness, seconds in which it dies away. */
type Footfall = { hertz: number; q: number; gain: number; seconds: number };

const FOOTFALLS: Record<SceneData['sound']['floor'], Footfall> = {
  wood: { hertz: 190, q: 1.1, gain: 0.2, seconds: 0.09 },
  stone: { hertz: 900, q: 0.8, gain: 0.09, seconds: 0.05 },
  concrete: { hertz: 520, q: 0.7, gain: 0.1, seconds: 0.06 },
  gravel: { hertz: 2600, q: 0.5, gain: 0.07, seconds: 0.16 },
  carpet: { hertz: 140, q: 0.9, gain: 0.09, seconds: 0.07 },
};
/** The bed: below which frequency (Hz) its noise is, and how much it swells, share. */
const TONES: Record<SceneData['sound']['tone'], { hertz: number; swell: number }> = {
  room: { hertz: 220, swell: 0.1 },
  hall: { hertz: 140, swell: 0.15 },
  garden: { hertz: 900, swell: 0.6 },
};

/** Opens it for a scene; `me` is who walks. All of it is made of noise: no file is fetched. */
export function openAmbience(
  world: World,
  { sound }: Pick<SceneData, 'sound'>,
  me: { readonly x: number; readonly z: number; readonly speed: number },
): Ambience {
  let context: AudioContext | undefined;
  let bed: GainNode | undefined;
  let noise: AudioBuffer | undefined;
  let on = false;
  let [lastX, lastZ, gone] = [me.x, me.z, 0];

  const start = (): void => {
    context = new AudioContext();
    noise = noiseOf(context);
    const { hertz, swell } = TONES[sound.tone];
    const source = new AudioBufferSourceNode(context, { buffer: noise, loop: true, playbackRate: 0.7 });
    const low = new BiquadFilterNode(context, { type: 'lowpass', frequency: hertz });
    const wave = new GainNode(context, { gain: 1 });
    const swing = new OscillatorNode(context, { frequency: 0.07 });
    swing.connect(new GainNode(context, { gain: swell })).connect(wave.gain);
    bed = new GainNode(context, { gain: 0 });
    source.connect(low).connect(wave).connect(bed).connect(context.destination);
    source.start();
    swing.start();
  };
  const footfall = (): void => {
    if (!context || !noise) return;
    const { hertz, q, gain, seconds } = FOOTFALLS[sound.floor];
    const now = context.currentTime;
    const source = new AudioBufferSourceNode(context, { buffer: noise });
    const band = new BiquadFilterNode(context, {
      type: 'bandpass',
      frequency: hertz * (0.9 + Math.random() * 0.2),
      Q: q,
    });
    const fall = new GainNode(context, { gain: 0 });
    fall.gain.setValueAtTime(gain * (0.8 + Math.random() * 0.4), now);
    fall.gain.exponentialRampToValueAtTime(0.0001, now + seconds);
    source.connect(band).connect(fall).connect(context.destination);
    source.start(now, Math.random() * (NOISE_SECONDS - 1), seconds);
  };
  const undo = world.onFrame(() => {
    gone += Math.hypot(me.x - lastX, me.z - lastZ);
    [lastX, lastZ] = [me.x, me.z];
    if (me.speed < 0.2) gone = 0;
    if (gone < (me.speed > RUN_SPEED ? STEP_METRES.run : STEP_METRES.walk)) return;
    gone = 0;
    if (on) footfall();
  });
  return {
    setOn(next) {
      on = next;
      if (on && !context) start();
      if (on) void context?.resume();
      if (context) bed?.gain.setTargetAtTime(on ? TONE_GAIN : 0, context.currentTime, FADE_SECONDS);
    },
    dispose() {
      undo();
      void context?.close();
    },
  };
}

/** Brown noise: the sum of chances, drawn back to the middle. */
function noiseOf(context: AudioContext): AudioBuffer {
  const buffer = context.createBuffer(1, context.sampleRate * NOISE_SECONDS, context.sampleRate);
  const samples = buffer.getChannelData(0);
  let last = 0;
  for (let at = 0; at < samples.length; at++) {
    last = last * 0.97 + (Math.random() * 2 - 1) * 0.24;
    samples[at] = last;
  }
  return buffer;
}
