import { z } from 'zod';
import { command } from './contract.ts';

const id = z.string().min(1).max(64);
/** Parameters that mediasoup checks itself; we bound only their kind (and the frame its size). */
const opaque = z.record(z.string(), z.unknown());
const signalling = { perSecond: 20, burst: 60 };

/** What feeds the programme: nobody, the house channel, or a host's input. */
export type ProgrammeSource = 'none' | 'house' | 'camera' | 'screen' | 'film' | 'slate';
/** The inputs of a host. */
export const HOST_SOURCES = ['camera', 'screen', 'film'] as const;

/** What mediasoup-client needs to build a transport. Its parameters are mediasoup's own. */
export type TransportOffer = {
  id: string;
  iceParameters: unknown;
  iceCandidates: unknown;
  dtlsParameters: unknown;
  epoch: number;
};

/** What mediasoup-client needs to consume a producer. */
export type ConsumerOffer = {
  id: string;
  producerId: string;
  kind: 'audio' | 'video';
  rtpParameters: unknown;
  type: string;
};

export const stageCommands = {
  /** The router's RTP capabilities, for `Device.load`. */
  'stage.capabilities': command<{ rtpCapabilities: unknown; epoch: number }>()(z.object({}), signalling),
  /** Opens a transport; one per direction and client, a second replaces the first. */
  'stage.transport': command<TransportOffer>()(
    z.object({ direction: z.enum(['send', 'receive']) }),
    signalling,
  ),
  'stage.connect': command<{ ok: true }>()(z.object({ transportId: id, dtlsParameters: opaque }), signalling),
  'stage.restartIce': command<{ iceParameters: unknown }>()(z.object({ transportId: id }), signalling),
  /** Sends a track. Hosts only. */
  'stage.produce': command<{ id: string }>()(
    z.object({
      transportId: id,
      kind: z.enum(['audio', 'video']),
      rtpParameters: opaque,
      source: z.enum(HOST_SOURCES),
      title: z.string().trim().max(80).default(''),
    }),
    signalling,
  ),
  /** Ends the host's programme; the house channel returns. Hosts only. */
  'stage.stop': command<{ ok: true }>()(z.object({}), signalling),
  /** Starts to receive a producer, paused. */
  'stage.consume': command<ConsumerOffer>()(
    z.object({ producerId: id, rtpCapabilities: opaque }),
    signalling,
  ),
  'stage.resume': command<{ ok: true }>()(z.object({ consumerId: id }), signalling),
  'stage.pause': command<{ ok: true }>()(z.object({ consumerId: id }), signalling),
  /** Asks for the spatial layer that fits the screen's size in view: 0 is the smallest. */
  'stage.layers': command<{ ok: true }>()(
    z.object({ consumerId: id, spatialLayer: z.number().int().min(0).max(2) }),
    signalling,
  ),
};

export type StageEvents = {
  /** A consumer ended because its producer did. */
  'stage.consumerClosed': { consumerId: string };
};
