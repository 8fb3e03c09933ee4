import { z } from '@hono/zod-openapi';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify/sync';
import type { MadeModel, Offer, ProductContent } from '../../shared/model/catalogue.ts';
import { differences } from '../../shared/model/productVersion.ts';
import type { RowFault } from '../../shared/model/rowFault.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Database } from '../store/open.ts';
import { offersOf } from './catalogue.ts';
import type { Offers } from './offers.ts';
import type { Doing, Records } from './records.ts';
import { faultOf } from './rowFault.ts';
import { toVersion } from './rows.ts';
import { contentSchema, type Traveller, traveller } from './schemas.ts';
import { columnOf, fromRows, toRows } from './transferRows.ts';

export type Format = 'csv' | 'json';

/** What became of each product of a file; rows are counted as the file's editor counts them. */
export type Imported = {
  created: number;
  changed: number;
  same: number;
  /** What is new or differs, as many as are listed; `fields` are the ways to what differs, `offers` for anything of what it is sold as. */
  taken: { row: number; slug: string; outcome: 'created' | 'changed'; fields: string[] }[];
  refused: (RowFault & { row: number; slug: string })[];
};

/** Catalogues as files. */
export type Transfer = {
  /** All products, in their latest versions, as a text. */
  export(format: Format): Promise<string>;
  /** Takes a file in: what differs becomes the content of a draft of the next version. `attempt` only says what would become of it. */
  import(text: string, format: Format, attempt: boolean, doing: Doing): Promise<Imported>;
};

/** Products that are read at a time. */
const PAGE = 200;
const LISTED_MOST = 200;

/** Opens the transfer over the database, writing through the verbs of records and offers. */
export function openTransfer(db: Database, records: Records, offers: Offers): Transfer {
  const pages = async function* (): AsyncGenerator<Traveller[]> {
    for (let after = ''; ; ) {
      const rows = await db
        .selectFrom('product')
        .innerJoin('product_version as v', (join) =>
          join.onRef('v.product', '=', 'product.slug').onRef('v.version', '=', 'product.latest'),
        )
        .select(['v.product', 'v.version', 'v.content', 'v.model'])
        .where('product.slug', '>', after)
        .orderBy('product.slug')
        .limit(PAGE)
        .execute();
      const sold = await offersOf(
        db,
        rows.map(({ product }) => product),
      );
      yield rows.map((row) => toTraveller(row.product, toVersion(row).content, sold.get(row.product) ?? []));
      if (rows.length < PAGE) return;
      after = rows.at(-1)!.product;
    }
  };
  const takeIn = async (one: Traveller, attempt: boolean, doing: Doing): Promise<Outcome> => {
    const known = await records.get(one.slug).catch(absent);
    if (!known) {
      if (attempt) return CREATED;
      const content = contentSchema.parse({ ...EMPTY, ...one.content });
      await records.create(one.slug, content, NO_MODEL, doing);
      if (one.offers.length > 0) await offers.set(one.slug, one.offers);
      return CREATED;
    }
    const latest = await records.version(one.slug, known.latest);
    const before = toTraveller(one.slug, latest.content, known.offers);
    const [sold, said] = [
      same(before.offers.map(whole), one.offers.map(whole)),
      same(before.content, one.content),
    ];
    if (sold && said) return { outcome: 'same', fields: [] };
    const fields = differences(ordered(before.content), ordered(one.content)).map(({ path }) => path);
    const changed: Outcome = { outcome: 'changed', fields: sold ? fields : [...fields, 'offers'] };
    if (attempt) return changed;
    if (!said) {
      const draft = latest.state === 'draft' ? latest : await records.next(one.slug, {}, doing);
      await records.write(one.slug, draft.version, { ...latest.content, ...one.content }, draft.changedAt);
    }
    if (!sold) await offers.set(one.slug, one.offers);
    return changed;
  };
  return {
    async export(format) {
      const all: Traveller[] = [];
      for await (const page of pages()) all.push(...page);
      if (format === 'json') return `${JSON.stringify({ products: all }, null, 2)}\n`;
      return stringify(toRows(all), { header: true, bom: true, escape_formulas: true });
    },
    async import(text, format, attempt, doing) {
      const found = format === 'json' ? readJson(text) : fromRows(await readCsv(text));
      const done: Imported = { created: 0, changed: 0, same: 0, taken: [], refused: [] };
      for (const { row, slug, value } of found) {
        const refuse = (fault: RowFault): void => {
          if (done.refused.length < LISTED_MOST) done.refused.push({ row, slug, ...fault });
        };
        const read = traveller.safeParse(value);
        if (!read.success) {
          const issue = read.error.issues[0]!;
          refuse(faultOf(issue, value, placeOf(issue, format)));
          continue;
        }
        const fault = await offers.fault(read.data.slug, read.data.offers);
        if (fault) {
          refuse(fault);
          continue;
        }
        try {
          const { outcome, fields } = await takeIn(read.data, attempt, doing);
          done[outcome]++;
          if (outcome !== 'same' && done.taken.length < LISTED_MOST)
            done.taken.push({ row, slug, outcome, fields });
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          refuse({ fault: 'meanwhile', column: 'slug', value: slug });
        }
      }
      return done;
    },
  };
}

type Outcome = { outcome: 'created' | 'changed' | 'same'; fields: string[] };
const CREATED: Outcome = { outcome: 'created', fields: [] };

/** The place of what can't be read, as its file names it. */
const placeOf = ({ path }: z.core.$ZodIssue, format: Format): string =>
  format === 'csv' ? columnOf(path) : path.join('.');

const EMPTY = {
  standYaw: 0,
  pictures: { thumbnail: '', poster: '', social: '', turntable: null },
  authoring: { hotspots: [], dimensions: [], explode: null, parts: [], variants: [], clips: [], stops: [] },
};
const NO_MODEL: MadeModel = {
  files: {},
  original: '',
  usdz: '',
  sizeMm: [0, 0, 0],
  parts: [],
  explode: { steps: 0, parts: [] },
  variants: [],
  animations: [],
};

function toTraveller(slug: string, content: ProductContent, offers: Offer[]): Traveller {
  const { pictures, authoring, standYaw, ...said } = content;
  return { slug, content: said, offers };
}

/** An offer with what an older export does not say. */
const whole = (offer: Offer): Offer => ({ selling: 'stock', incoming: 0, readyAt: null, ...offer });

/** Whether two values say the same, whatever the order of their keys. */
const same = (a: unknown, b: unknown): boolean => JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, ordered(each)]),
  );
}

function absent(error: unknown): undefined {
  if (error instanceof Refusal && error.code === 'not-found') return undefined;
  throw error;
}

type Read = { row: number; slug: string; value: unknown };

function readJson(text: string): Read[] {
  const file = z.object({ products: z.array(z.unknown()).max(100_000) }).safeParse(parsed(text));
  if (!file.success) throw new Refusal('bad-input', 'a file with a list named “products”');
  return file.data.products.map((value, at) => ({
    row: at + 1,
    slug: String((value as { slug?: unknown } | null)?.slug ?? ''),
    value,
  }));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Refusal('bad-input', (error as Error).message);
  }
}

async function readCsv(text: string): Promise<Record<string, string>[]> {
  const rows: Record<string, string>[] = [];
  const parser = parse(text, {
    columns: true,
    bom: true,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: false,
  });
  try {
    for await (const row of parser) rows.push(row as Record<string, string>);
  } catch (error) {
    throw new Refusal('bad-input', (error as Error).message);
  }
  return rows;
}
