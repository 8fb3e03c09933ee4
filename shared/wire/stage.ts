import { z } from 'zod';
import { type LiveSource, PROGRAMME, SENT_SOURCES } from '../model/sources.ts';
import { command } from './contract.ts';
import { CAPTION_MAX } from './limits.ts';

const id = z.string().min(1).max(64);
/** Parameters that mediasoup checks itself; we bound only their kind (and the frame its size). */
const opaque = z.record(z.string(), z.unknown());
const signalling = { perSecond: 20, burst: 60 };

/** What feeds the programme: nobody, the house channel, or a host's input. */
export type ProgrammeSource = 'none' | 'house' | LiveSource | 'slate';

/** One input of a stage, on air or not: who sends it (their session, and who they are), its producers (empty: none of that kind), whether the host has silenced it, and whether it is on air (`TALLY`). */
export type SourceInfo = {
  id: string;
  kind: LiveSource;
  name: string;
  peer: string;
  visitor: string;
  video: string;
  audio: string;
  muted: boolean;
  tally: number;
};

/** Somebody who wants to come on stage, may, or is there; `at` is when they asked, server time in milliseconds. */
export type Hand = { peer: string; name: string; status: 'raised' | 'invited' | 'on'; at: number };

/** What mediasoup-client needs to build a transport. Its parameters are mediasoup's own. */
export type TransportOffer = {
  id: string;
  iceParameters: unknown;
  iceCandidates: unknown;
  dtlsParameters: unknown;
  epoch: number;
};

/** A STUN or TURN server, as browsers want it (https://www.w3.org/TR/webrtc/#dom-rtciceserver). */
export type RelayServer = { urls: string; username?: string; credential?: string };

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
  'stage.capabilities': command<{ rtpCapabilities: unknown; epoch: number; sendEpoch: number }>()(
    z.object({}),
    signalling,
  ),
  /** Opens a transport; one per direction and client, a second replaces the first. */
  'stage.transport': command<TransportOffer & { iceServers: RelayServer[] }>()(
    z.object({ direction: z.enum(['send', 'receive']) }),
    signalling,
  ),
  'stage.connect': command<{ ok: true }>()(z.object({ transportId: id, dtlsParameters: opaque }), signalling),
  'stage.restartIce': command<{ iceParameters: unknown }>()(z.object({ transportId: id }), signalling),
  /** Sends a track: to the programme (hosts only), or as an input of the stage under a name of the sender's own (hosts, and guests who were asked up). */
  'stage.produce': command<{ id: string }>()(
    z.object({
      transportId: id,
      kind: z.enum(['audio', 'video']),
      rtpParameters: opaque,
      source: z.enum(SENT_SOURCES),
      title: z.string().trim().max(80).default(''),
      feed: z
        .string()
        .regex(/^[a-z0-9-]{1,40}$/)
        .default(PROGRAMME),
    }),
    signalling,
  ),
  /** Ends an input of one's own, or one kind of track of it. */
  'stage.unplug': command<{ ok: true }>()(
    z.object({ feed: id, kind: z.enum(['audio', 'video']).optional() }),
    signalling,
  ),
  /** Silences an input, or gives it its sound back. Hosts only. */
  'stage.mute': command<{ ok: true }>()(z.object({ source: id, muted: z.boolean() }), signalling),
  /** What a screen of the scene shows: the programme, or one input by its id. Hosts only. */
  'stage.screen': command<{ ok: true }>()(z.object({ screen: id, shows: id }), signalling),
  /** Which inputs the studio's programme shows, and which come next: for the light on each camera. Hosts only. */
  'stage.tally': command<{ ok: true }>()(
    z.object({ onAir: z.array(id).max(16), next: z.array(id).max(16) }),
    { perSecond: 10, burst: 30 },
  ),
  /** Asks to come on stage, or no longer. */
  'stage.hand': command<{ ok: true }>()(z.object({ raised: z.boolean() }), { perSecond: 1, burst: 4 }),
  /** Comes on stage by a host's invitation link; `not-allowed` when it is not valid any more. */
  'stage.join': command<{ ok: true }>()(z.object({ ticket: z.string().min(1).max(600) }), {
    perSecond: 1,
    burst: 4,
  }),
  /** Leaves the stage. */
  'stage.step': command<{ ok: true }>()(z.object({}), signalling),
  /** Asks somebody up, or sends them back to the audience. Hosts only. */
  'stage.guest': command<{ ok: true }>()(z.object({ peer: id, up: z.boolean() }), signalling),
  /** Who has raised a hand and who is on stage, in all rooms. Hosts only. */
  'stage.backstage': command<{ hands: readonly Hand[] }>()(z.object({}), signalling),
  /** A ticket for a co-host's link; it holds for a day. Hosts only. */
  'stage.ticket': command<{ ticket: string }>()(z.object({}), { perSecond: 1, burst: 5 }),
  /** Takes back all tickets given out so far; who is on stage stays there. Hosts only. */
  'stage.revokeTickets': command<{ ok: true }>()(z.object({}), { perSecond: 1, burst: 5 }),
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
  /** Shows what is being said, in place of the caption before it; empty text takes it away. Hosts only, while a host is on air. */
  'stage.caption': command<{ ok: true }>()(
    z.object({
      text: z.string().trim().max(CAPTION_MAX),
      language: z
        .string()
        .max(35)
        .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/),
      held: z.boolean().default(false),
    }),
    { perSecond: 4, burst: 12 },
  ),
};

/** What is being said on the stage. `language` is a BCP 47 tag (https://www.rfc-editor.org/info/bcp47); one that is `held` stays until the next one takes its place, any other as long as it takes to read. Gone in seconds, hence an event. */
export type Caption = { text: string; language: string; held: boolean };

export type StageEvents = {
  'stage.caption': Caption;
  /** Hands have changed; told to hosts. */
  'stage.hands': { hands: readonly Hand[] };
  /** A consumer ended because its producer did. */
  'stage.consumerClosed': { consumerId: string };
};
