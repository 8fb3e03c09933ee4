import { afterEach, beforeEach, expect, test } from 'vitest';
import { Refusal } from '../../shared/wire/refusal.ts';
import { onEachEngine } from '../testing/engines.ts';
import { DESIGNER, type Making, openMaking } from './testing/making.ts';
import { openTransfer } from './transfer.ts';

onEachEngine((open) => {
  let making: Making;
  beforeEach(async () => {
    making = await openMaking({ db: await open() });
  });
  afterEach(() => making.end());
  const doing = { person: DESIGNER, why: 'import' };

  test.each(['csv', 'json'] as const)(
    '[PC14] what is exported as %s and taken in again changes nothing',
    async (format) => {
      await making.offers.set('deer', [
        {
          sku: 'VT-SC-07',
          variant: '',
          part: '',
          label: null,
          price: { amount: 1050, currency: 'EUR' },
          stock: 3,
        },
        {
          sku: 'D-G',
          variant: 'Gold',
          part: '',
          label: { en: 'Gold', zh: '金' },
          price: { amount: 9, currency: 'EUR' },
          stock: 1,
        },
      ]);
      const file = await making.transfer.export(format);
      expect(file).toContain('D-G');
      expect(await making.transfer.import(file, format, false, doing)).toEqual({
        created: 0,
        changed: 0,
        same: 8,
        taken: [],
        refused: [],
      });
    },
  );

  test('[LR15] where a product is at home travels with it; versions and files that do not say it stand on the floor', async () => {
    const file = await making.transfer.export('csv');
    const bare = await making.transfer.import(file.replace(/,mount\b/, ',other'), 'csv', true, doing);
    expect(bare).toMatchObject({ same: 8, refused: [] });
    const hung = file.replace(/,floor,(?=.*Walnut headphones)/, ',wall,');
    expect(await making.transfer.import(hung, 'csv', false, doing)).toMatchObject({
      taken: [{ slug: 'headphones', fields: ['mount'] }],
    });
    expect((await making.records.version('headphones', 2)).content.mount).toBe('wall');
    const strange = hung.replace(',wall,', ',sky,');
    expect(await making.transfer.import(strange, 'csv', true, doing)).toMatchObject({
      refused: [{ slug: 'headphones', column: 'mount', value: 'sky', fault: 'shape' }],
    });
    const row = making.db
      .selectFrom('product_version')
      .where('product', '=', 'deer')
      .where('version', '=', 1);
    const { mount: _, ...old } = JSON.parse((await row.select('content').executeTakeFirstOrThrow()).content);
    const content = JSON.stringify(old);
    await making.db.updateTable('product_version').set({ content }).where('product', '=', 'deer').execute();
    expect((await making.records.version('deer', 1)).content.mount).toBe('floor');
  });

  test('[PC15] what differs becomes a draft of the next version; an attempt changes nothing', async () => {
    const file = (await making.transfer.export('csv')).replaceAll('Walnut headphones', 'Oak headphones');
    expect(await making.transfer.import(file, 'csv', true, doing)).toMatchObject({
      changed: 1,
      same: 7,
      taken: [{ slug: 'headphones', outcome: 'changed', fields: ['name.en'] }],
    });
    expect((await making.records.get('headphones')).latest).toBe(1);
    expect(await making.transfer.import(file, 'csv', false, doing)).toMatchObject({ changed: 1, same: 7 });
    const record = await making.records.get('headphones');
    expect(record).toMatchObject({ latest: 2, published: 1 });
    const { content, model } = await making.records.version('headphones', 2);
    expect(content).toMatchObject({
      name: { en: 'Oak headphones', zh: '胡桃木头戴耳机' },
      pictures: { thumbnail: expect.stringContaining('webp') },
    });
    expect(model.files.hero).toBeTruthy();
  });

  test('[PC16] a row that can’t be taken is refused with its number and reason, and the others are taken', async () => {
    const csv = [
      'slug,name.en,sku,price,currency,stock,weight_grams,origin,brand',
      'bench,Bench,B-1,120.50,EUR,4,9000,DK,',
      'Bad Slug,Bad,B-2,1,EUR,1,1,DK,',
      'half,Half,B-3,1.00,EUR,1,heavy,DK,',
      'yen,Yen,B-4,1200,JPY,1,1,JP,',
      'steal,Steal,VT-SC-07,1,EUR,1,1,DK,',
      'price,Price,B-5,1.005,EUR,1,1,DK,',
      'twice,Twice,B-6,1,EUR,1,1,DK,',
      'twice,,B-6,1,EUR,1,,,',
      'mixed,Mixed,B-7,1,EUR,1,1,DK,',
      'mixed,,B-8,1,USD,1,,,',
      `long,Long,B-9,1,EUR,1,1,DK,${'b'.repeat(90)}`,
      'huge,Huge,B-10,1,EUR,2000000000,1,DK,',
      'less,Less,B-11,1,EUR,-1,1,DK,',
      'nameless,,B-12,1,EUR,1,1,DK,',
    ].join('\n');
    const done = await making.transfer.import(csv, 'csv', false, doing);
    expect(done).toMatchObject({ created: 2, changed: 0 });
    await expect(making.records.get('steal')).rejects.toMatchObject({ code: 'not-found' });
    expect(done.refused).toEqual([
      { row: 3, slug: 'Bad Slug', fault: 'shape.slug', column: 'slug', value: 'Bad Slug' },
      { row: 4, slug: 'half', fault: 'number', column: 'weight_grams', value: 'heavy' },
      { row: 6, slug: 'steal', fault: 'sku-taken', column: 'sku', value: 'VT-SC-07' },
      { row: 7, slug: 'price', fault: 'shape.price', column: 'price', value: '1.005' },
      { row: 8, slug: 'twice', fault: 'sku-twice', column: 'sku', value: 'B-6' },
      { row: 10, slug: 'mixed', fault: 'currencies', column: 'currency', value: 'USD' },
      { row: 12, slug: 'long', fault: 'too-long', column: 'brand', value: 'b'.repeat(60), limit: 80 },
      {
        row: 13,
        slug: 'huge',
        fault: 'too-large',
        column: 'stock',
        value: '2000000000',
        limit: 1_000_000_000,
      },
      { row: 14, slug: 'less', fault: 'too-small', column: 'stock', value: '-1', limit: 0 },
      { row: 15, slug: 'nameless', fault: 'missing', column: 'name.en', value: '' },
    ]);
    expect(done.taken.map(({ slug, outcome }) => [slug, outcome])).toEqual([
      ['bench', 'created'],
      ['yen', 'created'],
    ]);
    expect((await making.records.get('bench')).offers).toMatchObject([
      { price: { amount: 12050, currency: 'EUR' } },
    ]);
    expect((await making.records.get('yen')).offers).toMatchObject([
      { price: { amount: 1200, currency: 'JPY' } },
    ]);
    await expect(making.transfer.import('{', 'json', false, doing)).rejects.toMatchObject({
      code: 'bad-input',
    });
    await expect(making.transfer.import('a,b\n"', 'csv', false, doing)).rejects.toMatchObject({
      code: 'bad-input',
    });
  });

  test('[PC16] a product that changes while it is taken in is refused as such, and the others are taken', async () => {
    const write = async (slug: string): Promise<never> => {
      throw new Refusal('conflict', `${slug} was changed meanwhile`);
    };
    const transfer = openTransfer(making.db, { ...making.records, write }, making.offers);
    const csv = ['slug,name.en', 'deer,Another deer', 'fawn,Fawn'].join('\n');
    expect(await transfer.import(csv, 'csv', false, doing)).toMatchObject({
      created: 1,
      changed: 0,
      refused: [{ row: 2, slug: 'deer', fault: 'meanwhile', column: 'slug', value: 'deer' }],
    });
  });

  test('[PC17] nothing in an exported table runs as a formula, and it comes back as it was', async () => {
    const { changedAt, content } = await making.records.next('deer', {}, doing);
    await making.records.write('deer', 2, { ...content, brand: '=HYPERLINK("x")' }, changedAt);
    const file = await making.transfer.export('csv');
    expect(file).not.toMatch(/(^|,)"?=/m);
    expect(await making.transfer.import(file, 'csv', true, doing)).toMatchObject({ same: 8, refused: [] });
  });
});
