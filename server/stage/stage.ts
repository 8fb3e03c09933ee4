import type { types } from 'mediasoup';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { ConsumerOffer, ProgrammeSource, TransportOffer } from '../../shared/wire/stage.ts';
import type { Log } from '../log.ts';
import { checked } from '../mediaCall.ts';
import { type Film, type HouseChannel, openHouseChannel } from './house.ts';
import type { MediaPool, MediaRouter } from './pool.ts';

/** What is on air; `epoch` rises when every media connection must be built anew. */
export type OnAir = { source: ProgrammeSource; video: string; audio: string; title: string; epoch: number };

/** What a stage tells its room. */
export type StageListener = {
  onAir(onAir: OnAir): void;
  consumerClosed(peer: string, consumerId: string): void;
};

/** One track that a host sends. */
export type ProduceWish = {
  transportId: string;
  kind: 'audio' | 'video';
  rtpParameters: unknown;
  source: 'camera' | 'screen' | 'film';
  title: string;
};

/** The media side of one room. Owns its router, and through it every transport, producer and consumer; `close` is idempotent. */
export type Stage = {
  capabilities(): { rtpCapabilities: unknown; epoch: number };
  /** The router of now and where it listens; `media-unavailable` while a worker is being replaced. */
  media(): Pick<MediaRouter, 'router' | 'webRtcServer'>;
  /** The peer whose sound is on air. */
  onAir(): string | undefined;
  openTransport(peer: string, direction: 'send' | 'receive'): Promise<TransportOffer>;
  connect(peer: string, transportId: string, dtlsParameters: unknown): Promise<void>;
  restartIce(peer: string, transportId: string): Promise<{ iceParameters: unknown }>;
  produce(peer: string, wish: ProduceWish): Promise<{ id: string }>;
  /** Ends the peer's programme, if it is on air. */
  stop(peer: string): void;
  consume(peer: string, producerId: string, rtpCapabilities: unknown): Promise<ConsumerOffer>;
  setPaused(peer: string, consumerId: string, paused: boolean): Promise<void>;
  setLayer(peer: string, consumerId: string, spatialLayer: number): Promise<void>;
  /** Whether the house film runs while nobody is live; else the screen rests. */
  setFilm(on: boolean): void;
  /** The peer's connection dropped: its programme gives way to a slate until it returns or leaves. */
  drop(peer: string): void;
  /** The peer is gone: closes all that it had. */
  leave(peer: string): void;
  close(): void;
};

type Peer = {
  transports: Map<string, types.WebRtcTransport>;
  consumers: Map<string, types.Consumer>;
  producers: Map<'audio' | 'video', types.Producer>;
};

/** Milliseconds for which the slate stays after a host stopped, and after a host was lost. */
export const SLATE_MS = { stopped: 4000, lost: 20_000 } as const;
/** Highest rate that a host may send, bit/s. */
const MAX_INCOMING_BITRATE = 6_000_000;

