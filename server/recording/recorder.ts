import { mkdir, statfs } from 'node:fs/promises';
import type { types } from 'mediasoup';
import type { EventFacts } from '../../shared/model/event.ts';
import type { RecordingState, RecordingTrouble } from '../../shared/model/replay.ts';
import type { Bus } from '../bus.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { openEventLog } from './eventLog.ts';
import type { Feed } from './feed.ts';
import { type FeedKeeper, keepFeed, troubleOf } from './feedKeeper.ts';
import type { Records } from './records.ts';
import type { AskStanding } from './shownProducts.ts';

/** What a showroom's stage gives to record. */
export type FeedSource = {
  router(): types.Router;
  /** Calls back at once, and after each change, with all feeds. */
  follow(listener: (feeds: Feed[]) => void): () => void;
  leave(): void;
};

/** What recording needs from the house. */
export type RecorderParts = {
  records: Records;
  bus: Bus;
  clock: Clock;
  log: Log;
  enter(showroom: string): Promise<FeedSource>;
  standing: AskStanding;
  /** Bytes that all recordings together may take. */
  budgetBytes: number;
};

/** How the recording of an event goes. */
export type RecorderStatus = { state: RecordingState; reason: RecordingTrouble; since: number };

/** The recording of one event. */
export type Recorder = {
  status(): RecorderStatus;
  /** Stops with all written; once is enough. */
  close(): Promise<void>;
};

/** Milliseconds between two notes of how long segments are, and two looks at the disk. */
const NOTE_MS = 1000;
const DISK_MS = 5000;
/** Milliseconds of trouble after which a recording counts as failed, though it is tried on. */
const FAILED_MS = 30_000;
/** Bytes that stay free on the disk for the rest of the house. */
const SPARE_BYTES = 512 * 1024 * 1024;

/** Records an event until closed: programme, sources and what happens. Nothing of it ever throws into the event. */
export async function openRecorder(parts: RecorderParts, facts: EventFacts): Promise<Recorder> {
  const { records, bus, clock, log } = parts;
  const { id: event, showroom } = facts;
  await records.begin(facts, clock.now());
  const eventLog = openEventLog(parts, event, showroom);
  const keepers = new Map<string, FeedKeeper>();
  const troubles = new Map<string, RecordingTrouble>();
  let feeds: Feed[] = [];
  let full = false;
  let troubledSince = 0;
  let status: RecorderStatus = { state: 'recording', reason: '', since: clock.now() };
  let programme = '';

  const tell = (): void => {
    const reason = [...troubles.values()].find((trouble) => trouble !== '') ?? '';
    if (reason === '') troubledSince = 0;
    else troubledSince ||= clock.now();
    const lasting = reason !== '' && clock.now() - troubledSince > FAILED_MS;
    const state: RecordingState = reason === '' ? 'recording' : lasting ? 'failed' : 'paused';
    if (state === status.state && reason === status.reason) return;
    status = { ...status, state, reason };
    log[state === 'recording' ? 'info' : 'warn']({ event, state, reason }, 'recording');
    bus.publish('recording.changed', { showroom, state, reason });
  };
  const keeperOf = (feed: Feed): FeedKeeper =>
    keepFeed(
      {
        event,
        records,
        clock,
        log,
        router: source.router,
        trouble(what) {
          troubles.set(feed.id, what);
          tell();
        },
      },
      feed,
    );
  const apply = async (): Promise<void> => {
    for (const feed of feeds) {
      const wish = full ? { ...feed, video: '', audio: '' } : feed;
      const keeper = keepers.get(feed.id);
      if (keeper) keeper.want(wish);
      else {
        await mkdir(records.folderOf(event, feed.id), { recursive: true });
        if (!keepers.has(feed.id)) keepers.set(feed.id, keeperOf(wish));
      }
    }
    for (const [id, keeper] of keepers)
      if (!feeds.some((feed) => feed.id === id)) {
        keepers.delete(id);
        troubles.delete(id);
        void keeper.close().catch((error) => log.warn({ err: error, event }, 'a feed did not end cleanly'));
      }
  };
  let applying: Promise<void> = Promise.resolve();
  const reapply = (): void => {
    applying = applying.then(apply).catch((error) => {
      log.warn({ err: error, event }, 'feeds could not be followed');
      troubles.set('', troubleOf(error));
      tell();
    });
  };
  const lookAtDisk = async (): Promise<void> => {
    const { bavail, bsize } = await statfs(records.folderOf(event));
    const now = (await records.bytes()) >= parts.budgetBytes || bavail * bsize < SPARE_BYTES;
    if (now === full) return;
    full = now;
    troubles.set('disk', full ? 'disk-full' : '');
    tell();
    reapply();
  };

  await mkdir(records.folderOf(event), { recursive: true });
  const source = await parts.enter(showroom);
  await lookAtDisk().catch((error) => log.warn({ err: error }, 'the disk could not be looked at'));
  const unfollow = source.follow((now) => {
    feeds = now;
    const air = now.find(({ id }) => id === 'programme');
    const shown = `${air?.kind} ${air?.name}`;
    if (air && shown !== programme)
      eventLog.add({ kind: 'programme', data: { source: air.kind, title: air.name } });
    programme = shown;
    reapply();
  });
  bus.publish('recording.changed', { showroom, state: status.state, reason: status.reason });
  log.info({ event, showroom }, 'recording begun');
  const timers = [
    setInterval(() => {
      for (const keeper of keepers.values()) keeper.note();
      if (status.reason) tell();
    }, NOTE_MS),
    setInterval(
      () => void lookAtDisk().catch((error) => log.warn({ err: error }, 'the disk could not be looked at')),
      DISK_MS,
    ),
  ];
  let closing: Promise<void> | undefined;
  return {
    status: () => status,
    close() {
      closing ??= (async () => {
        for (const timer of timers) clearInterval(timer);
        unfollow();
        await applying;
        await Promise.all([...keepers.values()].map((keeper) => keeper.close()));
        await eventLog.close();
        source.leave();
        bus.publish('recording.changed', { showroom, state: 'off', reason: '' });
        log.info({ event, showroom }, 'recording ended');
      })();
      return closing;
    },
  };
}
