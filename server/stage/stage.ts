import type { types } from 'mediasoup';
import type { LiveSource } from '../../shared/model/sources.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { ProgrammeSource, TransportOffer } from '../../shared/wire/stage.ts';
import type { Log } from '../log.ts';
import { checked } from '../mediaCall.ts';
import { type Film, type HouseChannel, openHouseChannel } from './house.ts';
import { openLivingRouter } from './livingRouter.ts';
import { openPeers } from './peers.ts';
import type { MediaPool } from './pool.ts';

/** What is on air; `sendEpoch` rises when hosts must build their connections anew. */
export type OnAir = {
  source: ProgrammeSource;
  video: string;
  audio: string;
  title: string;
  sendEpoch: number;
};

/** One track that a host sends. */
export type ProduceWish = {
  transportId: string;
  kind: 'audio' | 'video';
  rtpParameters: unknown;
  source: LiveSource;
  title: string;
};

/** The programme of a showroom, one for all its rooms. Owns its router, and through it hosts' transports and producers; `close` is idempotent. */
export type Stage = {
  onAir(): OnAir;
  /** Calls back at once, and after each change. */
  follow(listener: (onAir: OnAir) => void): () => void;
  /** The router on which the programme is; `media-unavailable` while its worker is being replaced. */
  router(): types.Router;
  /** The visitor whose sound is on air. */
  speaker(): string | undefined;
  openTransport(peer: string): Promise<TransportOffer>;
  /** A peer's transport; undefined when it has none. */
  transport(peer: string): types.WebRtcTransport | undefined;
  has(peer: string, transportId: string): boolean;
  connect(peer: string, transportId: string, dtlsParameters: unknown): Promise<void>;
  restartIce(peer: string, transportId: string): Promise<{ iceParameters: unknown }>;
  /** Puts a track on air; `visitor` is who the peer is. */
  produce(peer: string, visitor: string, wish: ProduceWish): Promise<{ id: string }>;
  /** Ends the peer's programme, if it is on air. */
  stop(peer: string): void;
  /** Whether the house film runs while nobody is live; else the screen rests. */
  setFilm(on: boolean): void;
  /** The peer's connection dropped: its programme gives way to a slate until it returns or leaves. */
  drop(peer: string): void;
  /** The peer is gone: closes all that it had. */
  leave(peer: string): void;
  close(): void;
};

/** Milliseconds for which the slate stays after a host stopped, and after a host was lost. */
export const SLATE_MS = { stopped: 4000, lost: 20_000 } as const;
/** Highest rate that a host may send, bit/s. */
const MAX_INCOMING_BITRATE = 6_000_000;

/** Opens the stage of a showroom, with the house channel on air. */
export async function openStage(pool: MediaPool, film: Film | undefined, log: Log): Promise<Stage> {
  const listeners = new Set<(onAir: OnAir) => void>();
  const sending = new Map<string, Map<'audio' | 'video', types.Producer>>();
  let house: HouseChannel | undefined;
  let onAir: OnAir = { source: 'none', video: '', audio: '', title: '', sendEpoch: 0 };
  let host: { peer: string; visitor: string } | undefined;
  let slateTimer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  let filmOn = true;

  const air = (change: Partial<OnAir>): void => {
    onAir = { ...onAir, ...change };
    house?.setPlaying(onAir.source === 'house');
    for (const listener of listeners) listener(onAir);
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

  const living = await openLivingRouter(pool, {
    async opened(router) {
      house = film && (await openHouseChannel(router, film).catch(() => undefined));
    },
    lost() {
      sending.clear();
      peers.forget();
      house = undefined;
      clearTimeout(slateTimer);
      air({ source: 'slate', video: '', audio: '' });
    },
    back() {
      onAir = { ...onAir, sendEpoch: living.epoch };
      log.info({ epoch: living.epoch }, 'stage recovered on a new media worker');
      if (host) showSlate(SLATE_MS.lost);
      else showHouse();
    },
  });
  const peers = openPeers(living, MAX_INCOMING_BITRATE);
  const producersOf = (peer: string) => {
    const own = sending.get(peer) ?? new Map<'audio' | 'video', types.Producer>();
    sending.set(peer, own);
    return own;
  };
  showHouse();

  return {
    onAir: () => onAir,
    follow(listener) {
      listeners.add(listener);
      listener(onAir);
      return () => listeners.delete(listener);
    },
    router: () => living.media().router,
    speaker: () => (onAir.audio && onAir.source !== 'house' ? host?.visitor : undefined),
    openTransport: peers.open,
    transport: peers.find,
    has: peers.has,
    connect: peers.connect,
    restartIce: peers.restartIce,

    async produce(peer, visitor, { transportId, kind, rtpParameters, source, title }) {
      if (host !== undefined && host.peer !== peer && onAir.source !== 'slate')
        throw new Refusal('conflict', 'another host is live here');
      const transport = peers.of(peer, transportId);
      const producer = await checked(() =>
        transport.produce({ kind, rtpParameters: rtpParameters as types.RtpParameters, appData: { source } }),
      );
      const own = producersOf(peer);
      own.get(kind)?.close();
      own.set(kind, producer);
      producer.observer.once('close', () => {
        if (own.get(kind) === producer) own.delete(kind);
      });
      clearTimeout(slateTimer);
      host = { peer, visitor };
      if (kind === 'video') air({ source, video: producer.id, audio: own.get('audio')?.id ?? '', title });
      else if (onAir.video === own.get('video')?.id) air({ audio: producer.id });
      return { id: producer.id };
    },

    stop(peer) {
      if (host?.peer !== peer) return;
      showSlate(SLATE_MS.stopped);
      for (const producer of [...producersOf(peer).values()]) producer.close();
    },

    setFilm(on) {
      filmOn = on;
      if (onAir.source === 'house' || onAir.source === 'none') showHouse();
    },

    drop(peer) {
      if (host?.peer === peer && onAir.source !== 'slate') showSlate(SLATE_MS.lost);
    },

    leave(peer) {
      if (host?.peer === peer) {
        host = undefined;
        if (onAir.source !== 'house') showSlate(SLATE_MS.stopped);
      }
      peers.leave(peer);
      sending.delete(peer);
    },

    close() {
      if (closed) return;
      closed = true;
      clearTimeout(slateTimer);
      listeners.clear();
      house?.close();
      living.close();
    },
  };
}
