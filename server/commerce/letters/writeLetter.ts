import { openWords, type Words } from '../papers/words.ts';
import {
  type Letter,
  type LetterData,
  type LetterKind,
  type LetterParts,
  type OrderFacts,
  SHOP_LETTERS,
} from './letter.ts';
import { letterPage } from './letterPage.ts';

const wordsIn = openWords('letter');
const LISTS_LINES: readonly LetterKind[] = [
  ...(['received', 'paid', 'shipped', 'cancelled', 'failed', 'shop-cancelled', 'disputed'] as const),
];
const MOST_LINES = 50;
const LONGEST_SUBJECT = 200;

/** Writes a mail of an order in the buyer's language (English where it is not spoken); the paper is attached by whoever sends it. */
export function writeLetter<Kind extends LetterKind>(
  kind: Kind,
  data: LetterData[Kind],
  language: string,
): Letter {
  const words = wordsIn(language);
  const values = valuesOf(data, words);
  const say = (key: string): string => words.say(`${kind}.${key}`, values);
  const parts: LetterParts = {
    title: say('title'),
    paragraphs: [say(leadOf(kind, data)), ...('text' in data && data.text ? [data.text] : [])],
    sums: LISTS_LINES.includes(kind) ? sumsOf(data, words, kind !== 'shipped') : [],
    links: linksOf(kind, data, words),
    foot: words.say(SHOP_LETTERS.includes(kind) ? 'foot-shop' : 'foot', { brand: data.brand }),
  };
  // A line break in a name must not end the head of the mail; marks of direction are for those who read it.
  const subject = say('subject').replace(/\s+/g, ' ').slice(0, LONGEST_SUBJECT).toWellFormed();
  return { subject, text: plain(parts), html: letterPage(parts, data, words) };
}

/** A parcel without a number is told of without one. */
const leadOf = (kind: LetterKind, data: LetterData[LetterKind]): string =>
  kind === 'shipped' && 'tracking' in data && data.tracking === '' ? 'untracked' : 'lead';

function valuesOf(data: LetterData[LetterKind], words: Words): Record<string, string> {
  return {
    order: data.order,
    name: data.name,
    brand: data.brand,
    amount: 'amount' in data ? words.money(data.amount, data.currency) : '',
    carrier: 'carrier' in data ? data.carrier : '',
    tracking: 'tracking' in data ? data.tracking : '',
    date: 'expectedAt' in data ? words.date(data.expectedAt, data.zone) : '',
  };
}

/** The lines, with what they come to when it is about money: what lies in a parcel has no price. */
function sumsOf(
  { lines, shipping, total, currency }: OrderFacts,
  words: Words,
  priced: boolean,
): LetterParts['sums'] {
  const shown = lines.slice(0, MOST_LINES).map(({ name, variant, quantity, amount }) => ({
    label: words.say('line', { quantity: words.number(quantity), name }),
    ...(variant && { detail: variant }),
    amount: priced ? words.money(amount, currency) : '',
  }));
  const more =
    lines.length > MOST_LINES ? [{ label: `+ ${words.number(lines.length - MOST_LINES)}`, amount: '…' }] : [];
  if (!priced) return [...shown, ...more];
  return [
    ...shown,
    ...more,
    ...(shipping === undefined
      ? []
      : [{ label: words.say('shipping'), amount: words.money(shipping, currency) }]),
    { label: words.say('total'), amount: words.money(total, currency), strong: true },
  ];
}

function linksOf(kind: LetterKind, data: LetterData[LetterKind], words: Words): LetterParts['links'] {
  const open = kind === 'failed' ? 'again' : 'open';
  const order = { label: words.say(SHOP_LETTERS.includes(kind) ? 'desk' : open), address: data.link };
  const parcel = 'trackingLink' in data && data.trackingLink;
  return parcel ? [{ label: words.say('track'), address: parcel }, order] : [order];
}

function plain({ title, paragraphs, sums, links, foot }: LetterParts): string {
  const lines = sums.map(
    ({ label, detail, amount }) => `${label}${detail ? ` (${detail})` : ''}${amount && `: ${amount}`}`,
  );
  const ways = links.map(({ label, address }) => `${label}: ${address}`);
  return `${[title, ...paragraphs, ...(lines.length ? [lines.join('\n')] : []), ways.join('\n'), `-- \n${foot}`].join('\n\n')}\n`;
}
