import type { types } from 'mediasoup';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { ConsumerOffer, TransportOffer } from '../../shared/wire/stage.ts';
import type { Log } from '../log.ts';
import { checked } from '../mediaCall.ts';
import { type LivingRouter, openLivingRouter } from './livingRouter.ts';
import { openPeers } from './peers.ts';
import type { MediaPool } from './pool.ts';
import type { Stage } from './stage.ts';

/** What the people of one room receive of the stage: the programme is piped to the room's own router, once however many look. Owns that router; `close` is idempotent. */
export type Feeds = Pick<LivingRouter, 'media' | 'close'> & {
  /** Rises when everybody in the room must build their connections anew. */
  readonly epoch: number;
  openTransport(peer: string): Promise<TransportOffer>;
  connect(peer: string, transportId: string, dtlsParameters: unknown): Promise<void>;
  restartIce(peer: string, transportId: string): Promise<{ iceParameters: unknown }>;
  /** Starts to receive what everybody may see, or whoever is backstage, paused. */
  consume(
    peer: string,
    producerId: string,
    rtpCapabilities: unknown,
    backstage?: boolean,
  ): Promise<ConsumerOffer>;
  setPaused(peer: string, consumerId: string, paused: boolean): Promise<void>;
  setLayer(peer: string, consumerId: string, spatialLayer: number): Promise<void>;
  leave(peer: string): void;
};

/** What the feeds tell their room. */
export type FeedsListener = {
  /** A new epoch has begun. */
  back(): void;
  consumerClosed(peer: string, consumerId: string): void;
};

/** Opens the feeds of a room. */
export async function openFeeds(
  stage: Pick<Stage, 'offers' | 'router'>,
  pool: MediaPool,
  listener: FeedsListener,
  log: Log,
): Promise<Feeds> {
  const consumers = new Map<string, { peer: string; consumer: types.Consumer }>();
  const pipes = new Map<string, Promise<string>>();
  const living = await openLivingRouter(pool, {
    opened() {},
    lost() {
      consumers.clear();
      pipes.clear();
      peers.forget();
    },
    back() {
      log.info({ epoch: living.epoch }, 'feeds of a room recovered on a new media worker');
      listener.back();
    },
  });
  const peers = openPeers(living);
  const consumerOf = (peer: string, id: string): types.Consumer => {
    const found = consumers.get(id);
    if (found?.peer !== peer) throw new Refusal('gone', 'this consumer is closed');
    return found.consumer;
  };
  /** Brings a producer of the stage to the room's router and answers its id there (on one worker an id can't stand twice); it ends there when it ends on the stage. */
  const pipe = (producerId: string): Promise<string> => {
    const known = pipes.get(producerId);
    if (known) return known;
    const forget = (): void => {
      if (pipes.get(producerId) === piping) pipes.delete(producerId);
    };
    const piping = checked(async () => {
      const { router } = living.media();
      const { pipeProducer } = await stage.router().pipeToRouter({ producerId, router, keepId: false });
      pipeProducer!.observer.once('close', forget);
      return pipeProducer!.id;
    });
    pipes.set(producerId, piping);
    piping.catch(forget);
    return piping;
  };

  return {
    get epoch() {
      return living.epoch;
    },
    media: living.media,
    openTransport: peers.open,
    connect: peers.connect,
    restartIce: peers.restartIce,

    async consume(peer, producerId, rtpCapabilities, backstage = false) {
      const capabilities = rtpCapabilities as types.RtpCapabilities;
      if (!peers.find(peer)) throw new Refusal('gone', 'open a receiving transport first');
      if (!stage.offers(producerId, backstage)) throw new Refusal('gone', 'this is not on air any more');
      const here = await pipe(producerId);
      const { router } = living.media();
      if (!(await checked(() => router.canConsume({ producerId: here, rtpCapabilities: capabilities }))))
        throw new Refusal('media-unavailable', 'this browser can play none of the codecs');
      const transport = peers.find(peer);
      if (!transport) throw new Refusal('gone', 'the receiving transport is closed');
      const consumer = await checked(() =>
        transport.consume({ producerId: here, rtpCapabilities: capabilities, paused: true }),
      );
      consumers.set(consumer.id, { peer, consumer });
      consumer.observer.once('close', () => consumers.delete(consumer.id));
      consumer.once('producerclose', () => listener.consumerClosed(peer, consumer.id));
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

    leave: peers.leave,
    close: living.close,
  };
}
