import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { convert, dinero, toSnapshot } from 'dinero.js';
import { z } from 'zod';
import { type Money, minorDigits } from '../../shared/model/money.ts';
import { timesRatio } from '../../shared/model/ratio.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../store/open.ts';

const rate = z.string().regex(/^\d{1,9}(\.\d{1,8})?$/);
const schema = z.object({
  base: z.string().length(3),
  date: z.iso.date(),
  source: z.string().min(3),
  rates: z.record(z.string().length(3), rate),
});

/** One rate as it is kept: so many of `quote` for one of `base`, of a day, and who says so. */
export type ExchangeRate = { base: string; quote: string; rate: string; date: string; source: string };

/** Exchange rates, as dated data. */
export type Exchange = {
  /** The amount in another currency by the newest rates, rounded half up to a multiple of `step` minor units, never to nothing. Throws without a rate. */
  convert(money: Money, currency: string, step: number): Money;
  /** The rates that hold now. */
  rates(): ExchangeRate[];
  /** Those that are known already and hold from a later day on. */
  coming(): ExchangeRate[];
  /** Takes new rates in; they hold from their date on. */
  set(rates: readonly ExchangeRate[]): Promise<void>;
};

/** Exchange over the database, which is given the rates of `markets/rates.json` where it has none of their day. */
export async function openExchange(db: Database, folder: string, clock: Clock): Promise<Exchange> {
  const file = schema.parse(JSON.parse(await readFile(join(folder, 'rates.json'), 'utf8')));
  const { base, date, source } = file;
  const given = Object.entries(file.rates).map(([quote, one]) => ({ base, quote, rate: one, date, source }));
  await db
    .insertInto('exchange_rate')
    .values(given)
    .onConflict((c) => c.doNothing())
    .execute();
  let known: ExchangeRate[] = [];
  const read = async () => {
    known = await db.selectFrom('exchange_rate').selectAll().orderBy('date').orderBy('quote').execute();
  };
  await read();
  const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
  const rates = (): ExchangeRate[] => {
    const now = dayOf(clock.now());
    const newest = new Map(known.filter(({ date }) => date <= now).map((one) => [one.quote, one]));
    return [...newest.values()];
  };
  let today = { day: '', of: known, table: new Map<string, Scaled>() };
  /** The rates of today, read once a day. */
  const tableOf = (): Map<string, Scaled> => {
    const day = dayOf(clock.now());
    if (today.day === day && today.of === known) return today.table;
    const table = new Map(rates().map(({ quote, rate: one }) => [quote, toScaled(one)]));
    table.set(base, { amount: 1, scale: 0 });
    today = { day, of: known, table };
    return table;
  };
  return {
    rates,
    coming: () => {
      const now = dayOf(clock.now());
      return known.filter(({ date }) => date > now);
    },
    convert(money, currency, step) {
      if (money.currency === currency) return money;
      const table = tableOf();
      const from = table.get(money.currency);
      const to = table.get(currency);
      if (!from || !to) throw new Error(`no exchange rate from ${money.currency} to ${currency}`);
      const inBase = money.currency === base ? money : crossed(money, from, base);
      return rounded(inBase, currency, to, step);
    },
    async set(list) {
      for (const one of list)
        await db
          .insertInto('exchange_rate')
          .values(one)
          .onConflict((c) =>
            c.columns(['base', 'quote', 'date']).doUpdateSet({ rate: one.rate, source: one.source }),
          )
          .execute();
      await read();
    },
  };
}

type Scaled = { amount: number; scale: number };

/** `1.0389` as 10389 with four decimals. */
function toScaled(text: string): Scaled {
  const [whole = '', decimals = ''] = text.split('.');
  return { amount: Number(whole + decimals), scale: decimals.length };
}

const asDinero = (code: string) => ({ code, base: 10, exponent: minorDigits(code) });

function rounded(money: Money, currency: string, rate: Scaled, step: number): Money {
  const converted = convert(
    dinero({ amount: money.amount, currency: asDinero(money.currency) }),
    asDinero(currency),
    {
      [currency]: rate,
    },
  );
  const { amount, scale } = toSnapshot(converted);
  const unit = 10 ** Math.max(0, scale - minorDigits(currency));
  const raised = 10 ** Math.max(0, minorDigits(currency) - scale);
  const whole = timesRatio(amount * raised, 1, unit, step);
  return { amount: money.amount > 0 ? Math.max(whole, step) : whole, currency };
}

/** Back into the base currency, with its minor units. */
function crossed(money: Money, rate: Scaled, base: string): Money {
  const digits = 10 ** minorDigits(base);
  const unit = 10 ** minorDigits(money.currency);
  return { amount: timesRatio(money.amount, 10 ** rate.scale * digits, rate.amount * unit), currency: base };
}
