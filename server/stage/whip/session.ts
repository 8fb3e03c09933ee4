import type { types } from 'mediasoup';
import { Refusal } from '../../../shared/wire/refusal.ts';
import { iceOf, iceText } from './answer.ts';
import type { Offer } from './offer.ts';

/** One WHIP or WHEP session: a connection that its HTTP resource speaks for. */
export type Session = {
  id: string;
  /** The entity tag of its ICE session, quotes included; another one after each restart. */
  readonly etag: string;
  /** Begins a new ICE session and answers how we are reached now, as an SDP fragment. */
  restartIce(): Promise<string>;
  /** Ends it; once is enough. */
  close(): void;
};

/** The sessions of a process, by id. */
export type Sessions = Map<string, Session>;

/** Milliseconds for which a new session may take to connect before it is given up. */
const CONNECT_MS = 30_000;

/** Keeps a session while its connection lives, from the first try on; `onEnd` is called once: when it is closed, or nothing more comes from the other side. */
export function openSession(
  sessions: Sessions,
  transport: types.WebRtcTransport,
  offer: Offer,
  onEnd: () => void,
  connectMs = CONNECT_MS,
): Session {
  let ended = false;
  const close = (): void => {
    if (ended) return;
    ended = true;
    clearTimeout(waiting);
    sessions.delete(transport.id);
    transport.close();
    onEnd();
  };
  const waiting = setTimeout(() => transport.dtlsState !== 'connected' && close(), connectMs);
  transport.on('icestatechange', (state) => (state === 'disconnected' || state === 'closed') && close());
  transport.on('dtlsstatechange', (state) => (state === 'failed' || state === 'closed') && close());
  transport.observer.once('close', close);
  const session: Session = {
    id: transport.id,
    get etag() {
      return `"${transport.iceParameters.usernameFragment}"`;
    },
    async restartIce() {
      if (ended) throw new Refusal('gone', 'this session has ended');
      await transport.restartIce();
      return iceText(offer, iceOf(transport));
    },
    close,
  };
  sessions.set(session.id, session);
  return session;
}
