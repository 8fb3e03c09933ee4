import type { types } from 'mediasoup';
import { HOUSE_INPUT, isLiveSource, type LiveSource, PROGRAMME } from '../../shared/model/sources.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { ProgrammeSource, SourceInfo, TransportOffer } from '../../shared/wire/stage.ts';
import type { Log } from '../log.ts';
import { checked } from '../mediaCall.ts';
import { type Guests, openGuests } from './guests.ts';
import { type Film, type HouseChannel, openHouseChannel } from './house.ts';
import { type Inputs, openInputs } from './inputs.ts';
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

/** One track that somebody sends: to the programme, or as an input under a name of their own. */
export type ProduceWish = {
  transportId: string;
  kind: 'audio' | 'video';
  rtpParameters: unknown;
  source: LiveSource;
  title: string;
  feed: string;
};

/** What the rooms of a showroom are told: what is on air, and what staff try out unseen (undefined: nothing). */
export type Shown = {
  onAir: OnAir;
  rehearsal: OnAir | undefined;
  screens: ReadonlyMap<string, string>;
  /** The house channel, as an input for studios. */
  house: Pick<HouseChannel, 'video' | 'audio'> | undefined;
};

/** The programme of a showroom and its inputs, one for all its rooms. Owns its router, and through it the transports and producers of hosts and guests; `close` is idempotent. */
export type Stage = Pick<Inputs, 'list' | 'find' | 'mute' | 'mark'> & {
  guests: Guests;
  /** What visitors see. */
  onAir(): OnAir;
  /** Calls back at once, and after each change of what visitors see. */
  follow(listener: (onAir: OnAir) => void): () => void;
  /** Calls back at once, and after each change of what is on air, in rehearsal, or on a screen of its own. */
  followAll(listener: (shown: Shown) => void): () => void;
  /** Calls back at once, and after each change of the inputs. */
  followSources: Inputs['follow'];
  /** The router on which the programme is; `media-unavailable` while its worker is being replaced. */
  router(): types.Router;
  /** Whether one may receive a producer: what visitors see; for who is backstage also every input and what is rehearsed. */
  offers(producerId: string, backstage: boolean): boolean;
  /** Whether a visitor's sound is on air. */
  speaks(visitor: string): boolean;
  /** Opens the way on which a peer sends; as a guest with a narrower bound. */
  openTransport(peer: string, as?: 'host' | 'guest'): Promise<TransportOffer>;
  /** A peer's transport; undefined when it has none. */
  transport(peer: string): types.WebRtcTransport | undefined;
  has(peer: string, transportId: string): boolean;
  connect(peer: string, transportId: string, dtlsParameters: unknown): Promise<void>;
  restartIce(peer: string, transportId: string): Promise<{ iceParameters: unknown }>;
  /** Puts a track on air or adds it to the inputs; `visitor` is who the peer is. */
  produce(peer: string, visitor: string, wish: ProduceWish): Promise<{ id: string }>;
  /** Ends a peer's inputs, the one of that name, or one kind of track of it. */
  unplug(peer: string, feed?: string, kind?: 'audio' | 'video'): void;
  /** What a screen shows in place of the programme: an input by its id; `PROGRAMME` gives it back. `gone` for what is not there. */
  setScreen(screen: string, shows: string): void;
  /** Ends the peer's programme, if it is on air. */
  stop(peer: string): void;
  /** Whether the house film runs while nobody is live; else the screen rests. */
  setFilm(on: boolean): void;
  /** From now on what hosts do is seen by staff alone; then it goes on air as it is, or ends. */
  rehearse(how: 'unseen' | 'air' | 'end'): void;
  /** The event is over: whatever hosts have on air ends, and the house channel returns. */
  finish(): void;
  /** The peer's connection dropped: its programme gives way to a slate until it returns or leaves. */
  drop(peer: string): void;
  /** The peer's connection is back before the slate was over, its tracks still coming: its programme goes on. */
  back(peer: string): void;
  /** The peer is gone: closes all that it had. */
  leave(peer: string): void;
  close(): void;
};

