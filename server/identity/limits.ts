import { Refusal } from '../../shared/wire/refusal.ts';
import { openBuckets } from '../rateLimit.ts';

/** What a request about accounts costs: a try at a secret, or a mail. */
export type Costs = 'try' | 'mail';

/** Of one address: an office signs in at once, a flood does not. */
const OF_ADDRESS = { try: { perSecond: 0.5, burst: 40 }, mail: { perSecond: 0.05, burst: 15 } };
/** Of one account, from wherever: who guesses waits half a minute for each further guess; it ends by itself. */
const OF_ACCOUNT = { try: { perSecond: 1 / 30, burst: 10 }, mail: { perSecond: 1 / 60, burst: 5 } };

/** Limits by address and by account. */
export type Limits = { take(costs: Costs, address: string, account: string | undefined): void };

/** Limits over a clock; beyond them `too-many`. */
export function openLimits(now: () => number): Limits {
  const buckets = (limits: typeof OF_ADDRESS) => ({
    try: openBuckets(limits.try),
    mail: openBuckets(limits.mail),
  });
  const [addresses, accounts] = [buckets(OF_ADDRESS), buckets(OF_ACCOUNT)];
  return {
    take(costs, address, account) {
      const at = now();
      if (!addresses[costs].take(address, at)) throw new Refusal('too-many', 'from this address');
      if (account && !accounts[costs].take(account.trim().toLowerCase(), at))
        throw new Refusal('too-many', 'for this account');
    },
  };
}
