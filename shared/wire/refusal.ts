/** Every reason for which we refuse a request that a person or program can act on; wording belongs to the locale. */
export const REFUSALS = [
  'bad-input',
  'too-large',
  'too-many',
  'not-signed-in',
  'wrong-credentials',
  'weak-password',
  'second-factor-needed',
  'not-allowed',
  'not-found',
  'conflict',
  'gone',
  'room-full',
  'not-open',
  'not-invited',
  'seat-taken',
  'too-far',
  'out-of-stock',
  'cart-empty',
  'price-changed',
  'card-declined',
  'payment-unavailable',
  'media-unavailable',
  'muted',
  'slow-mode',
  'removed',
  'banned',
  'offline',
  'internal',
] as const;

/** A reason of refusal. */
export type RefusalCode = (typeof REFUSALS)[number];

/** A refusal as it travels: the code, a short technical detail in English, and an incident id when it is our fault. */
export type RefusalBody = { code: RefusalCode; detail?: string; incident?: string };

/** A request refused for a reason that the person can act on; anything else thrown is our bug. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly detail: string | undefined;
  readonly incident: string | undefined;

  constructor(code: RefusalCode, detail?: string, incident?: string) {
    super(detail ? `${code}: ${detail}` : code);
    this.name = 'Refusal';
    this.code = code;
    this.detail = detail;
    this.incident = incident;
  }

  /** The form that travels. */
  body(): RefusalBody {
    return { code: this.code, detail: this.detail, incident: this.incident };
  }

  /** The refusal inside a received body, or `internal` when the body is none of ours. */
  static from(body: unknown): Refusal {
    const { code, detail, incident } = (body ?? {}) as Partial<RefusalBody>;
    const known = REFUSALS.find((entry) => entry === code);
    return new Refusal(known ?? 'internal', typeof detail === 'string' ? detail : undefined, incident);
  }
}
