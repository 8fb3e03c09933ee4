import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test } from 'vitest';
import { ORDER_STATUSES } from '../model/order.ts';
import { ROW_FAULTS } from '../model/rowFault.ts';
import { REFUSALS } from '../wire/refusal.ts';

const read = (file: string): Record<string, string> =>
  JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8'));
const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.json'));
/** What every page says, what studio and console, accounts, the designer’s desk, the invitation, the check of uploads, flash offers, the inspector, mails and papers, prices and stock, promotions, replays, the search, the shop and the talk in a room say beside it. */
const catalogues = files.flatMap((file) => [
  file,
  ...[
    'account',
    'ar-view',
    'boards',
    'desk',
    'design',
    'event',
    'finding',
    'flash',
    'inspect',
    'letter',
    'mail',
    'paper',
    'plan',
    'price',
    'promo',
    'replay',
    'shelf',
    'shop',
    'talk',
    'till',
    'xr',
  ].map((part) => join(part, file)),
]);
const english = read('en.json');
const englishOf = (file: string) => read(join(dirname(file), 'en.json'));

type Element = { type: number; value?: string; options?: Record<string, { value: Element[] }> };
const LITERAL = 0;
const POUND = 7;

/** The placeholders of a message, also those inside its plural forms. */
function placeholders(message: string, language: string): string[] {
  const found = new Set<string>();
  const visit = (elements: Element[]): void => {
    for (const { type, value, options } of elements) {
      if (type !== LITERAL && type !== POUND && value) found.add(value);
      for (const option of Object.values(options ?? {})) visit(option.value);
    }
  };
  visit(new IntlMessageFormat(message, language).getAst() as Element[]);
  return [...found].sort();
}

test.each(catalogues)('[LO1] %s has the same keys as the English one beside it', (file) => {
  expect(Object.keys(read(file)).sort()).toEqual(Object.keys(englishOf(file)).sort());
});

test.each(catalogues)(
  '[LO2] every message of %s can be read and has the placeholders of the English one',
  (file) => {
    const language = basename(file, '.json');
    for (const [key, message] of Object.entries(read(file)))
      expect([key, placeholders(message, language)]).toEqual([
        key,
        placeholders(englishOf(file)[key]!, 'en'),
      ]);
  },
);

test('[LO3] every fault of a catalogue’s row has its words', () => {
  const words = read('design/en.json');
  expect(ROW_FAULTS.filter((fault) => !words[`row.${fault}`])).toEqual([]);
});

test('[LO3] every refusal and every order status has its words', () => {
  const wanted = [...REFUSALS.map((code) => `refusal.${code}`), ...ORDER_STATUSES.map((s) => `order.${s}`)];
  expect(wanted.filter((key) => !english[key])).toEqual([]);
});

/** Every text in languages within a value, by its way. */
function textsIn(value: unknown, way = ''): [way: string, text: Record<string, string>][] {
  if (typeof value !== 'object' || value === null) return [];
  if ('en' in value) return [[way, value as Record<string, string>]];
  return Object.entries(value).flatMap(([key, each]) => textsIn(each, `${way}/${key}`));
}

test.each(['assets/products/catalogue.json', 'scenes/showrooms.json'])(
  '[LO5] what the house shows speaks every language (%s)',
  (file) => {
    const shown = JSON.parse(readFileSync(join(import.meta.dirname, '../..', file), 'utf8'));
    const languages = files.map((name) => name.replace('.json', '')).sort();
    const texts = textsIn(shown).filter(([, text]) => text.en !== '');
    expect(texts.length).toBeGreaterThan(0);
    for (const [way, text] of texts) {
      expect([way, Object.keys(text).sort()]).toEqual([way, languages]);
      expect([way, Object.values(text).filter((words) => words.trim() === '')]).toEqual([way, []]);
    }
  },
);
