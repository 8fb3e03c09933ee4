import type { types } from 'mediasoup';
import { Refusal } from '../../../shared/wire/refusal.ts';
import type { Log } from '../../log.ts';
import { checked } from '../../mediaCall.ts';
import { MEDIA_CODECS, type MediaPool } from '../pool.ts';
import type { OnAir, Stage } from '../stage.ts';
import type { Stages } from '../stages.ts';
import { playableCodecs } from './agree.ts';
import { type Agreed, writeAnswer } from './answer.ts';
import { readOffer } from './offer.ts';
import { openSession, type Session, type Sessions } from './session.ts';

/** Sends a showroom's programme to players that know nothing of us, by WHEP (draft-ietf-wish-whep). */
export type Playback = {
  /** Answers a player; it follows the programme from then on. */
  watch(showroom: string, offer: string): Promise<{ session: Session; answer: string }>;
};

/** Players at a time: each costs a router. */
const MOST_SESSIONS = 500;

/**
 * Opens the playback. A player numbers the codecs itself, and mediasoup numbers them by router: so each player has a router
 * of its own, with its numbers, to which the programme is piped. What is sent is not announced by SSRC, so that another
 * source can follow on the same connection without a new offer.
 */
export function openPlayback(stages: Stages, pool: MediaPool, sessions: Sessions, log: Log): Playback {
  return {
    async watch(showroom, text) {
      if (sessions.size >= MOST_SESSIONS) throw new Refusal('room-full', 'as many players as can be served');
      const offer = readOffer(text, 'recvonly');
      const codecs = offer.media.flatMap((media) => playableCodecs(media, MEDIA_CODECS));
      if (codecs.length === 0)
        throw new Refusal('bad-input', 'the offer can not be answered: it plays neither Opus, VP8 nor H.264');
      const { stage, leave } = await stages.enter(showroom);
      const undo = [leave];
      const end = (): void => {
        for (const step of undo.splice(0).reverse()) step();
      };
      try {
        const { router, webRtcServer, close } = await checked(() => pool.openRouter(codecs));
        undo.push(close);
        const transport = await router.createWebRtcTransport({
          webRtcServer,
          enableTcp: true,
          preferUdp: true,
        });
        await checked(() => transport.connect({ dtlsParameters: offer.dtls }));
        const agreed = new Map<string, Agreed>();
        for (const kind of ['audio', 'video'] as const) {
          const media = offer.media.find(
            (one) => one.kind === kind && playableCodecs(one, MEDIA_CODECS).length > 0,
          );
          if (media) agreed.set(media.mid, { rtpParameters: sentTo(router, kind), direction: 'sendonly' });
        }
        const session = openSession(sessions, transport, offer, end);
        undo.push(followProgramme(stage, router, transport, log));
        return { session, answer: writeAnswer(offer, transport, agreed) };
      } catch (error) {
        end();
        throw error;
      }
    },
  };
}

/** What the player is told of what we send: codecs, no streams. */
function sentTo(router: types.Router, kind: types.MediaKind): types.RtpParameters {
  const codecs = (router.rtpCapabilities.codecs ?? []).filter(
    (codec) => codec.kind === kind && !codec.mimeType.endsWith('/rtx'),
  );
  return {
    codecs: codecs.map(({ preferredPayloadType, ...codec }) => ({
      ...codec,
      payloadType: preferredPayloadType!,
    })),
    headerExtensions: [],
    encodings: [],
  };
}

/** Sends what is on air, one source after the other. */
function followProgramme(
  stage: Stage,
  router: types.Router,
  transport: types.WebRtcTransport,
  log: Log,
): () => void {
  const sent = new Map<'video' | 'audio', { producer: string; consumer?: types.Consumer }>();
  let work = Promise.resolve();
  const capabilities = {
    codecs: router.rtpCapabilities.codecs?.filter(({ mimeType }) => !mimeType.endsWith('/rtx')),
    headerExtensions: [],
  };
  const show = async (kind: 'video' | 'audio', producerId: string): Promise<void> => {
    if (sent.get(kind)?.producer === producerId || transport.closed) return;
    sent.get(kind)?.consumer?.close();
    sent.delete(kind);
    if (!producerId) return;
    const { pipeProducer } = await stage.router().pipeToRouter({ producerId, router, keepId: false });
    const rtpCapabilities = capabilities as types.RtpCapabilities;
    const there = pipeProducer!;
    if (!router.canConsume({ producerId: there.id, rtpCapabilities })) return;
    const consumer = await transport.consume({ producerId: there.id, rtpCapabilities });
    sent.set(kind, { producer: producerId, consumer });
  };
  return stage.follow(({ video, audio }: OnAir) => {
    work = work
      .then(() => show('audio', audio))
      .then(() => show('video', video))
      .catch((error) => log.warn({ err: error }, 'a player could not be given what is on air'));
  });
}