/** Milliseconds for which the slate stays after a host stopped, and after a host was lost. */
export const SLATE_MS = { stopped: 4000, lost: 20_000 } as const;
/** Highest rates that one may send, bit/s: a host sends the programme and several inputs beside it. */
const MOST_BITRATE = { host: 16_000_000, guest: 3_000_000 } as const;

/** Opens the stage of a showroom, with the house channel on air. */
export async function openStage(pool: MediaPool, film: Film | undefined, log: Log): Promise<Stage> {
  const listeners = new Set<(shown: Shown) => void>();
  const sending = new Map<string, Map<'audio' | 'video', types.Producer>>();
  const inputs = openInputs();
  const guests = openGuests(Date.now);
  const screens = new Map<string, string>();
  let house: HouseChannel | undefined;
  let onAir: OnAir = { source: 'none', video: '', audio: '', title: '', sendEpoch: 0 };
  /** Whose programme it is; `input` when an encoder's stream is on air as it is, without a studio. */
  let host: { peer: string; visitor: string; input?: string } | undefined;
  /** What was on air when its host's connection dropped. */
  let lost: OnAir | undefined;
  let slateTimer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  let filmOn = true;
  let rehearsing = false;
  /** Whether a studio shows the house channel, or is about to. */
  let houseMarked = false;

  const resting = (): OnAir => {
    const { sendEpoch } = onAir;
    if (house && filmOn)
      return { source: 'house', video: house.video, audio: house.audio, title: '', sendEpoch };
    return { source: 'none', video: '', audio: '', title: '', sendEpoch };
  };
  const unseen = (): boolean => rehearsing && (isLiveSource(onAir.source) || onAir.source === 'slate');
  const seen = (): OnAir => (unseen() ? resting() : onAir);
  const shown = (): Shown => ({
    onAir: seen(),
    rehearsal: unseen() ? onAir : undefined,
    screens: rehearsing ? new Map() : screens,
    house,
  });
  const tell = (): void => {
    house?.setPlaying(seen().source === 'house' || houseMarked);
    const now = shown();
    for (const listener of listeners) listener(now);
  };
  const air = (change: Partial<OnAir>): void => {
    onAir = { ...onAir, ...change };
    tell();
  };
  const showHouse = (): void => {
    clearTimeout(slateTimer);
    host = lost = undefined;
    air(resting());
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
      inputs.clear();
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
  const peers = openPeers(living);
  const producersOf = (peer: string) => {
    const own = sending.get(peer) ?? new Map<'audio' | 'video', types.Producer>();
    sending.set(peer, own);
    return own;
  };
  /** The programme is free, its host's own (also from another page), or an encoder's that a studio takes over. */
  const mayTake = (peer: string, visitor: string): boolean =>
    host === undefined ||
    host.peer === peer ||
    host.visitor === visitor ||
    host.input !== undefined ||
    onAir.source === 'slate';
  const take = (peer: string, visitor: string, producer: types.Producer, wish: ProduceWish): void => {
    const own = producersOf(peer);
    const former = own.get(wish.kind);
    own.set(wish.kind, producer);
    former?.close();
    producer.observer.once('close', () => {
      if (own.get(wish.kind) === producer) own.delete(wish.kind);
    });
    clearTimeout(slateTimer);
    const { source, title } = wish;
    lost = undefined;
    host = { peer, visitor };
    if (wish.kind === 'video') air({ source, video: producer.id, audio: own.get('audio')?.id ?? '', title });
    else if (onAir.video === own.get('video')?.id) air({ audio: producer.id });
  };
  /** An encoder is the programme while no studio is. */
  const airInput = ({ id, kind, peer, visitor, video, audio, name }: SourceInfo): void => {
    if (kind !== 'encoder' || !video) return;
    if (host && host.input !== id && onAir.source !== 'slate') return;
    clearTimeout(slateTimer);
    host = { peer, visitor, input: id };
    air({ source: kind, video, audio, title: name });
  };
  const undo = inputs.follow((list) => {
    const gone = [...screens].filter(([, shows]) => !list.some(({ id, video }) => id === shows && video));
    for (const [screen] of gone) screens.delete(screen);
    if (gone.length > 0) tell();
  });
  showHouse();

  return {
    guests,
    list: inputs.list,
    find: inputs.find,
    mute: inputs.mute,
    mark(onAir, next) {
      inputs.mark(onAir, next);
      houseMarked = onAir.includes(HOUSE_INPUT) || next.includes(HOUSE_INPUT);
      tell();
    },
    onAir: seen,
    follow: (listener) => followed(listeners, ({ onAir: now }) => listener(now), shown),
    followAll: (listener) => followed(listeners, listener, shown),
    followSources: inputs.follow,
    router: () => living.media().router,
    offers(producerId, backstage) {
      const { onAir: now, rehearsal, screens: showing } = shown();
      const open = [now.video, now.audio, ...[...showing.values()].map((id) => inputs.find(id)?.video)];
      if (backstage) {
        open.push(rehearsal?.video, rehearsal?.audio, house?.video, house?.audio);
        for (const { video, audio } of inputs.list()) open.push(video, audio);
      }
      return producerId !== '' && open.includes(producerId);
    },
    speaks: (visitor) =>
      isLiveSource(seen().source) &&
      ((host?.visitor === visitor && onAir.audio !== '') ||
        inputs.list().some((input) => input.visitor === visitor && input.audio !== '' && !input.muted)),
    openTransport: (peer, as = 'host') => peers.open(peer, MOST_BITRATE[as]),
    transport: peers.find,
    has: peers.has,
    connect: peers.connect,
    restartIce: peers.restartIce,

    async produce(peer, visitor, wish) {
      const { transportId, kind, rtpParameters, source, title, feed } = wish;
      const toProgramme = feed === PROGRAMME;
      const check = (): void => {
        if (!toProgramme) inputs.mustFit(peer, feed);
        else if (!mayTake(peer, visitor)) throw new Refusal('conflict', 'another host is live here');
      };
      check();
      const transport = peers.of(peer, transportId);
      const producer = await checked(() =>
        transport.produce({ kind, rtpParameters: rtpParameters as types.RtpParameters, appData: { source } }),
      );
      try {
        check();
        if (toProgramme) take(peer, visitor, producer, wish);
        else airInput(inputs.add({ peer, visitor, key: feed, kind: source, name: title, producer }));
      } catch (error) {
        producer.close();
        throw error;
      }
      return { id: producer.id };
    },
    unplug: inputs.unplug,

    setScreen(screen, shows) {
      if (shows === PROGRAMME) screens.delete(screen);
      else if (inputs.find(shows)?.video) screens.set(screen, shows);
      else throw new Refusal('gone', 'this input has ended');
      tell();
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

    rehearse(how) {
      if (rehearsing === (how === 'unseen')) return;
      const wasUnseen = unseen();
      if (how === 'end' && wasUnseen) showHouse();
      rehearsing = how === 'unseen';
      tell();
    },

    finish() {
      const own = host && [...producersOf(host.peer).values()];
      if (isLiveSource(onAir.source) || onAir.source === 'slate') showHouse();
      for (const producer of own ?? []) producer.close();
    },

    drop(peer) {
      if (host?.peer !== peer || onAir.source === 'slate') return;
      lost = onAir;
      showSlate(SLATE_MS.lost);
    },

    back(peer) {
      if (host?.peer !== peer || !lost || producersOf(peer).get('video')?.id !== lost.video) return;
      clearTimeout(slateTimer);
      const { source, video, title } = lost;
      lost = undefined;
      air({ source, video, audio: producersOf(peer).get('audio')?.id ?? '', title });
    },

    leave(peer) {
      if (host?.peer === peer) {
        host = undefined;
        if (onAir.source !== 'house') showSlate(SLATE_MS.stopped);
      }
      guests.remove(peer);
      peers.leave(peer);
      sending.delete(peer);
    },

    close() {
      if (closed) return;
      closed = true;
      clearTimeout(slateTimer);
      undo();
      listeners.clear();
      house?.close();
      living.close();
    },
  };
}

/** Adds a listener and tells it at once how things are. */
function followed(
  listeners: Set<(shown: Shown) => void>,
  listener: (shown: Shown) => void,
  now: () => Shown,
): () => void {
  listeners.add(listener);
  listener(now());
  return () => listeners.delete(listener);
}
