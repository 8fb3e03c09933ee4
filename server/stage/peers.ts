import type { types } from 'mediasoup';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { TransportOffer } from '../../shared/wire/stage.ts';
import { checked } from '../mediaCall.ts';
import type { LivingRouter } from './livingRouter.ts';

/** The connections of peers to one router: one transport a peer, a second replaces the first. */
export type Peers = {
  /** Opens it; `maxIncomingBitrate` (bit/s) bounds what it may send us. */
  open(peer: string, maxIncomingBitrate?: number): Promise<TransportOffer>;
  /** Whether this transport is this peer's. */
  has(peer: string, transportId: string): boolean;
  /** A peer's transport by its id; `gone` when it is closed or another's. */
  of(peer: string, transportId: string): types.WebRtcTransport;
  /** A peer's transport; undefined when they have none. */
  find(peer: string): types.WebRtcTransport | undefined;
  connect(peer: string, transportId: string, dtlsParameters: unknown): Promise<void>;
  restartIce(peer: string, transportId: string): Promise<{ iceParameters: unknown }>;
  /** Closes what a peer has, and with it all that runs over it. */
  leave(peer: string): void;
  /** The router is gone with everything on it. */
  forget(): void;
};

/** How fast a new connection may send, bit/s, before it knows better. */
const FIRST_OUTGOING_BITRATE = 2_000_000;

/** Opens the connections over a router. */
export function openPeers(living: LivingRouter): Peers {
  const transports = new Map<string, types.WebRtcTransport>();
  const asking = new Map<string, symbol>();
  const of = (peer: string, id: string): types.WebRtcTransport => {
    const transport = transports.get(peer);
    if (transport?.id !== id) throw new Refusal('gone', 'this transport is closed');
    return transport;
  };
  return {
    async open(peer, maxIncomingBitrate) {
      const { router, webRtcServer } = living.media();
      const mine = Symbol(peer);
      asking.set(peer, mine);
      const transport = await checked(() =>
        router.createWebRtcTransport({
          webRtcServer,
          enableTcp: true,
          preferUdp: true,
          initialAvailableOutgoingBitrate: FIRST_OUTGOING_BITRATE,
        }),
      );
      if (asking.get(peer) !== mine) {
        transport.close();
        throw new Refusal('gone', 'this peer left meanwhile');
      }
      asking.delete(peer);
      transports.get(peer)?.close();
      transports.set(peer, transport);
      transport.observer.once('close', () => {
        if (transports.get(peer) === transport) transports.delete(peer);
      });
      if (maxIncomingBitrate) await transport.setMaxIncomingBitrate(maxIncomingBitrate);
      const { id, iceParameters, iceCandidates, dtlsParameters } = transport;
      return { id, iceParameters, iceCandidates, dtlsParameters, epoch: living.epoch };
    },
    has: (peer, id) => transports.get(peer)?.id === id,
    of,
    find: (peer) => transports.get(peer),
    async connect(peer, id, dtlsParameters) {
      const transport = of(peer, id);
      await checked(() => transport.connect({ dtlsParameters: dtlsParameters as types.DtlsParameters }));
    },
    async restartIce(peer, id) {
      const transport = of(peer, id);
      return { iceParameters: await checked(() => transport.restartIce()) };
    },
    leave(peer) {
      asking.delete(peer);
      transports.get(peer)?.close();
    },
    forget() {
      asking.clear();
      transports.clear();
    },
  };
}
