import type { types } from 'mediasoup-client';
import type { Link } from '../net/link.ts';
import { toRefusal } from '../ui/report.ts';
import { openTransport, RETRY_MS, type VoiceDevice } from './device.ts';

/** Sends one's voice to the room. Knows nothing of microphones: a track in. */
export type Speaking = {
  /** Sends this track from now on, or nothing; throws `muted` when staff has muted one. */
  setTrack(track: MediaStreamTrack | undefined): Promise<void>;
  /** Whether what the track hears is let out. */
  setOpen(open: boolean): Promise<void>;
  /** Builds everything anew, after the media side has changed. */
  restart(): void;
  dispose(): void;
};

/** One voice: mono, silent when nobody talks, with what lost packets need. */
const CODEC: types.ProducerCodecOptions = {
  opusStereo: false,
  opusDtx: true,
  opusFec: true,
  opusMaxAverageBitrate: 32_000,
};

/** Opens the sending side; transport and producer come with the first track, and come back by themselves. */
export function openSpeaking(link: Link, device: VoiceDevice): Speaking {
  let track: MediaStreamTrack | undefined;
  let open = false;
  let transport: types.Transport | undefined;
  let producer: types.Producer | undefined;
  let disposed = false;
  let again: ReturnType<typeof setTimeout> | undefined;
  let work: Promise<void> = Promise.resolve();

  const teardown = (): void => {
    producer?.close();
    transport?.close();
    producer = undefined;
    transport = undefined;
  };
  const connect = async (): Promise<types.Transport> => {
    const loaded = await device();
    const offer = await link.request('voice.transport', {});
    const made = openTransport(link, loaded, 'send', offer, () => transport === made && restart());
    made.on('produce', ({ rtpParameters }, done, failed) => {
      link
        .request('voice.produce', {
          transportId: made.id,
          kind: 'audio',
          rtpParameters: rtpParameters as never,
          open,
        })
        .then(done, failed);
    });
    return made;
  };
  const apply = async (): Promise<void> => {
    if (disposed) return;
    if (producer) {
      if (producer.track !== (track ?? null)) await producer.replaceTrack({ track: track ?? null });
    } else if (track) {
      transport ??= await connect();
      if (disposed) return teardown();
      producer = await transport.produce({ track, stopTracks: false, codecOptions: CODEC });
    }
    if (!producer) return;
    const out = open && track !== undefined;
    if (!out) producer.pause();
    await link.request('voice.open', { open: out });
    if (out) producer.resume();
  };
  const queue = (step: () => Promise<void>): Promise<void> => {
    const done = work.then(step);
    work = done.catch(() => undefined);
    return done;
  };
  const restart = (): void => {
    clearTimeout(again);
    if (disposed || !transport) return;
    teardown();
    queue(apply).catch((error) => {
      if (!disposed && toRefusal(error).code !== 'muted') again = setTimeout(retry, RETRY_MS);
    });
  };
  const retry = (): void => {
    teardown();
    void queue(apply).catch(() => {
      if (!disposed) again = setTimeout(retry, RETRY_MS);
    });
  };
  const undo = [link.onStatus((status) => status === 'online' && restart())];
  return {
    restart,
    setTrack(next) {
      track = next;
      return queue(apply);
    },
    setOpen(next) {
      open = next;
      return queue(apply);
    },
    dispose() {
      disposed = true;
      clearTimeout(again);
      for (const step of undo.splice(0)) step();
      teardown();
    },
  };
}
