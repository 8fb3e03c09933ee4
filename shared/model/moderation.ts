/** What staff may do to somebody: take the word in chat, send out for a while, keep out. */
export type SanctionKind = 'mute' | 'remove' | 'ban';

/** Why somebody may be reported. */
export const REPORT_REASONS = ['spam', 'abuse', 'other'] as const;
export type ReportReason = (typeof REPORT_REASONS)[number];

/** Everything that the audit log tells of. */
export const AUDIT_VERBS = [
  'mute',
  'unmute',
  'remove',
  'ban',
  'lift',
  'remove-line',
  'slow',
  'report',
  'handled',
  'sign-in',
  'invite',
  'uninvite',
  'join',
  'roles',
  'leave',
  'second-factor',
  'promotion-made',
  'promotion-changed',
  'promotion-on',
  'promotion-off',
  'prices',
  'rates',
  'warehouse',
  'stock',
] as const;
export type AuditVerb = (typeof AUDIT_VERBS)[number];

/** What holds against somebody now; `until` is null when it holds until lifted. */
export type Sanction = {
  id: number;
  kind: SanctionKind;
  name: string;
  by: string;
  reason: string;
  at: number;
  until: number | null;
};

/** What a visitor told staff; `text` is the line it is about, empty when it is about the person. */
export type Report = {
  id: number;
  showroom: string;
  reporter: string;
  name: string;
  text: string;
  reason: ReportReason;
  words: string;
  at: number;
};

/** One entry of the audit log: who did what to whom, where, when and why. */
export type AuditEntry = {
  id: number;
  at: number;
  actor: string;
  role: string;
  verb: AuditVerb;
  target: string;
  showroom: string;
  reason: string;
};

/** All that the moderation desk shows. */
export type ModerationDesk = {
  reports: Report[];
  sanctions: Sanction[];
  /** Seconds between two lines of one person, by showroom; what is missing is free. */
  slow: Record<string, number>;
  audit: AuditEntry[];
};
