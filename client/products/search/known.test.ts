import { expect, test } from 'vitest';
import type { Product } from '../../../shared/model/catalogue.ts';
import { findKnown } from './known.ts';

const product = (slug: string, name: Product['name'], text: string, tags: string[] = []): Product => ({
  slug,
  name,
  text: { en: text },
  materials: { en: '' },
  sku: `VT-${slug}`,
  price: { amount: 100, currency: 'EUR' },
  stock: 1,
  sizeMm: [1, 1, 1],
  weightGrams: 1,
  origin: 'DE',
  model: '',
  thumbnail: '',
  mount: 'floor',
  standYaw: 0,
  version: 1,
  files: {},
  brand: '',
  categories: [],
  tags,
});
const shade = product('shade', { en: 'Shade' }, 'For every lamp of the house');
const lamp = product('lamp', { en: 'Table lamp', es: 'Lámpara', zh: '台灯' }, 'Warm light', ['brass']);
const find = (words: string) => findKnown([shade, lamp], words).map(({ slug }) => slug);

test('[IN25] without the server what is known is found by all words, in any language and without accents; what is called so comes first', () => {
  expect(find('lamp')).toEqual(['lamp', 'shade']);
  expect(find('lampara')).toEqual(['lamp']);
  expect(find('台')).toEqual(['lamp']);
  expect(find('LAMP brass')).toEqual(['lamp']);
  expect(find('vt-shade')).toEqual(['shade']);
  expect(find('lamp glass')).toEqual([]);
});
