import type { types } from 'mediasoup-client';
import type { VoiceOffer, VoiceTransport } from '../../shared/wire/voice.ts';
import type { Link } from '../net/link.ts';
import { openTransport, RETRY_MS, type VoiceDevice } from './device.ts';

/** Receives the voices that the room chooses. Knows nothing of sound: tracks out. */
export type Hearing = {
  /** Asks the room anew, after a wish or the media side has changed. */
  restart(): void;
  dispose(): void;
};

/** What hearing tells: whose voice comes, and whose has gone. */
export type HearingEvents = {
  heard(speaker: string, track: MediaStreamTrack): void;
  gone(speaker: string): void;
};

/** Begins to hear, with as many voices and without the blocked as `wish` says at that moment. */
export function openHearing(
  link: Link,
  device: VoiceDevice,
  wish: () => { nearest: number; blocked: string[] },
  tell: HearingEvents,
): Hearing {
  const consumers = new Map<string, { consumer: types.Consumer; speaker: string }>();
  const gone = new Set<string>();
  let transport: types.Transport | undefined;
  let disposed = false;
  let again: ReturnType<typeof setTimeout> | undefined;
  let work: Promise<void> = Promise.resolve();

  const drop = (id: string): void => {
    const entry = consumers.get(id);
    if (!entry) return;
    consumers.delete(id);
    entry.consumer.close();
    tell.gone(entry.speaker);
  };
  const teardown = (): void => {
    for (const id of [...consumers.keys()]) drop(id);
    gone.clear();
    transport?.close();
    transport = undefined;
  };
  const begin = async (): Promise<void> => {
    const { recvRtpCapabilities } = await device();
    if (disposed) return;
    teardown();
    await link.request('voice.listen', { rtpCapabilities: recvRtpCapabilities as never, ...wish() });
  };
  const restart = (): void => {
    clearTimeout(again);
    if (disposed) return;
    begin().catch(() => {
      if (!disposed) again = setTimeout(restart, RETRY_MS);
    });
  };
  const receive = async (offer: VoiceTransport): Promise<void> => {
    const loaded = await device();
    if (disposed) return;
    teardown();
    const made = openTransport(link, loaded, 'receive', offer, () => transport === made && restart());
    transport = made;
  };
  const hear = async (offer: VoiceOffer): Promise<void> => {
    const over = transport;
    if (!over || gone.delete(offer.id)) return;
    const consumer = await over.consume({
      ...offer,
      kind: 'audio',
      rtpParameters: offer.rtpParameters as types.RtpParameters,
      // Each voice on its own clock: nobody's sound waits for another's.
      streamId: offer.speaker,
    });
    if (transport !== over || gone.delete(offer.id)) return consumer.close();
    consumers.set(offer.id, { consumer, speaker: offer.speaker });
    tell.heard(offer.speaker, consumer.track);
    await link.request('voice.resume', { consumerId: offer.id });
  };
  const next = (step: () => Promise<void>): void => {
    work = work.then(step).catch(() => undefined);
  };

  const undo = [
    link.on('voice.receive', (offer) => next(() => receive(offer))),
    link.on('voice.heard', (offer) => next(() => hear(offer))),
    link.on('voice.gone', ({ id }) => {
      if (consumers.has(id)) drop(id);
      else gone.add(id);
    }),
    link.onStatus((status) => status === 'online' && restart()),
  ];
  restart();
  return {
    restart,
    dispose() {
      disposed = true;
      clearTimeout(again);
      for (const step of undo.splice(0)) step();
      teardown();
    },
  };
}
