/** Seconds over which a sound comes or goes, so that nothing clicks. */
const RAMP_SECONDS = 0.12;

/** Mixes the sounds of inputs into one track, and lets the host hear those from elsewhere. */
export type SoundMix = {
  /** The mix; it sends silence while nothing is on. */
  stream: MediaStream;
  /** Adds an input's sound, off; a second stream of an id replaces the first. */
  add(id: string, stream: MediaStream): void;
  remove(id: string): void;
  /** Whether an input is in the mix. */
  setOn(id: string, on: boolean): void;
  /** Whether this machine plays an input. */
  setHeard(id: string, heard: boolean): void;
  dispose(): void;
};

type Channel = { stream: MediaStream; source: MediaStreamAudioSourceNode; on: GainNode; heard: GainNode };

/** Opens the mix; the browser lets it run after a first click. */
export function openSoundMix(): SoundMix {
  const context = new AudioContext();
  const out = context.createMediaStreamDestination();
  // Without a source that never ends the destination stops sending in silence.
  const silence = new ConstantSourceNode(context, { offset: 0 });
  silence.connect(out);
  silence.start();
  const channels = new Map<string, Channel>();
  const turn = ({ gain }: GainNode, up: boolean): void => {
    gain.setTargetAtTime(up ? 1 : 0, context.currentTime, RAMP_SECONDS / 3);
  };
  const remove = (id: string): void => {
    const channel = channels.get(id);
    if (!channel) return;
    channels.delete(id);
    channel.source.disconnect();
    channel.on.disconnect();
    channel.heard.disconnect();
  };
  return {
    stream: out.stream,
    add(id, stream) {
      if (channels.get(id)?.stream === stream || stream.getAudioTracks().length === 0) return;
      remove(id);
      void context.resume();
      const source = context.createMediaStreamSource(stream);
      const on = new GainNode(context, { gain: 0 });
      const heard = new GainNode(context, { gain: 0 });
      source.connect(on).connect(out);
      source.connect(heard).connect(context.destination);
      channels.set(id, { stream, source, on, heard });
    },
    remove,
    setOn(id, on) {
      const channel = channels.get(id);
      if (channel) turn(channel.on, on);
    },
    setHeard(id, heard) {
      const channel = channels.get(id);
      if (channel) turn(channel.heard, heard);
    },
    dispose() {
      for (const id of [...channels.keys()]) remove(id);
      void context.close();
    },
  };
}
