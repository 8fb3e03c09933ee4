import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Carrier } from '../../../shared/model/desk.ts';
import { Refusal } from '../../../shared/wire/refusal.ts';

const HOLE = '{tracking}';
const schema = z.strictObject({
  date: z.iso.date(),
  source: z.string().min(1),
  carriers: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9-]{1,32}$/),
      name: z.string().min(1).max(60),
      link: z.string().refine((link) => link.startsWith('https://') && link.includes(HOLE)),
    }),
  ),
});

/** What someone says of a parcel: a carrier's id, or its name when we do not know it. */
export type Label = { carrier: string; tracking: string; url?: string | undefined };

/** Who carries parcels. Numbers are typed in by hand; a carrier's own interface would answer the same. */
export type Carriers = {
  list(): readonly Carrier[];
  /** A parcel's carrier, number and link as they are kept; `bad-input` for a link that is not https. */
  label(wish: Label): { carrier: string; tracking: string; url: string };
};

/** Carriers with the addresses of their pages for following a parcel: data of `markets/carriers.json`. */
export async function readCarriers(folder: string): Promise<Carriers> {
  const { carriers } = schema.parse(JSON.parse(await readFile(join(folder, 'carriers.json'), 'utf8')));
  const known = new Map(carriers.map((one) => [one.id, one]));
  return {
    list: () => carriers,
    label({ carrier, tracking, url = '' }) {
      const one = known.get(carrier);
      const number = tracking.trim();
      if (url !== '') return { carrier: one?.name ?? carrier, tracking: number, url: safeLink(url) };
      const link = one && number ? one.link.replace(HOLE, () => encodeURIComponent(number)) : '';
      return { carrier: one?.name ?? carrier, tracking: number, url: link };
    },
  };
}

/** A link that may stand in a mail and on a page. */
function safeLink(text: string): string {
  const url = URL.parse(text);
  if (url?.protocol !== 'https:' || url.username || url.password)
    throw new Refusal('bad-input', 'url: only https links');
  return url.href;
}
