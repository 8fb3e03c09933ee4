import type { AuditEntry, AuditVerb } from '../../shared/model/moderation.ts';
import type { Clock } from '../clock.ts';
import type { Person } from '../http/person.ts';
import type { Database } from '../store/open.ts';

type Entry = {
  actor: Person & { name: string };
  verb: AuditVerb;
  target: { visitor: string; name: string };
  showroom: string;
  reason: string;
};

/** The log of what staff did: it can be added to and read, nothing else; the database refuses the rest. */
export type Audit = {
  add(entry: Entry): Promise<void>;
  /** The latest entries, the latest first. */
  latest(limit: number): Promise<AuditEntry[]>;
};

/** Opens the log. */
export function openAudit(db: Database, clock: Clock): Audit {
  return {
    async add({ actor, verb, target, showroom, reason }) {
      await db
        .insertInto('audit')
        .values({
          at: clock.now(),
          actor: actor.visitor,
          actor_name: actor.name,
          role: actor.role,
          verb,
          target: target.visitor,
          target_name: target.name,
          showroom,
          reason,
        })
        .execute();
    },
    async latest(limit) {
      const rows = await db.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(limit).execute();
      return rows.map(({ id, at, actor_name, role, verb, target_name, showroom, reason }) => ({
        id,
        at,
        actor: actor_name,
        role,
        verb,
        target: target_name,
        showroom,
        reason,
      }));
    },
  };
}
