import { randomBytes } from 'node:crypto';
import type { AuditVerb, ModerationDesk, ReportReason, SanctionKind } from '../../shared/model/moderation.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Bus } from '../bus.ts';
import type { Clock } from '../clock.ts';
import { isAbove, mayActAs, type Person } from '../http/person.ts';
import type { Database } from '../store/open.ts';
import { settingOnce } from '../store/settings.ts';
import { digestAddress } from './address.ts';
import { openAudit } from './audit.ts';
import { openReports } from './reports.ts';
import type { Known } from './roll.ts';
import { type Kept, openSanctions } from './sanctions.ts';

/** Who acts, under the name that the log gives them. */
export type Actor = Person & { name: string };

/** Milliseconds for which one who was sent out stays out. */
const REMOVED_MS = 5 * 60_000;
/** Entries of the log that the desk shows at once. */
const AUDIT_SHOWN = 100;

/** Order in the house: who may not write, who has to stay out, what was reported, and the log of all of it. Each verb checks the rank of who acts. */
export type Moderation = Awaited<ReturnType<typeof openModeration>>;

/** Opens moderation over the database; what was in force before the last end still is. */
export async function openModeration(db: Database, bus: Bus, clock: Clock) {
  const salt = await settingOnce(db, 'moderation.salt', () => randomBytes(16).toString('base64url'));
  const sanctions = await openSanctions(db, clock);
  const audit = openAudit(db, clock);
  const reports = await openReports(db, clock);
  const rows = await db.selectFrom('slow_mode').selectAll().orderBy('showroom').execute();
  const slowed = new Map(rows.map(({ showroom, seconds }) => [showroom, seconds]));

  const changed = (): void => bus.publish('moderation.changed', { waiting: reports.waiting().length });
  const note = (
    actor: Actor,
    verb: AuditVerb,
    target: { visitor: string; name: string },
    showroom: string,
    reason: string,
  ) => audit.add({ actor, verb, target, showroom, reason });

  const impose = async (
    actor: Actor,
    kind: SanctionKind,
    target: Known,
    until: number | null,
    reason: string,
  ) => {
    mayModerate(actor);
    if (!isAbove(actor.role, target.role)) throw new Refusal('not-allowed', 'they do not stand below you');
    const { visitor, name, showroom } = target;
    const address = kind === 'ban' ? digestAddress(salt, target.address) : '';
    await sanctions.impose({ kind, visitor, address, name, by: actor.name, reason, at: clock.now(), until });
    await note(actor, kind, target, showroom, reason);
    bus.publish('person.sanctioned', { visitor, kind, reason, until });
    changed();
  };
  const end = async (actor: Actor, kept: Kept | undefined, showroom: string): Promise<void> => {
    mayModerate(actor);
    const lifted = kept && (await sanctions.lift(kept.id));
    if (!lifted) throw new Refusal('gone', 'it does not hold any more');
    await note(actor, lifted.kind === 'mute' ? 'unmute' : 'lift', lifted, showroom, '');
    const { visitor, kind } = lifted;
    if (kind === 'mute') bus.publish('person.sanctioned', { visitor, kind, reason: '', until: clock.now() });
    changed();
  };

  return {
    /** Whether somebody may not write in chat now. */
    isMuted: (visitor: string): boolean => sanctions.against('mute', visitor) !== undefined,
    /** Why somebody may not come in now. Owners always may; an address keeps out visitors only. */
    atDoor({ visitor, role }: Person, address: string): 'banned' | 'removed' | undefined {
      if (role === 'owner') return undefined;
      const known = role === 'visitor' ? sanctions.ofAddress(digestAddress(salt, address)) : undefined;
      if (known || sanctions.against('ban', visitor)) return 'banned';
      return sanctions.against('remove', visitor) && 'removed';
    },
    /** Seconds between two lines of one person in a showroom. */
    slow: (showroom: string): number => slowed.get(showroom) ?? 0,
    async setSlow(actor: Actor, showroom: string, seconds: number): Promise<void> {
      mayModerate(actor);
      if (seconds > 0) {
        await db
          .insertInto('slow_mode')
          .values({ showroom, seconds })
          .onConflict((conflict) => conflict.column('showroom').doUpdateSet({ seconds }))
          .execute();
        slowed.set(showroom, seconds);
      } else {
        await db.deleteFrom('slow_mode').where('showroom', '=', showroom).execute();
        slowed.delete(showroom);
      }
      await note(actor, 'slow', { visitor: '', name: '' }, showroom, String(seconds));
      bus.publish('slow.changed', { showroom, seconds });
      changed();
    },
    /** Takes the word in chat: for minutes, until lifted without them, 0 gives it back. */
    async mute(actor: Actor, target: Known, minutes: number | undefined, reason: string): Promise<void> {
      if (minutes === 0) return end(actor, sanctions.against('mute', target.visitor), target.showroom);
      await impose(actor, 'mute', target, minutes ? clock.now() + minutes * 60_000 : null, reason);
    },
    remove: (actor: Actor, target: Known, reason: string): Promise<void> =>
      impose(actor, 'remove', target, clock.now() + REMOVED_MS, reason),
    ban: (actor: Actor, target: Known, days: number | undefined, reason: string): Promise<void> =>
      impose(actor, 'ban', target, days ? clock.now() + days * 86_400_000 : null, reason),
    /** Ends a sanction by its number; `gone`. */
    lift: (actor: Actor, id: number): Promise<void> =>
      end(
        actor,
        sanctions.inForce().find((kept) => kept.id === id),
        '',
      ),
    /** Whether somebody may take back what another said; `not-allowed`. Writes it down. */
    async noteLine(actor: Actor, target: Known, text: string): Promise<void> {
      mayModerate(actor);
      if (isAbove(target.role, actor.role)) throw new Refusal('not-allowed', 'they stand above you');
      await note(actor, 'remove-line', target, target.showroom, text);
    },
    /** Keeps a report; the same one again changes nothing. */
    async report(
      actor: Actor,
      target: Known,
      said: { text: string; about: string },
      reason: ReportReason,
      words: string,
    ) {
      if (target.visitor === actor.visitor) throw new Refusal('bad-input', 'that is you');
      if (!(await reports.add(actor, target, said, reason, words))) return;
      await note(actor, 'report', target, target.showroom, words ? `${reason}: ${words}` : reason);
      changed();
    },
    /** A report is dealt with; `gone`. */
    async handled(actor: Actor, id: number): Promise<void> {
      mayModerate(actor);
      const report = await reports.handle(id);
      if (!report) throw new Refusal('gone', 'somebody has dealt with it');
      await note(
        actor,
        'handled',
        { visitor: report.visitor, name: report.name },
        report.showroom,
        report.text,
      );
      changed();
    },
    waiting: (): number => reports.waiting().length,
    /** What the desk shows. */
    async desk(): Promise<ModerationDesk> {
      return {
        reports: reports.waiting().map(({ visitor: _, ...report }) => report),
        sanctions: sanctions.inForce().map(({ visitor: _, address: __, ...sanction }) => sanction),
        slow: Object.fromEntries(slowed),
        audit: await audit.latest(AUDIT_SHOWN),
      };
    },
    /** The log, the latest first. */
    audit: audit.latest,
  };
}

function mayModerate({ role }: Person): void {
  if (!mayActAs(role, 'moderator')) throw new Refusal('not-allowed', 'for moderators only');
}
