import { placeEar } from '../world/ear.ts';
import type { World } from '../world/world.ts';

/** Voices in the room, each from where its speaker stands. */
export type VoiceSpace = {
  add(speaker: string, track: MediaStreamTrack): void;
  remove(speaker: string): void;
  /** How loud one speaker is for me, 0 to 2. */
  setVolume(speaker: string, volume: number): void;
  /** How loud all voices are, 0 to 1. */
  setMaster(volume: number): void;
  dispose(): void;
};

type Voice = {
  speaker: string;
  pull: HTMLAudioElement;
  source: MediaStreamAudioSourceNode;
  gain: GainNode;
  panner: PannerNode;
};

/** Seconds that a change of loudness takes, and metres up to which a voice is at its loudest. */
const FADE_SECONDS = 0.15;
const NEAR_METRES = 1.6;
/** Height of a mouth above the feet, metres. */
const MOUTH = 1.55;

/** Opens the space; `place` says where a speaker is drawn now. */
export function openVoiceSpace(
  world: World,
  place: (speaker: string) => { x: number; y: number; z: number } | undefined,
): VoiceSpace {
  const voices: Voice[] = [];
  const volumes = new Map<string, number>();
  let context: AudioContext | undefined;
  let master: GainNode | undefined;
  let loud = 1;
  const model = (): PanningModelType => (world.tier === 'low' ? 'equalpower' : 'HRTF');

  const start = (): AudioContext => {
    if (context) return context;
    context = new AudioContext({ latencyHint: 'interactive' });
    master = new GainNode(context, { gain: loud });
    master.connect(context.destination);
    return context;
  };
  const fade = (param: AudioParam, to: number): void => {
    param.setTargetAtTime(to, context!.currentTime, FADE_SECONDS / 3);
  };
  const remove = (speaker: string): void => {
    const at = voices.findIndex((voice) => voice.speaker === speaker);
    const [voice] = at < 0 ? [] : voices.splice(at, 1);
    if (!voice) return;
    voice.source.disconnect();
    voice.gain.disconnect();
    voice.panner.disconnect();
    voice.pull.srcObject = null;
  };
  const follow = (voice: Voice): void => {
    const at = place(voice.speaker);
    if (!at) return;
    voice.panner.positionX.value = at.x;
    voice.panner.positionY.value = at.y + MOUTH;
    voice.panner.positionZ.value = at.z;
  };
  const undo = [
    world.onTier(() => {
      for (const { panner } of voices) panner.panningModel = model();
    }),
    world.onFrame(() => {
      if (!context || voices.length === 0) return;
      placeEar(world, context);
      for (let at = 0; at < voices.length; at++) follow(voices[at]!);
    }),
  ];
  return {
    add(speaker, track) {
      remove(speaker);
      const context = start();
      void context.resume();
      const stream = new MediaStream([track]);
      // A remote stream flows into WebAudio only while a media element plays it too (https://crbug.com/121673).
      const pull = new Audio();
      pull.muted = true;
      pull.srcObject = stream;
      void pull.play().catch(() => undefined);
      const source = context.createMediaStreamSource(stream);
      const gain = new GainNode(context, { gain: 0 });
      const panner = new PannerNode(context, {
        panningModel: model(),
        distanceModel: 'inverse',
        refDistance: NEAR_METRES,
        rolloffFactor: 1,
      });
      source.connect(gain).connect(panner).connect(master!);
      const voice = { speaker, pull, source, gain, panner };
      voices.push(voice);
      follow(voice);
      fade(gain.gain, volumes.get(speaker) ?? 1);
    },
    remove,
    setVolume(speaker, volume) {
      volumes.set(speaker, volume);
      const voice = voices.find((one) => one.speaker === speaker);
      if (voice) fade(voice.gain.gain, volume);
    },
    setMaster(volume) {
      loud = volume;
      if (master) fade(master.gain, volume);
    },
    dispose() {
      for (const step of undo.splice(0)) step();
      for (const { speaker } of [...voices]) remove(speaker);
      void context?.close();
      context = undefined;
    },
  };
}
