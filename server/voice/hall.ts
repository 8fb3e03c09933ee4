import type { types } from 'mediasoup';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { VoiceOffer, VoiceTransport } from '../../shared/wire/voice.ts';
import { checked } from '../mediaCall.ts';

/** Where voices flow: the room's router, and where its transports listen. */
export type HallMedia = { router: types.Router; webRtcServer: types.WebRtcServer };

/** What a hall tells its room. */
export type HallListener = {
  receive(peer: string, transport: VoiceTransport): void;
  heard(peer: string, offer: VoiceOffer): void;
  gone(peer: string, consumer: { id: string; speaker: string }): void;
  /** A microphone was shut because it sent more than a voice needs. */
  shutUp(peer: string): void;
};

/** One who has a microphone; `talkedAt` is when they were last loud enough. */
export type Microphone = { id: string; open: boolean; talkedAt: number };

/** The voices of one room on one router. Owns its transports, and through them what flows; closes itself with the router. */
export type Hall = {
  router: types.Router;
  /** Begins to hear with these capabilities, or begins anew. */
  listen(peer: string, rtpCapabilities: unknown): void;
  openTransport(peer: string): Promise<VoiceTransport>;
  connect(peer: string, transportId: string, dtlsParameters: unknown): Promise<void>;
  produce(peer: string, transportId: string, rtpParameters: unknown, open: boolean): Promise<{ id: string }>;
  /** Opens or shuts a microphone; nothing without one. */
  setOpen(peer: string, open: boolean): Promise<void>;
  resume(peer: string, consumerId: string): Promise<void>;
  /** Whom a listener hears from now on; consumers come and go until it is so. */
  setHeard(peer: string, speakers: readonly string[]): void;
  heardBy(peer: string): { has(speaker: string): boolean };
  listeners(): string[];
  microphones(): Microphone[];
  /** Shuts microphones that send more than a voice needs. */
  police(): Promise<void>;
  leave(peer: string): void;
  close(): void;
};

type Peer = {
  send?: types.WebRtcTransport;
  receive?: types.WebRtcTransport;
  capabilities?: types.RtpCapabilities | undefined;
  producer?: types.Producer | undefined;
  talkedAt: number;
  wanted: ReadonlySet<string>;
  heard: Map<string, types.Consumer>;
  busy: boolean;
};

/** Most that a voice should send, and more than any honest voice sends, bit/s. */
const MAX_BITRATE = 64_000;
const ABUSE_BITRATE = 160_000;
/** Decibels (dBov) above which one talks, milliseconds between two looks. */
const LEVELS = { threshold: -60, interval: 200, maxEntries: 500 } as const;

