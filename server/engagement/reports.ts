import type { Report, ReportReason } from '../../shared/model/moderation.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../store/open.ts';
import type { Known } from './roll.ts';

type Waiting = Report & { visitor: string };

/** Reports that wait for staff, in memory and kept for the next start. */
export type Reports = {
  /** Those that wait, the longest waiting first. */
  waiting(): Waiting[];
  /** Keeps a report; false when the same person has made it before. `about` names what it is about, once and for all. */
  add(
    reporter: { visitor: string; name: string },
    target: Known,
    said: { text: string; about: string },
    reason: ReportReason,
    words: string,
  ): Promise<boolean>;
  /** Takes one off the list; undefined when it is not on it. */
  handle(id: number): Promise<Waiting | undefined>;
};

/** Reads what waits. */
export async function openReports(db: Database, clock: Clock): Promise<Reports> {
  const rows = await db
    .selectFrom('report')
    .selectAll()
    .where('handled_at', 'is', null)
    .orderBy('id')
    .execute();
  const waiting = new Map<number, Waiting>(
    rows.map(({ id, reporter_name, showroom, visitor, name, text, reason, words, at }) => [
      id,
      { id, reporter: reporter_name, showroom, visitor, name, text, reason, words, at },
    ]),
  );
  return {
    waiting: () => [...waiting.values()],
    async add(reporter, target, { text, about }, reason, words) {
      const { visitor, name, showroom } = target;
      const at = clock.now();
      const row = { showroom, visitor, name, text, reason, words, at };
      const kept = await db
        .insertInto('report')
        .values({ ...row, reporter: reporter.visitor, reporter_name: reporter.name, about, handled_at: null })
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst();
      if (kept) waiting.set(kept.id, { id: kept.id, reporter: reporter.name, ...row });
      return kept !== undefined;
    },
    async handle(id) {
      const report = waiting.get(id);
      if (!report) return undefined;
      waiting.delete(id);
      await db.updateTable('report').set({ handled_at: clock.now() }).where('id', '=', id).execute();
      return report;
    },
  };
}