/** Opens the stage of a room: a router with the house channel on air. */
export async function openStage(
  pool: MediaPool,
  film: Film | undefined,
  listener: StageListener,
  log: Log,
): Promise<Stage> {
  const peers = new Map<string, Peer>();
  let media: MediaRouter;
  let house: HouseChannel | undefined;
  let onAir: OnAir = { source: 'none', video: '', audio: '', title: '', epoch: 0 };
  let host: string | undefined;
  let slateTimer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  let filmOn = true;

  const air = (change: Partial<OnAir>): void => {
    onAir = { ...onAir, ...change };
    house?.setPlaying(onAir.source === 'house');
    listener.onAir(onAir);
  };
  const showHouse = (): void => {
    clearTimeout(slateTimer);
    host = undefined;
    if (house && filmOn) air({ source: 'house', video: house.video, audio: house.audio, title: '' });
    else air({ source: 'none', video: '', audio: '', title: '' });
  };
  const showSlate = (forMs: number): void => {
    clearTimeout(slateTimer);
    air({ source: 'slate', video: '', audio: '' });
    slateTimer = setTimeout(showHouse, forMs);
  };

  const open = async (): Promise<void> => {
    media = await pool.openRouter();
    if (closed) return media.close();
    house = film && (await openHouseChannel(media.router, film).catch(() => undefined));
    void media.died.then(() => (closed ? undefined : recover()));
  };
  /** The worker died: everything on it is gone. A new router, a new epoch; clients build their connections anew. */
  const recover = async (): Promise<void> => {
    const live = host;
    peers.clear();
    house = undefined;
    clearTimeout(slateTimer);
    air({ source: 'slate', video: '', audio: '' });
    await open();
    if (closed) return;
    onAir = { ...onAir, epoch: onAir.epoch + 1 };
    log.info({ epoch: onAir.epoch }, 'stage recovered on a new media worker');
    if (live) showSlate(SLATE_MS.lost);
    else showHouse();
  };

  const peerOf = (id: string): Peer => {
    const peer = peers.get(id) ?? { transports: new Map(), consumers: new Map(), producers: new Map() };
    peers.set(id, peer);
    return peer;
  };
  const transportOf = (peer: string, id: string): types.WebRtcTransport => {
    const transport = peers.get(peer)?.transports.get(id);
    if (!transport) throw new Refusal('gone', 'this transport is closed');
    return transport;
  };
  const consumerOf = (peer: string, id: string): types.Consumer => {
    const consumer = peers.get(peer)?.consumers.get(id);
    if (!consumer) throw new Refusal('gone', 'this consumer is closed');
    return consumer;
  };
  const ready = (): types.Router => {
    if (closed || !media || media.router.closed)
      throw new Refusal('media-unavailable', 'the media worker is being replaced');
    return media.router;
  };

  await open();
  showHouse();

  return {
    capabilities: () => ({ rtpCapabilities: ready().rtpCapabilities, epoch: onAir.epoch }),
    media: () => ({ router: ready(), webRtcServer: media.webRtcServer }),
    onAir: () => (onAir.audio && onAir.source !== 'house' ? host : undefined),

    async openTransport(peerId, direction) {
      const router = ready();
      const peer = peerOf(peerId);
      const transport = await checked(() =>
        router.createWebRtcTransport({
          webRtcServer: media.webRtcServer,
          enableTcp: true,
          preferUdp: true,
          initialAvailableOutgoingBitrate: 2_000_000,
          appData: { direction },
        }),
      );
      if (peers.get(peerId) !== peer) {
        transport.close();
        throw new Refusal('gone', 'this peer left meanwhile');
      }
      for (const other of peer.transports.values()) if (other.appData.direction === direction) other.close();
      peer.transports.set(transport.id, transport);
      transport.observer.once('close', () => peer.transports.delete(transport.id));
      if (direction === 'send') await transport.setMaxIncomingBitrate(MAX_INCOMING_BITRATE);
      const { id, iceParameters, iceCandidates, dtlsParameters } = transport;
      return { id, iceParameters, iceCandidates, dtlsParameters, epoch: onAir.epoch };
    },

    async connect(peer, transportId, dtlsParameters) {
      const transport = transportOf(peer, transportId);
      await checked(() => transport.connect({ dtlsParameters: dtlsParameters as types.DtlsParameters }));
    },

    async restartIce(peer, transportId) {
      const transport = transportOf(peer, transportId);
      return { iceParameters: await checked(() => transport.restartIce()) };
    },

    async produce(peerId, { transportId, kind, rtpParameters, source, title }) {
      if (host !== undefined && host !== peerId && onAir.source !== 'slate')
        throw new Refusal('conflict', 'another host is live in this room');
      const transport = transportOf(peerId, transportId);
      const peer = peerOf(peerId);
      const producer = await checked(() =>
        transport.produce({ kind, rtpParameters: rtpParameters as types.RtpParameters, appData: { source } }),
      );
      peer.producers.get(kind)?.close();
      peer.producers.set(kind, producer);
      producer.observer.once('close', () => {
        if (peer.producers.get(kind) === producer) peer.producers.delete(kind);
      });
      clearTimeout(slateTimer);
      host = peerId;
      if (kind === 'video')
        air({ source, video: producer.id, audio: peer.producers.get('audio')?.id ?? '', title });
      else if (onAir.video === peer.producers.get('video')?.id) air({ audio: producer.id });
      return { id: producer.id };
    },

    stop(peerId) {
      if (host !== peerId) return;
      showSlate(SLATE_MS.stopped);
      for (const producer of [...(peers.get(peerId)?.producers.values() ?? [])]) producer.close();
    },

    async consume(peerId, producerId, rtpCapabilities) {
      const router = ready();
      const capabilities = rtpCapabilities as types.RtpCapabilities;
      const peer = peerOf(peerId);
      const transport = [...peer.transports.values()].find(
        (candidate) => candidate.appData.direction === 'receive',
      );
      if (!transport) throw new Refusal('gone', 'open a receiving transport first');
      if (producerId !== onAir.video && producerId !== onAir.audio)
        throw new Refusal('gone', 'this is not on air any more');
      if (!(await checked(() => router.canConsume({ producerId, rtpCapabilities: capabilities }))))
        throw new Refusal('media-unavailable', 'this browser can play none of the codecs');
      const consumer = await checked(() =>
        transport.consume({ producerId, rtpCapabilities: capabilities, paused: true }),
      );
      peer.consumers.set(consumer.id, consumer);
      consumer.observer.once('close', () => peer.consumers.delete(consumer.id));
      consumer.once('producerclose', () => listener.consumerClosed(peerId, consumer.id));
      const { id, kind, rtpParameters, type } = consumer;
      return { id, producerId, kind, rtpParameters, type };
    },

    async setPaused(peer, consumerId, paused) {
      const consumer = consumerOf(peer, consumerId);
      await checked(() => (paused ? consumer.pause() : consumer.resume()));
    },

    async setLayer(peer, consumerId, spatialLayer) {
      const consumer = consumerOf(peer, consumerId);
      if (consumer.type === 'simulcast' || consumer.type === 'svc')
        await checked(() => consumer.setPreferredLayers({ spatialLayer }));
    },

    setFilm(on) {
      filmOn = on;
      if (onAir.source === 'house' || onAir.source === 'none') showHouse();
    },

    drop(peerId) {
      if (host === peerId && onAir.source !== 'slate') showSlate(SLATE_MS.lost);
    },

    leave(peerId) {
      if (host === peerId) {
        host = undefined;
        if (onAir.source !== 'house') showSlate(SLATE_MS.stopped);
      }
      for (const transport of [...(peers.get(peerId)?.transports.values() ?? [])]) transport.close();
      peers.delete(peerId);
    },

    close() {
      if (closed) return;
      closed = true;
      clearTimeout(slateTimer);
      peers.clear();
      house?.close();
      media?.close();
    },
  };
}
