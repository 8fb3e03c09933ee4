import type { ReplayFact } from '../../shared/model/replay.ts';
import type { Bus } from '../bus.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Records } from './records.ts';
import { type AskStanding, followShown } from './shownProducts.ts';

/** Writes down what happens in an event while it is live. */
export type EventLog = {
  add(fact: ReplayFact): void;
  /** Ends the log with all of it written; once is enough. */
  close(): Promise<void>;
};

/** What the log of an event needs from the house. */
export type EventLogParts = {
  bus: Bus;
  clock: Clock;
  log: Log;
  records: Pick<Records, 'addLog'>;
  standing: AskStanding;
};

/** Milliseconds between two writes. */
const WRITE_MS = 500;
/** Milliseconds over which reactions are summed; with the way to who sees them live it stays within the second that a replay promises. */
const SUM_MS = 500;
/** Entries kept at most while the database takes none. */
const KEPT = 20_000;

/** Opens the log of an event in a showroom. */
export function openEventLog(
  { bus, clock, log, records, standing }: EventLogParts,
  event: string,
  showroom: string,
): EventLog {
  let waiting: (ReplayFact & { at: number })[] = [];
  let writing: Promise<void> = Promise.resolve();
  let sum: { at: number; counts: Record<string, number> } | undefined;
  const add = (fact: ReplayFact, at = clock.now()): void => {
    if (waiting.length < KEPT) waiting.push({ at, ...fact });
  };
  const settleReactions = (now: number): void => {
    if (!sum || now - sum.at < SUM_MS) return;
    add({ kind: 'reactions', data: { counts: sum.counts } }, sum.at);
    sum = undefined;
  };
  const write = (): Promise<void> => {
    writing = writing.then(async () => {
      const batch = waiting;
      waiting = [];
      try {
        await records.addLog(event, batch);
      } catch (error) {
        waiting = [...batch, ...waiting].slice(0, KEPT);
        log.warn({ err: error, event }, 'the event log was not written, trying again');
      }
    });
    return writing;
  };
  const ours = (told: { showroom: string }): boolean => told.showroom === showroom;
  const undo = [
    bus.subscribe('chat.said', (told) => {
      if (ours(told))
        add({ kind: 'chat', data: { line: told.line.id, name: told.line.name, text: told.line.text } });
    }),
    bus.subscribe('chat.removed', (told) => ours(told) && add({ kind: 'removed', data: { line: told.id } })),
    bus.subscribe('reactions.counted', (told) => {
      if (!ours(told)) return;
      settleReactions(clock.now());
      sum ??= { at: clock.now(), counts: {} };
      for (const [name, count] of Object.entries(told.counts))
        sum.counts[name] = (sum.counts[name] ?? 0) + count;
    }),
    bus.subscribe('pin.changed', (told) => {
      if (ours(told)) add({ kind: 'pin', data: { stand: told.stand, product: told.product } });
    }),
    bus.subscribe('stock.changed', ({ slug, stock }) => add({ kind: 'stock', data: { slug, stock } })),
    bus.subscribe('stand.changed', (told) => {
      if (ours(told)) add({ kind: 'stand', data: { stand: told.stand, product: told.product } });
    }),
    bus.subscribe('caption.said', (told) => ours(told) && add({ kind: 'caption', data: told.caption })),
  ];
  const shown = followShown({
    ...{ bus, showroom, standing, now: clock.now },
    tell: (data, at) => add({ kind: 'shown', data }, at),
    failed: (error) => log.warn({ err: error, event }, 'products of a recording were not written down'),
  });
  const timer = setInterval(() => {
    settleReactions(clock.now());
    if (waiting.length > 0) void write();
  }, WRITE_MS);
  let closing: Promise<void> | undefined;
  return {
    add,
    close() {
      closing ??= (async () => {
        clearInterval(timer);
        for (const step of undo) step();
        await shown.close();
        settleReactions(Number.POSITIVE_INFINITY);
        await write();
      })();
      return closing;
    },
  };
}
