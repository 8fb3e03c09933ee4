import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Database } from '../store/open.ts';
import type { Disputes } from './disputes.ts';
import type { PaymentProvider, ProviderEvent, ProviderNews } from './payment.ts';
import type { Payments } from './payments.ts';
import type { Refunds } from './refunds.ts';

/** What providers tell by themselves. Each event is written down before it is handled, and handled until that went well. */
export type Webhooks = {
  /** Takes in what came to a provider's address. `not-found` for a provider that tells nothing, `not-allowed` for what is forged or too old; any other error means: send it again. */
  take(provider: string, body: string, signature: string | undefined): Promise<'handled' | 'known'>;
  /** Handles what a crash left unhandled; answers how many. */
  catchUp(beforeMs: number): Promise<number>;
};

/** What webhooks are made of. */
export type WebhookParts = {
  db: Database;
  providers: ReadonlyMap<string, PaymentProvider>;
  payments: Payments;
  refunds: Refunds;
  disputes: Disputes;
  clock: Clock;
  log: Log;
};

const AT_ONCE = 200;

/** Webhooks over the database and the providers. */
export function openWebhooks(parts: WebhookParts): Webhooks {
  const { db, providers, clock, log } = parts;
  /** Events that are being handled now; a second delivery waits for the first. */
  const busy = new Map<string, Promise<void>>();
  const mark = (provider: string, id: string, ref: string) =>
    db
      .updateTable('provider_event')
      .set({ handled_at: clock.now(), ref })
      .where('provider', '=', provider)
      .where('id', '=', id)
      .execute();
  const handle = async (provider: string, event: ProviderEvent): Promise<void> => {
    const key = `${provider} ${event.id}`;
    const work =
      busy.get(key) ??
      (async () => {
        const news = await event.truth();
        await apply(parts, provider, news);
        await mark(provider, event.id, refOf(news));
      })().finally(() => busy.delete(key));
    busy.set(key, work);
    await work.catch((error) => {
      // A refusal of ours would tell the provider that it did something wrong.
      throw new Error(`${event.type} ${event.id} could not be handled`, { cause: error });
    });
  };
  return {
    async take(name, body, signature) {
      const event = providers.get(name)?.read?.(body, signature);
      if (!event) throw new Refusal('not-found', 'this provider tells nothing');
      const { id, type } = event;
      await db
        .insertInto('provider_event')
        .values({ provider: name, id, type, ref: '', at: clock.now(), handled_at: null })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const { handled_at } = await db
        .selectFrom('provider_event')
        .select('handled_at')
        .where('provider', '=', name)
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      if (handled_at !== null) return 'known';
      await handle(name, event);
      return 'handled';
    },
    async catchUp(beforeMs) {
      const rows = await db
        .selectFrom('provider_event')
        .select(['provider', 'id'])
        .where('handled_at', 'is', null)
        .where('at', '<', beforeMs)
        .orderBy('at')
        .limit(AT_ONCE)
        .execute();
      let done = 0;
      for (const { provider, id } of rows)
        try {
          const event = await providers.get(provider)?.recall?.(id);
          if (event) await handle(provider, event);
          // What the provider has forgotten can't be learnt any more; payments and refunds are looked at anyway.
          else await mark(provider, id, '');
          done += 1;
        } catch (error) {
          log.error({ err: error, event: id }, 'could not be handled');
        }
      return done;
    },
  };
}

/** Does what an event asks for; what it is about may be none of ours, for others may use the same account. */
async function apply(parts: WebhookParts, provider: string, news: ProviderNews): Promise<void> {
  const { db, payments, refunds, disputes, log } = parts;
  const paymentBy = (column: 'id' | 'ref', value: string) =>
    db
      .selectFrom('payment')
      .select(['id', 'order_id', 'ref', 'status'])
      .where(column, '=', value)
      .where('provider', '=', provider)
      .executeTakeFirst();
  switch (news.about) {
    case 'payment': {
      const payment = await paymentBy('id', news.key);
      if (!payment) return;
      if (payment.ref === null || payment.ref === news.state.ref)
        return payments.settle(payment.id, news.state);
      log.warn({ payment: payment.id }, 'a provider tells of another payment under a key of ours');
      return;
    }
    case 'refund': {
      const refund = await db.selectFrom('refund').select('id').where('id', '=', news.key).executeTakeFirst();
      return refund && refunds.settle(refund.id, news.state);
    }
    case 'dispute': {
      const payment = await paymentBy('ref', news.paymentRef);
      if (!payment) return;
      // It may overtake the word that the money came.
      if (payment.status !== 'paid') await payments.look(payment.order_id);
      if ((await paymentBy('id', payment.id))?.status !== 'paid')
        throw new Error('a dispute of a payment that never came');
      return disputes.take(payment.id, news);
    }
    case 'nothing':
      return;
  }
}

function refOf(news: ProviderNews): string {
  if (news.about === 'nothing') return '';
  return news.about === 'dispute' ? news.ref : news.key;
}