/** Opens the voices of a room on its router. */
export async function openHall(
  { router, webRtcServer }: HallMedia,
  tell: HallListener,
  now: () => number,
): Promise<Hall> {
  const peers = new Map<string, Peer>();
  const levels = await router.createAudioLevelObserver(LEVELS);
  levels.on('volumes', (volumes) => {
    for (const { producer } of volumes) {
      const peer = peers.get(String(producer.appData.peer));
      if (peer?.producer === producer) peer.talkedAt = now();
    }
  });

  const peerOf = (id: string): Peer => {
    const peer = peers.get(id) ?? { talkedAt: 0, wanted: new Set<string>(), heard: new Map(), busy: false };
    peers.set(id, peer);
    return peer;
  };
  const createTransport = async (id: string, direction: 'send' | 'receive') => {
    const peer = peerOf(id);
    const transport = await checked(() =>
      router.createWebRtcTransport({
        webRtcServer,
        enableTcp: true,
        preferUdp: true,
        initialAvailableOutgoingBitrate: 300_000,
        appData: { direction },
      }),
    );
    if (peers.get(id) !== peer) {
      transport.close();
      throw new Refusal('gone', 'this peer left meanwhile');
    }
    peer[direction]?.close();
    peer[direction] = transport;
    return transport;
  };
  const hush = (peer: Peer): void => {
    for (const consumer of [...peer.heard.values()]) consumer.close();
    peer.receive?.close();
    delete peer.receive;
  };

  const hear = async (id: string, peer: Peer, speaker: string, producer: types.Producer): Promise<void> => {
    const rtpCapabilities = peer.capabilities!;
    // What this browser says it can play can't be used: it hears nobody until it says so anew.
    if (!producer.closed && !router.canConsume({ producerId: producer.id, rtpCapabilities })) {
      peer.capabilities = undefined;
      return;
    }
    if (!peer.receive) tell.receive(id, offerOf(await createTransport(id, 'receive')));
    const consumer = await peer.receive!.consume({
      producerId: producer.id,
      rtpCapabilities,
      paused: true,
    });
    peer.heard.set(speaker, consumer);
    consumer.observer.once('close', () => {
      if (peer.heard.get(speaker) === consumer) peer.heard.delete(speaker);
      tell.gone(id, { id: consumer.id, speaker });
    });
    const { rtpParameters } = consumer;
    tell.heard(id, { id: consumer.id, producerId: producer.id, speaker, rtpParameters });
  };
  /** Brings what one hears in line with what is wanted, one step after the other; the next look repeats what failed. */
  const reconcile = async (id: string, peer: Peer): Promise<void> => {
    if (peer.busy) return;
    peer.busy = true;
    try {
      while (peers.get(id) === peer && peer.capabilities) {
        for (const [speaker, consumer] of [...peer.heard]) if (!peer.wanted.has(speaker)) consumer.close();
        const next = [...peer.wanted].find((one) => !peer.heard.has(one) && peers.get(one)?.producer);
        if (next === undefined) return;
        await hear(id, peer, next, peers.get(next)!.producer!);
      }
    } catch {
      // Something closed meanwhile.
    } finally {
      peer.busy = false;
    }
  };

  const hall: Hall = {
    router,
    listen(id, rtpCapabilities) {
      const peer = peerOf(id);
      hush(peer);
      peer.capabilities = rtpCapabilities as types.RtpCapabilities;
    },
    async openTransport(id) {
      const transport = await createTransport(id, 'send');
      await checked(() => transport.setMaxIncomingBitrate(MAX_BITRATE));
      return offerOf(transport);
    },
    async connect(id, transportId, dtlsParameters) {
      const peer = peers.get(id);
      const transport = [peer?.send, peer?.receive].find((candidate) => candidate?.id === transportId);
      if (!transport) throw new Refusal('gone', 'this transport is closed');
      await checked(() => transport.connect({ dtlsParameters: dtlsParameters as types.DtlsParameters }));
    },
    async produce(id, transportId, rtpParameters, open) {
      const peer = peers.get(id);
      if (peer?.send?.id !== transportId) throw new Refusal('gone', 'this transport is closed');
      const { codecs, encodings } = rtpParameters as Partial<types.RtpParameters>;
      if (!Array.isArray(codecs) || codecs.some((codec) => !/^audio\/opus$/i.test(String(codec?.mimeType))))
        throw new Refusal('bad-input', 'a voice is Opus');
      if (Array.isArray(encodings) && encodings.length > 1)
        throw new Refusal('bad-input', 'a voice has one encoding');
      const { send } = peer;
      const producer = await checked(() =>
        send.produce({
          kind: 'audio',
          rtpParameters: rtpParameters as types.RtpParameters,
          paused: !open,
          appData: { peer: id },
        }),
      );
      peer.producer?.close();
      peer.producer = producer;
      producer.observer.once('close', () => {
        if (peer.producer === producer) peer.producer = undefined;
      });
      await checked(() => levels.addProducer({ producerId: producer.id }));
      return { id: producer.id };
    },
    async setOpen(id, open) {
      const peer = peers.get(id);
      if (peer && !open) peer.talkedAt = 0;
      const producer = peer?.producer;
      if (producer && producer.paused === open)
        await checked(() => (open ? producer.resume() : producer.pause()));
    },
    async resume(id, consumerId) {
      const consumer = [...(peers.get(id)?.heard.values() ?? [])].find((one) => one.id === consumerId);
      if (!consumer) throw new Refusal('gone', 'this voice is no longer sent here');
      await checked(() => consumer.resume());
    },
    setHeard(id, speakers) {
      const peer = peers.get(id);
      if (!peer) return;
      peer.wanted = new Set(speakers);
      void reconcile(id, peer);
    },
    heardBy: (id) => peers.get(id)?.wanted ?? new Set(),
    listeners: () => [...peers].flatMap(([id, peer]) => (peer.capabilities ? [id] : [])),
    microphones: () =>
      [...peers].flatMap(([id, { producer, talkedAt }]) =>
        producer ? [{ id, open: !producer.paused, talkedAt }] : [],
      ),
    async police() {
      for (const [id, { producer }] of [...peers]) {
        if (!producer || producer.paused) continue;
        const [stats] = await producer.getStats().catch(() => []);
        if ((stats?.bitrate ?? 0) <= ABUSE_BITRATE) continue;
        producer.close();
        tell.shutUp(id);
      }
    },
    leave(id) {
      const peer = peers.get(id);
      peers.delete(id);
      if (!peer) return;
      hush(peer);
      peer.send?.close();
    },
    close() {
      for (const id of [...peers.keys()]) hall.leave(id);
      levels.close();
    },
  };
  router.observer.once('close', () => peers.clear());
  return hall;
}

const offerOf = ({
  id,
  iceParameters,
  iceCandidates,
  dtlsParameters,
}: types.WebRtcTransport): VoiceTransport => ({
  id,
  iceParameters,
  iceCandidates,
  dtlsParameters,
});
