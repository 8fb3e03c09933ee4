import { afterEach, beforeEach, expect, test } from 'vitest';
import { onEachEngine } from '../testing/engines.ts';
import { wordsOf } from './search.ts';
import { CONTENT, DESIGNER, type Making, MODEL, openMaking } from './testing/making.ts';

const OFFER = {
  sku: 'S-1',
  variant: '',
  part: '',
  label: null,
  price: { amount: 1, currency: 'EUR' },
  stock: 1,
};

onEachEngine((open) => {
  let making: Making;
  beforeEach(async () => {
    making = await openMaking({ db: await open() });
    await making.search.ready;
  });
  afterEach(() => making.end());

  const find = (words: string, more = {}) =>
    making.search.find({ words, offset: 0, limit: 20, ...more }).slugs;

  test('[PC10] a product is found by its name, text, brand, category, tag and SKU, in each language, the best first', () => {
    expect(find('headphones')[0]).toBe('headphones');
    expect(find('VT-BG-02')[0]).toBe('handbag');
    expect(find('lighting')).toEqual(['table-lamp']);
    expect(find('胡桃木')).toContain('headphones');
    expect(find('耳机')[0]).toBe('headphones');
    expect(find('سماعات')[0]).toBe('headphones');
    expect(find('aluminio')).toContain('headphones');
  });

  test('[PC11] a beginning, a slip of the finger and a missing accent still find it; all words are wanted', () => {
    expect(find('headph')).toContain('headphones');
    expect(find('hedphones')).toContain('headphones');
    expect(find('cedar fig')[0]).toBe('flacon');
    expect(find('cedar headphones')).toEqual([]);
    expect(find('nothing-like-it')).toEqual([]);
    expect(wordsOf('拉丝铝弹性头梁')).toContain('弹性');
  });

  test('[PC12] without words the whole shelf is there by slug and by page, with its categories; a category narrows it', () => {
    const all = making.search.find({ words: '', offset: 0, limit: 3 });
    expect(all).toMatchObject({ total: 8, slugs: ['ankle-boots', 'coffee-cup', 'deer'] });
    expect(all.categories).toContainEqual(
      expect.objectContaining({ name: 'Shoes', count: 1, label: expect.objectContaining({ zh: '鞋履' }) }),
    );
    expect(all.brands).toEqual([{ name: 'Vitrine', count: 8 }]);
    expect(find('鞋履')).toEqual(['ankle-boots']);
    expect(find('', { category: 'Furniture' })).toEqual(['lounge-chair']);
    expect(find('', { offset: 7 })).toEqual(['table-lamp']);
  });

  test('[PC13] what goes on sale is found, what goes off it is not', async () => {
    const doing = { person: DESIGNER, why: '' };
    await making.records.create('settle', { ...CONTENT, name: { en: 'Settle bench' } }, MODEL, doing);
    await making.offers.set('settle', [OFFER]);
    expect(find('settle')).toEqual([]);
    await making.records.move('settle', 1, 'publish', doing);
    await expect.poll(() => find('settle')).toEqual(['settle']);
    await making.records.move('settle', 1, 'archive', doing);
    await expect.poll(() => find('settle')).toEqual([]);
  });

  test('[IN26] what is called so in the reader’s language comes first', async () => {
    const doing = { person: DESIGNER, why: '' };
    const names = { skillet: { en: 'Pan', es: 'Sartén' }, loaf: { en: 'Bread', es: 'Pan' } };
    for (const [slug, name] of Object.entries(names)) {
      await making.records.create(slug, { ...CONTENT, name }, MODEL, doing);
      await making.offers.set(slug, [{ ...OFFER, sku: slug }]);
      await making.records.move(slug, 1, 'publish', doing);
    }
    await expect.poll(() => find('pan')).toEqual(expect.arrayContaining(['loaf', 'skillet']));
    expect(find('pan', { language: 'es' }).slice(0, 2)).toEqual(['loaf', 'skillet']);
    expect(find('pan', { language: 'en' }).slice(0, 2)).toEqual(['skillet', 'loaf']);
  });
});
