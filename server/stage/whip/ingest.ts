import { randomUUID } from 'node:crypto';
import { Refusal } from '../../../shared/wire/refusal.ts';
import type { Log } from '../../log.ts';
import type { Stages } from '../stages.ts';
import { takeStream, underOurName } from './agree.ts';
import { type Agreed, writeAnswer } from './answer.ts';
import { readOffer } from './offer.ts';
import { openSession, type Session, type Sessions } from './session.ts';

/** Takes what an encoder sends by WHIP (RFC 9725) onto a showroom's stage. */
export type Ingest = {
  /** Takes an offered stream as an input of the stage; it is on air at once while no studio is. */
  publish(showroom: string, offer: string, name?: string): Promise<{ session: Session; answer: string }>;
};

/** Opens the ingest; its sessions stand in `sessions` until they end: told to, or when nothing has come for a while. */
export function openIngest(stages: Stages, sessions: Sessions, log: Log): Ingest {
  return {
    async publish(showroom, text, name = '') {
      const offer = readOffer(text, 'sendonly');
      const { stage, leave } = await stages.enter(showroom);
      const peer = `whip-${randomUUID()}`;
      const epoch = stage.onAir().sendEpoch;
      const undo = [leave, () => stage.leave(peer)];
      try {
        const agreed = new Map<string, Agreed>();
        const capabilities = stage.router().rtpCapabilities;
        // Sound first: when the picture comes on air it is there.
        for (const kind of ['audio', 'video'] as const) {
          const media = offer.media.find((one) => one.kind === kind && takeStream(one, capabilities));
          if (media)
            agreed.set(media.mid, { rtpParameters: takeStream(media, capabilities)!, direction: 'recvonly' });
        }
        if (!offer.media.some(({ mid, kind }) => kind === 'video' && agreed.has(mid)))
          throw new Refusal('bad-input', 'the offer can not be answered: no picture in VP8 or H.264');
        const { id } = await stage.openTransport(peer);
        await stage.connect(peer, id, offer.dtls);
        const ours = stage.transport(peer)!;
        const session = openSession(sessions, ours, offer, () => {
          for (const step of undo.splice(0).reverse()) step();
          log.info({ showroom }, 'encoder gone');
        });
        undo.push(stage.follow(({ sendEpoch }) => sendEpoch !== epoch && session.close()));
        const answer = writeAnswer(offer, ours, agreed);
        for (const [mid, { rtpParameters }] of agreed) {
          const { kind } = offer.media.find((one) => one.mid === mid)!;
          await stage.produce(peer, peer, {
            transportId: id,
            kind,
            rtpParameters: underOurName(rtpParameters, capabilities),
            source: 'encoder',
            title: name,
            feed: 'encoder',
          });
        }
        log.info({ showroom, streams: agreed.size }, 'encoder connected');
        return { session, answer };
      } catch (error) {
        for (const step of undo.splice(0).reverse()) step();
        throw error;
      }
    },
  };
}
