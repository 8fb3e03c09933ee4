import { z } from 'zod';
import { NEAREST } from '../model/voice.ts';
import { command } from './contract.ts';
import type { TransportOffer } from './stage.ts';

const id = z.string().min(1).max(64);
/** Parameters that mediasoup checks itself; we bound only their kind (and the frame its size). */
const opaque = z.record(z.string(), z.unknown());
const signalling = { perSecond: 20, burst: 60 };

/** People whom one may keep blocked. */
export const BLOCKED_MAX = 200;

/** What mediasoup-client needs to build a transport for voice. */
export type VoiceTransport = Omit<TransportOffer, 'epoch'>;

/** What mediasoup-client needs to receive one speaker's voice; `speaker` is their session id. */
export type VoiceOffer = { id: string; producerId: string; speaker: string; rtpParameters: unknown };

export const voiceCommands = {
  /** The router's RTP capabilities, for `Device.load`. */
  'voice.capabilities': command<{ rtpCapabilities: unknown }>()(z.object({}), signalling),
  /** Begins to hear, or begins anew: at most so many voices, never those of the keys. The room sends transport and voices by itself. */
  'voice.listen': command<{ blocked: string[] }>()(
    z.object({
      rtpCapabilities: opaque,
      nearest: z.number().int().min(NEAREST.least).max(NEAREST.most).optional(),
      blocked: z
        .array(z.string().regex(/^[0-9a-f]{32}$/))
        .max(BLOCKED_MAX)
        .default([]),
    }),
    { perSecond: 2, burst: 10 },
  ),
  /** Opens the transport for one's own voice; a second replaces the first. */
  'voice.transport': command<VoiceTransport>()(z.object({}), signalling),
  'voice.connect': command<{ ok: true }>()(z.object({ transportId: id, dtlsParameters: opaque }), signalling),
  /** Sends one's voice: Opus only. `muted` while staff has muted the speaker. */
  'voice.produce': command<{ id: string }>()(
    z.object({ transportId: id, kind: z.literal('audio'), rtpParameters: opaque, open: z.boolean() }),
    { perSecond: 2, burst: 10 },
  ),
  /** Opens or shuts one's own microphone; `muted` while staff has muted the speaker. */
  'voice.open': command<{ ok: true }>()(z.object({ open: z.boolean() }), signalling),
  /** Lets a voice flow that was offered. */
  'voice.resume': command<{ ok: true }>()(z.object({ consumerId: id }), { perSecond: 20, burst: 100 }),
  /** Never hears somebody again, or does. The key stands for them on this device, and means nothing to others. */
  'voice.block': command<{ key: string }>()(z.object({ visitor: id, blocked: z.boolean() }), {
    perSecond: 2,
    burst: 20,
  }),
  /** Takes the word from somebody, or gives it back. Moderators only, and never to those above them. */
  'voice.mute': command<{ ok: true }>()(z.object({ visitor: id, muted: z.boolean() }), {
    perSecond: 5,
    burst: 20,
  }),
};

export type VoiceEvents = {
  /** The transport over which voices will come; it replaces the one before. */
  'voice.receive': VoiceTransport;
  /** A voice is to be heard from now on; it flows after `voice.resume`. */
  'voice.heard': VoiceOffer;
  /** A voice is no longer sent here. */
  'voice.gone': { id: string; speaker: string };
  /** Session ids of all in this room whom one has blocked. */
  'voice.blocked': { visitors: string[] };
};
