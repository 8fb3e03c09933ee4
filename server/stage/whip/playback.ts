import type { types } from 'mediasoup';
import { Refusal } from '../../../shared/wire/refusal.ts';
import type { Log } from '../../log.ts';
import { checked } from '../../mediaCall.ts';
import { MEDIA_CODECS, type MediaPool } from '../pool.ts';
import type { OnAir, Stage } from '../stage.ts';
import type { Stages } from '../stages.ts';
import { playableCodecs } from './agree.ts';
import { type Agreed, writeAnswer } from './answer.ts';
import { type Offer, type OfferedMedia, readOffer } from './offer.ts';
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
 * of its own, with its numbers, to which the programme is piped. To a browser what is sent is not announced by SSRC, so that
 * another source can follow on the same connection without a new offer. Others find no stream without that: they are told
 * the SSRCs of what is on air, and their session ends with it, for them to ask again.
 */
export function openPlayback(
  stages: Stages,
  pool: MediaPool,
  sessions: Sessions,
  log: Log,
  mostSessions = MOST_SESSIONS,
): Playback {
  return {
    async watch(showroom, text) {
      if (sessions.size >= mostSessions) throw new Refusal('room-full', 'as many players as can be served');
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
          if (media) agreed.set(media.mid, { rtpParameters: sentTo(router, media), direction: 'sendonly' });
        }
        const session = openSession(sessions, transport, offer, end);
        if (findsStreams(offer)) undo.push(followProgramme(stage, router, transport, log).stop);
        else
          await announce(followProgramme(stage, router, transport, log, session.close), agreed, offer, undo);
        return { session, answer: writeAnswer(offer, transport, agreed) };
      } catch (error) {
        end();
        throw error;
      }
    },
  };
}

const MID = 'urn:ietf:params:rtp-hdrext:sdes:mid';

/** Whether a player finds the section of a stream whose SSRC it was not told: browsers do, by the codec's number; they all offer the MID extension, players built on other libraries do not. */
const findsStreams = ({ media }: Offer): boolean =>
  media.every(({ rejected, extensions }) => rejected || extensions.some(({ uri }) => uri === MID));

/** Adds the SSRCs of what is on air now to what was agreed on. */
async function announce(
  { stop, consumers }: Following,
  agreed: Map<string, Agreed>,
  { media }: Offer,
  undo: (() => void)[],
): Promise<void> {
  undo.push(stop);
  for (const { kind, rtpParameters } of await consumers()) {
    const mid = media.find((one) => one.kind === kind && agreed.has(one.mid))?.mid;
    const told = mid === undefined ? undefined : agreed.get(mid);
    if (!told) continue;
    const { encodings, rtcp } = rtpParameters;
    agreed.set(mid!, { ...told, rtpParameters: { ...told.rtpParameters, encodings, rtcp } });
  }
}

/** What the player is told of what we send: codecs, no streams; H.264 by the player's own name for it. */
function sentTo(router: types.Router, { kind, codecs: offered }: OfferedMedia): types.RtpParameters {
  const codecs = (router.rtpCapabilities.codecs ?? []).filter(
    (codec) => codec.kind === kind && !codec.mimeType.endsWith('/rtx'),
  );
  const nameOf = (number: number | undefined) => {
    const name = offered.find(({ payloadType }) => payloadType === number)?.parameters?.['profile-level-id'];
    return name === undefined ? {} : { 'profile-level-id': name };
  };
  return {
    codecs: codecs.map(({ preferredPayloadType, ...codec }) => ({
      ...codec,
      parameters: { ...codec.parameters, ...nameOf(preferredPayloadType) },
      payloadType: preferredPayloadType!,
    })),
    headerExtensions: [],
    encodings: [],
  };
}

/** A player that follows the programme. */
type Following = {
  stop(): void;
  /** What is sent, once that of now is. */
  consumers(): Promise<types.Consumer[]>;
};

/** Sends what is on air, one source after the other; or calls `onChange` instead of the second. */
function followProgramme(
  stage: Stage,
  router: types.Router,
  transport: types.WebRtcTransport,
  log: Log,
  onChange?: () => void,
): Following {
  const sent = new Map<'video' | 'audio', { producer: string; consumer?: types.Consumer }>();
  let work = Promise.resolve();
  const capabilities = {
    codecs: router.rtpCapabilities.codecs?.filter(({ mimeType }) => !mimeType.endsWith('/rtx')),
    headerExtensions: [],
  };
  const show = async (kind: 'video' | 'audio', producerId: string): Promise<void> => {
    if ((sent.get(kind)?.producer ?? '') === producerId || transport.closed) return;
    if (started && onChange) return onChange();
    sent.get(kind)?.consumer?.close();
    sent.delete(kind);
    if (!producerId) return;
    const { pipeProducer } = await stage.router().pipeToRouter({ producerId, router, keepId: false });
    const rtpCapabilities = capabilities as types.RtpCapabilities;
    const there = pipeProducer!;
    sent.set(kind, { producer: producerId });
    if (!router.canConsume({ producerId: there.id, rtpCapabilities })) return;
    const consumer = await transport.consume({ producerId: there.id, rtpCapabilities });
    sent.set(kind, { producer: producerId, consumer });
  };
  let started = false;
  const stop = stage.follow(({ video, audio }: OnAir) => {
    work = work
      .then(() => show('audio', audio))
      .then(() => show('video', video))
      .catch((error) => log.warn({ err: error }, 'a player could not be given what is on air'))
      .then(() => {
        started = true;
      });
  });
  const consumers = async () => {
    await work;
    return [...sent.values()].flatMap(({ consumer }) => (consumer ? [consumer] : []));
  };
  return { stop, consumers };
}
