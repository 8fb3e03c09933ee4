import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type { EventFacts } from '../../shared/model/event.ts';
import { makeSeekable, measure } from './media.ts';
import { openRecorder, type Recorder, type RecorderParts, type RecorderStatus } from './recorder.ts';

/** All recordings of this process: one for each event that is live. */
export type Recorders = {
  status(event: string): RecorderStatus | undefined;
  /** How it goes in a showroom, for those who come later. */
  in(showroom: string): RecorderStatus | undefined;
  /** Resolves when everything asked for so far is done: begun, ended, made ready. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

/** Milliseconds between two tries to begin a recording that could not begin. */
const RETRY_MS = 3000;

/** Repairs what an earlier end left open, goes on with events that are live, and from then on follows the bus. */
export async function openRecorders(parts: RecorderParts, live: readonly EventFacts[]): Promise<Recorders> {
  const { records, bus, clock, log } = parts;
  const running = new Map<string, { recorder: Recorder; showroom: string }>();
  const wanted = new Map<string, EventFacts>();
  let work: Promise<void> = Promise.resolve();
  let preparing: Promise<void> = Promise.resolve();
  let closed = false;
  const retries = new Set<ReturnType<typeof setTimeout>>();

  const start = async (facts: EventFacts): Promise<void> => {
    if (running.has(facts.id) || closed) return;
    try {
      running.set(facts.id, { recorder: await openRecorder(parts, facts), showroom: facts.showroom });
    } catch (error) {
      log.error({ err: error, event: facts.id }, 'recording could not begin, trying again');
      bus.publish('recording.changed', { showroom: facts.showroom, state: 'failed', reason: 'disk-error' });
      const retry = setTimeout(() => {
        retries.delete(retry);
        follow(facts.id);
      }, RETRY_MS);
      retries.add(retry);
    }
  };
  const stop = async (event: string): Promise<void> => {
    const found = running.get(event);
    running.delete(event);
    await found?.recorder.close();
    await records.end(event, clock.now());
    prepare(event);
  };
  const prepare = (event: string): void => {
    preparing = preparing
      .then(() => makeReady(event))
      .catch((error) => log.error({ err: error, event }, 'a replay could not be made ready'));
  };
  const makeReady = async (event: string): Promise<void> => {
    const segments = (await records.segments(event)).filter(
      ({ ready, state }) => !ready && (state === 'closed' || state === 'repaired'),
    );
    segments.sort((a, b) => Number(b.feed === 'programme') - Number(a.feed === 'programme'));
    for (const segment of segments) {
      if (closed) return;
      const raw = records.fileOf(segment);
      try {
        const file = await makeSeekable(raw, segment.codec);
        const { bytes } = await measure(file);
        await records.setSegment(segment.id, { file: basename(file), bytes, ready: 1 });
        await rm(raw, { force: true });
      } catch (error) {
        log.error({ err: error, event, number: segment.number }, 'a segment could not be made ready');
        await records.setSegment(segment.id, { state: 'failed' });
      }
    }
    log.info({ event, segments: segments.length }, 'replay ready');
  };
  const follow = (event: string): void => {
    work = work
      .then(async () => {
        const facts = wanted.get(event);
        if (!facts || closed) return;
        if (facts.status === 'live') await start(facts);
        else if (running.has(event)) await stop(event);
        await records.setFacts(facts);
      })
      .catch((error) => log.error({ err: error, event }, 'a recording did not follow its event'));
  };

  for (const segment of await records.openSegments()) {
    const found = await measure(records.fileOf(segment)).catch(() => undefined);
    await records.setSegment(segment.id, {
      state: found && found.ms > 0 ? 'repaired' : 'failed',
      ...(found && { duration_ms: found.ms, bytes: found.bytes }),
    });
    log.info({ event: segment.event, number: segment.number, ms: found?.ms }, 'segment repaired');
  }
  for (const facts of live) wanted.set(facts.id, facts);
  for (const { event, ended_at } of await records.list())
    if (ended_at === null && !wanted.has(event)) await records.end(event, clock.now());
  for (const event of await records.unready()) prepare(event);
  for (const { id } of live) follow(id);
  const unsubscribe = bus.subscribe('event.changed', ({ event }) => {
    wanted.set(event.id, event);
    follow(event.id);
    if (event.status !== 'live') void work.then(() => wanted.delete(event.id));
  });

  let closing: Promise<void> | undefined;
  return {
    status: (event) => running.get(event)?.recorder.status(),
    in: (showroom) => [...running.values()].find((one) => one.showroom === showroom)?.recorder.status(),
    async settled() {
      await work;
      await preparing;
    },
    close() {
      closing ??= (async () => {
        closed = true;
        unsubscribe();
        for (const retry of retries) clearTimeout(retry);
        await work;
        await Promise.all([...running.values()].map(({ recorder }) => recorder.close()));
        await preparing;
      })();
      return closing;
    },
  };
}
