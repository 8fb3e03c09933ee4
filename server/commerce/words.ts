import { inLanguage, type LocalText } from '../../shared/model/localText.ts';
import type { Buyer } from '../../shared/model/order.ts';

const MOST_WORDS = 60;
const MOST_LETTERS = 60;

/** A text as it is looked for: small letters without accents. */
export const plainWords = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}@._+-]+/u)
    .filter(Boolean)
    .map((word) => word.slice(0, MOST_LETTERS));

/** The words by which an order is found: its number, names, mail address, place, SKUs, and what its goods are called. */
export function orderWords(
  order: {
    number: string | null;
    name: string;
    email: string;
    country: string;
    language: string;
    buyer: string | null;
  },
  lines: readonly { sku: string; name: LocalText }[],
): string[] {
  const buyer = order.buyer === null ? undefined : (JSON.parse(order.buyer) as Buyer);
  const { city = '', company = '', postcode = '' } = buyer?.address ?? {};
  const number = order.number ?? '';
  const words = [
    number,
    number.slice(2),
    order.name,
    order.email,
    order.country,
    city,
    company,
    postcode,
    ...lines.map(({ sku }) => sku),
  ];
  const [, domain = ''] = order.email.split('@');
  const names = lines.flatMap(({ name }) => [name.en, inLanguage(name, order.language)]);
  return [...new Set([...words, domain, ...names].flatMap(plainWords))].slice(0, MOST_WORDS);
}
