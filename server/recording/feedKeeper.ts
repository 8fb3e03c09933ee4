import type { types } from 'mediasoup';
import type { RecordingTrouble } from '../../shared/model/replay.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { type Feed, type FeedIntake, takeIn } from './feed.ts';
import { measure } from './media.ts';
import type { Records, Segment } from './records.ts';
import { openSegmentFile, type SegmentFile, type SegmentTracks, segmentEnding } from './segmentFile.ts';

/** Keeps one feed of an event recorded, whatever happens to producers, router and disk. */
export type FeedKeeper = {
  /** What the feed is now; without producers nothing is recorded. */
  want(feed: Feed): void;
  /** Writes down how long the open segment is. */
  note(): void;
  close(): Promise<void>;
};

/** What a keeper needs. `trouble` tells what holds it up, empty when nothing does. */
export type KeeperParts = {
  event: string;
  router(): types.Router;
  records: Records;
  clock: Clock;
  log: Log;
  trouble(what: RecordingTrouble): void;
};

/** Milliseconds that a change may have a second half (first the picture, then the sound) before it is followed. */
const SETTLE_MS = 250;
/** Milliseconds until what failed is tried again. */
const RETRY_MS = 1500;

/** Opens the keeper of a feed. */
export function keepFeed(parts: KeeperParts, first: Feed): FeedKeeper {
  const { event, records, clock, log } = parts;
  const open = new Map<SegmentFile, Segment>();
  let wanted = first;
  let current: { key: string; intake: FeedIntake } | undefined;
  let running: Promise<void> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  let retryAt = 0;
  const writing = new Set<Promise<void>>();

  const begin = async (tracks: SegmentTracks, startedAt: number): Promise<SegmentFile> => {
    if (clock.now() < retryAt) throw new Error('not yet');
    let segment: Segment | undefined;
    try {
      const codec = tracks.video?.codec ?? 'opus';
      segment = await records.addSegment(event, wanted, { ending: segmentEnding(tracks), codec, startedAt });
      const file = await openSegmentFile(records.fileOf(segment), tracks);
      open.set(file, segment);
      parts.trouble('');
      log.info({ event, feed: wanted.id, number: segment.number, codec }, 'segment begun');
      return file;
    } catch (error) {
      retryAt = clock.now() + RETRY_MS;
      if (segment) await records.setSegment(segment.id, { state: 'failed' }).catch(() => undefined);
      log.warn({ err: error, event, feed: wanted.id }, 'segment could not begin, trying again');
      parts.trouble(troubleOf(error));
      throw error;
    }
  };
  const end = (file: SegmentFile, seconds: number, reason?: unknown): void => {
    const segment = open.get(file);
    if (!segment) return;
    open.delete(file);
    if (reason !== undefined) {
      retryAt = clock.now() + RETRY_MS;
      log.warn({ err: reason, event, feed: segment.feed }, 'segment broken off, going on with the next');
      parts.trouble(troubleOf(reason));
    }
    const done = finish(file, segment, seconds, reason !== undefined).finally(() => writing.delete(done));
    writing.add(done);
  };
  const finish = async (file: SegmentFile, segment: Segment, seconds: number, broken: boolean) => {
    await file.close();
    const found = broken ? await measure(records.fileOf(segment)).catch(() => undefined) : undefined;
    const ms = found?.ms ?? Math.round(seconds * 1000);
    await records
      .setSegment(segment.id, {
        duration_ms: ms,
        bytes: found?.bytes ?? file.bytes,
        state: ms === 0 ? 'failed' : broken ? 'repaired' : 'closed',
      })
      .catch((error) => log.warn({ err: error, event }, 'the end of a segment was not noted'));
  };

  const follow = async (): Promise<void> => {
    while (!closed && keyOf(wanted) !== (current?.key ?? '')) {
      const key = keyOf(wanted);
      const before = current;
      current = undefined;
      await before?.intake.close();
      if (key === '') {
        parts.trouble('');
        continue;
      }
      const sink = { begin, end, slow: (is: boolean) => parts.trouble(is ? 'disk-slow' : '') };
      current = { key, intake: await takeIn(parts.router(), wanted, sink, clock.now) };
    }
  };
  const later = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(run, ms);
  };
  const run = (): void => {
    if (running || closed) return;
    running = follow()
      .catch((error) => {
        log.warn({ err: error, event, feed: wanted.id }, 'a feed could not be taken in, trying again');
        parts.trouble('media');
        if (!closed) later(RETRY_MS);
      })
      .finally(() => {
        running = undefined;
        if (!closed && keyOf(wanted) !== (current?.key ?? '')) later(RETRY_MS);
      });
  };
  later(SETTLE_MS);

  return {
    want(feed) {
      wanted = feed;
      later(SETTLE_MS);
    },
    note() {
      for (const [file, { id }] of open)
        void records
          .setSegment(id, {
            bytes: file.bytes,
            duration_ms: Math.round((current?.intake.seconds() ?? 0) * 1000),
          })
          .catch(() => undefined);
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await running;
      await current?.intake.close();
      await Promise.all(writing);
    },
  };
}

const keyOf = ({ video, audio }: Feed): string => (video || audio ? `${video} ${audio}` : '');

/** What stands in the way, by the system's word for it. */
export function troubleOf(error: unknown): RecordingTrouble {
  const { code } = (error ?? {}) as { code?: string };
  return code === 'ENOSPC' || code === 'EDQUOT' ? 'disk-full' : 'disk-error';
}
