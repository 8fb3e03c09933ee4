import { expect, test } from 'vitest';
import { NO_AUTHORING } from '../../../shared/model/authoring.ts';
import type { Offer, ProductSheet } from '../../../shared/model/catalogue.ts';
import type { Part } from '../../../shared/model/part.ts';
import { boxOfParts } from './apart.ts';
import { choicesOf, comesOff, partsOf, stepsOf, variantMeant } from './choices.ts';
import { linkToView, viewIn } from './link.ts';
import { readUnit, writeLength } from './units.ts';

const offer = (sku: string, variant: string, part = ''): Offer => ({
  ...{ sku, variant, part, label: null, stock: 1 },
  price: { amount: 100, currency: 'EUR' },
});
const part = (id: string): Part => ({
  ...{ id, name: id, parent: '', triangles: 1 },
  min: [0, 0, 0],
  max: [1, 1, 1],
});
const SCREW = { name: { en: 'Screw', zh: '螺丝' }, number: '7' };
const sheet = {
  offers: [offer('R', 'Red'), offer('B', 'Blue'), offer('LID', '', 'lid')],
  variants: ['Red', 'Blue', 'Green'],
  parts: [part('body'), part('lid'), part('s1'), part('s2')],
  explode: {
    steps: 2,
    parts: [
      { id: 'lid', offset: [0, 2, 0], step: 1 },
      { id: 's1', offset: [0, 5, 0], step: 0 },
      { id: 's2', offset: [0, 5, 0], step: 0 },
    ],
  },
  authoring: {
    ...NO_AUTHORING,
    variants: [{ variant: 'Red', label: { en: 'Cherry' }, swatch: '#a00' }],
    parts: [
      { part: 's1', ...SCREW },
      { part: 's2', ...SCREW },
    ],
  },
} as unknown as ProductSheet;

test('[IN9] ways to have a product: each offer of it by its variant’s name, then variants that are not for sale; spare parts are none', () => {
  expect(choicesOf(sheet).map(({ key, label, swatch }) => [key, label?.en, swatch])).toEqual([
    ['R', 'Cherry', '#a00'],
    ['B', 'Blue', ''],
    ['variant Green', 'Green', ''],
  ]);
});

test('[IN10] parts of one kind are one entry, in the order in which they come off; each step says what comes off', () => {
  expect(partsOf(sheet).map(({ ids, name, offer: spare }) => [ids, name.en, spare?.sku])).toEqual([
    [['s1', 's2'], 'Screw', undefined],
    [['lid'], 'lid', 'LID'],
    [['body'], 'body', undefined],
  ]);
  expect(stepsOf(sheet)).toBe(2);
  expect([comesOff(sheet, 1, 'zh'), comesOff(sheet, 2, 'en')]).toEqual(['螺丝 × 2', 'lid']);
  const together = {
    ...sheet,
    explode: { ...sheet.explode, parts: sheet.explode.parts.map((part) => ({ ...part, step: 0 })) },
  };
  expect(comesOff(together, 1, 'zh')).toBe('lid、螺丝 × 2');
});

test('[IN11] what is apart is framed whole; what does not come apart has no such frame', () => {
  const box = boxOfParts(sheet.parts, sheet.explode)!;
  expect([box.min.asArray(), box.max.asArray()]).toEqual([
    [0, 0, 0],
    [1, 6, 1],
  ]);
  expect(boxOfParts(sheet.parts, { steps: 0, parts: [] })).toBeUndefined();
});

test('[IN12] a link to a view opens that view, whatever signs its names have', () => {
  const view = {
    ...{ yaw: 1.5, pitch: 1, metres: 2, target: [0, 0.5, 0] as [number, number, number] },
    ...{ variant: 'Red; 50% & more', explode: 0.5, xray: true, part: 'p+1' },
    section: { axis: 'y' as const, at: 0.25, flip: true },
  };
  const link = new URL(linkToView('https://shop.example', 'chair', view));
  expect(link.pathname).toBe('/p/chair');
  expect(viewIn(link.search)).toEqual(view);
  expect(viewIn('?view=nonsense')).toBeUndefined();
});

test('[IN13] lengths are in inches where one measures so, else in centimetres', () => {
  Object.assign(globalThis, { localStorage: { getItem: () => null } });
  expect([readUnit(['en-US']), readUnit(['en-GB', 'en-US']), readUnit(['de'])]).toEqual(['inch', 'cm', 'cm']);
  expect([writeLength(254, 'inch', 'en'), writeLength(620, 'cm', 'en')]).toEqual(['10 in', '62 cm']);
});

test('[IN27] a view that names no variant means the first offer’s, unless the product is sold as it is', () => {
  const choices = choicesOf(sheet);
  expect(variantMeant(choices, '')).toBe('Red');
  expect(variantMeant(choices, 'Mauve')).toBe('Red');
  expect(variantMeant(choices, 'Green')).toBe('Green');
  const plain = choicesOf({ ...sheet, offers: [offer('B', 'Blue'), offer('P', '')] });
  expect(variantMeant(plain, '')).toBe('');
});
