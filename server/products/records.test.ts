import { afterEach, beforeEach, expect, test } from 'vitest';
import { differences } from '../../shared/model/productVersion.ts';
import { onEachEngine } from '../testing/engines.ts';
import { CONTENT, DESIGNER, type Making, MODEL, OWNER, openMaking } from './testing/making.ts';

onEachEngine((open) => {
  let making: Making;
  beforeEach(async () => {
    making = await openMaking({ db: await open() });
  });
  afterEach(() => making.end());

  const doing = { person: DESIGNER, why: 'first' };
  const OFFER = {
    sku: 'C-1',
    variant: '',
    part: '',
    label: null,
    price: { amount: 1000, currency: 'EUR' },
    stock: 3,
  };
  const told = (): unknown[] => {
    const heard: unknown[] = [];
    making.bus.subscribe('product.changed', (event) => heard.push(event));
    return heard;
  };
  async function sellable(): Promise<void> {
    await making.records.create('chair', CONTENT, MODEL, doing);
    await making.offers.set('chair', [OFFER]);
  }

  test('[PC1] a version goes from draft over review to the shelf, and everybody is told', async () => {
    await sellable();
    const heard = told();
    await expect(making.catalogue.get('chair')).rejects.toMatchObject({ code: 'not-found' });
    await making.records.move('chair', 1, 'submit', doing);
    const record = await making.records.move('chair', 1, 'publish', { person: OWNER, why: 'good' });
    expect(record).toMatchObject({ published: 1, latest: 1, versions: [{ version: 1, state: 'published' }] });
    expect(record.steps.map(({ step, byName, why }) => [step, byName, why])).toEqual([
      ['publish', 'Owner', 'good'],
      ['submit', 'Designer', 'first'],
      ['create', 'Designer', 'first'],
    ]);
    expect(heard).toEqual([{ slug: 'chair', version: 1 }]);
    expect(await making.catalogue.get('chair')).toMatchObject({ version: 1, sku: 'C-1', stock: 3 });
  });

  test('[PC2] a version that lacks model, picture, name or offer is not published, and says what it lacks', async () => {
    await making.records.create(
      'chair',
      { ...CONTENT, pictures: { ...CONTENT.pictures, thumbnail: '' } },
      { ...MODEL, files: {} },
      doing,
    );
    await expect(making.records.move('chair', 1, 'publish', doing)).rejects.toMatchObject({
      code: 'bad-input',
      detail: 'lacks model, picture, offer',
    });
    await making.records.create('stool', CONTENT, MODEL, doing);
    await making.offers.set('stool', [{ ...OFFER, variant: 'Blue' }]);
    await expect(making.records.move('stool', 1, 'publish', doing)).rejects.toMatchObject({
      detail: 'lacks variant',
    });
  });

  test('[PC3] what is published is not written any more; the next version begins like it and takes its place', async () => {
    await sellable();
    await making.records.move('chair', 1, 'publish', doing);
    const first = await making.records.version('chair', 1);
    await expect(making.records.write('chair', 1, CONTENT, first.changedAt)).rejects.toMatchObject({
      code: 'conflict',
    });
    const next = await making.records.next('chair', {}, { person: DESIGNER, why: 'softer' });
    expect(next).toMatchObject({ version: 2, state: 'draft', why: 'softer', content: CONTENT });
    await making.records.write('chair', 2, { ...CONTENT, brand: 'Other' }, next.changedAt);
    expect((await making.catalogue.get('chair')).brand).toBe('House');
    const heard = told();
    const record = await making.records.move('chair', 2, 'publish', doing);
    expect(record.versions.map(({ version, state }) => [version, state])).toEqual([
      [2, 'published'],
      [1, 'archived'],
    ]);
    expect(heard).toEqual([{ slug: 'chair', version: 2 }]);
    expect((await making.catalogue.get('chair')).brand).toBe('Other');
  });

  test('[PC4] an earlier version is rolled back to by a version like it; what differs is told leaf by leaf', async () => {
    await sellable();
    await making.records.move('chair', 1, 'publish', doing);
    const two = await making.records.next('chair', {}, doing);
    await making.records.write(
      'chair',
      2,
      { ...CONTENT, brand: 'Other', name: { en: 'Seat' } },
      two.changedAt,
    );
    await making.records.move('chair', 2, 'publish', doing);
    const back = await making.records.next('chair', { from: 1 }, { person: DESIGNER, why: 'back to 1' });
    const changed = await making.records.version('chair', 2);
    expect(differences(changed.content, back.content)).toEqual([
      { path: 'name.en', before: 'Seat', after: 'Chair' },
      { path: 'name.zh', before: undefined, after: '椅子' },
      { path: 'brand', before: 'Other', after: 'House' },
    ]);
    await making.records.move('chair', 3, 'publish', doing);
    expect((await making.catalogue.get('chair')).name.en).toBe('Chair');
  });

  test('[PC5] of two who write at once one is told that somebody else has changed it', async () => {
    const { changedAt } = await making.records.create('chair', CONTENT, MODEL, doing);
    const write = () => making.records.write('chair', 1, { ...CONTENT, brand: 'A' }, changedAt);
    const outcomes = await Promise.allSettled([write(), write()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('[PC6] what is taken off sale is gone from the catalogue, and everybody is told', async () => {
    await sellable();
    await making.records.move('chair', 1, 'publish', doing);
    const heard = told();
    await making.records.move('chair', 1, 'archive', doing);
    expect(heard).toEqual([{ slug: 'chair', version: null }]);
    await expect(making.catalogue.sheet('chair')).rejects.toMatchObject({ code: 'not-found' });
    await making.records.move('chair', 1, 'publish', doing);
    expect((await making.catalogue.sheet('chair')).offers).toMatchObject([OFFER]);
  });

  test('[PC7] variants and spare parts are offers of their own: with their price and stock, bought by their SKU', async () => {
    await sellable();
    const red = {
      ...OFFER,
      sku: 'C-1-RED',
      variant: 'Red',
      label: { en: 'Red' },
      price: { amount: 1200, currency: 'EUR' },
    };
    const leg = { ...OFFER, sku: 'C-LEG', part: 'p2', stock: 40 };
    const heard: unknown[] = [];
    making.bus.subscribe('stock.changed', (event) => heard.push(event));
    await making.offers.set('chair', [OFFER, red, leg]);
    await making.records.move('chair', 1, 'publish', doing);
    expect(heard).toContainEqual({ slug: 'chair', sku: 'C-1-RED', left: 3, stock: 6 });
    expect(await making.catalogue.get('chair')).toMatchObject({ sku: 'C-1', stock: 6 });
    expect(await making.catalogue.offer('chair', 'C-1-RED')).toMatchObject({
      variant: 'Red',
      price: { amount: 1200 },
    });
    await making.offers.set('chair', [red]);
    await expect(making.catalogue.offer('chair', 'C-LEG')).rejects.toMatchObject({ code: 'not-found' });
    expect(await making.catalogue.facts(['C-1', 'C-1-RED'])).toMatchObject([{ sku: 'C-1-RED' }]);
  });

  test('[PC8] a SKU belongs to one product, and its stock is the sum of its moves', async () => {
    await sellable();
    await making.offers.set('chair', [{ ...OFFER, stock: 8 }]);
    const moves = await making.db.selectFrom('stock_move').selectAll().where('sku', '=', 'C-1').execute();
    expect(moves.map(({ delta, reason }) => [delta, reason])).toEqual([
      [3, 'opening'],
      [5, 'counted'],
    ]);
    await expect(making.offers.set('deer', [OFFER])).rejects.toMatchObject({ code: 'conflict' });
    await expect(making.offers.set('chair', [OFFER, OFFER])).rejects.toMatchObject({ code: 'bad-input' });
  });

  test('[PC9] files that neither a version nor an upload refers to are thrown away after a day', async () => {
    const kept = await making.files.keepBytes(Buffer.from('kept'), '.webp');
    const lost = await making.files.keepBytes(Buffer.from('lost'), '.webp');
    expect(await making.files.keepBytes(Buffer.from('kept'), '.webp')).toBe(kept);
    const pictures = { ...CONTENT.pictures, poster: kept };
    await making.records.create('chair', { ...CONTENT, pictures }, MODEL, doing);
    making.clock.advance(Date.now() - making.clock.now());
    await making.sweep();
    expect(await making.files.find(lost.slice(7))).toBeTruthy();
    making.clock.advance(25 * 3600 * 1000);
    await making.sweep();
    expect([await making.files.find(lost.slice(7)), await making.files.find('../x')]).toEqual([
      undefined,
      undefined,
    ]);
    expect(await making.files.find(kept.slice(7))).toBeTruthy();
  });
});
