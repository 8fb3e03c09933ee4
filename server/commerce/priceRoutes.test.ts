import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, signIn } from '../testing/api.ts';
import { makePostgres, onEachEngine } from '../testing/engines.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';

const SKU = 'VT-PF-04';
const list = (change: object = {}) => ({
  ...{ name: 'Japan', market: 'jp', currency: 'JPY', startsAt: 0, endsAt: null, place: 0 },
  prices: [{ sku: SKU, minQuantity: 1, amount: 19_000, compareAt: 21_000 }],
  ...change,
});

onEachEngine((_, engine) => {
  let house: TestHouse;
  let desk: Api;
  let owner: Api;
  let made: Awaited<ReturnType<typeof makePostgres>> | undefined;
  beforeAll(async () => {
    made = engine === 'postgres' ? await makePostgres() : undefined;
    house = await openTestHouse(made && { DATABASE_URL: made.url });
    [desk, owner] = [await signIn(house, 'desk'), await signIn(house, 'owner')];
  });
  afterAll(async () => {
    expect(await house.end()).toEqual([]);
    await made?.drop();
  });

  test('[PL5] price lists are made, written whole and taken away by the desk; what can’t be is refused, and others may nothing', async () => {
    const made = await desk.call('POST', '/api/desk/prices', list());
    expect(made).toMatchObject({ status: 200, body: { name: 'Japan', prices: [{ amount: 19_000 }] } });
    const one = `/api/desk/prices/${made.body.id}`;
    const twice = { sku: SKU, minQuantity: 1, amount: 1, compareAt: null };
    const wrong: [object, string][] = [
      [list({ startsAt: 9, endsAt: 9 }), 'endsAt: before-start'],
      [list({ currency: 'EUR' }), 'EUR is not taken in market jp'],
      [list({ prices: [{ ...twice, compareAt: 1 }] }), `prices: compare-lower ${SKU} 1`],
      [list({ prices: [twice, twice] }), `prices: twice ${SKU} 1`],
      [list({ prices: [{ ...twice, sku: 'VT-NO-1' }] }), 'no SKU VT-NO-1'],
      [
        list({ market: 'gulf', currency: 'KWD', prices: [{ ...twice, amount: 1001 }] }),
        `prices: coins ${SKU} 1`,
      ],
    ];
    for (const [wish, detail] of wrong)
      expect((await desk.call('PUT', one, { ...wish, rev: 1 })).body).toMatchObject({
        code: 'bad-input',
        detail,
      });
    expect((await desk.call('POST', '/api/desk/prices', list({ more: 1 }))).status).toBe(400);
    expect((await desk.call('GET', one)).body.goods).toEqual([
      {
        sku: SKU,
        ...{ name: expect.objectContaining({ en: 'Cedar and fig, eau de parfum' }), label: null },
        ...{ thumbnail: expect.stringContaining('/'), price: { amount: 11_800, currency: 'EUR' } },
      },
    ]);
    const first = (await desk.call('POST', '/api/desk/prices', list({ place: 5, prices: [] }))).body;
    const { lists, now } = (await desk.call('GET', '/api/desk/prices')).body;
    expect(lists).toMatchObject([
      { id: first.id, priced: 0 },
      { id: made.body.id, priced: 1 },
    ]);
    expect(now).toBeGreaterThan(0);
    expect((await desk.call('DELETE', `/api/desk/prices/${first.id}`)).status).toBe(200);
    const host = await signIn(house, 'host');
    for (const path of [
      '/api/desk/prices',
      one,
      '/api/desk/rates',
      '/api/desk/warehouses',
      '/api/desk/stock',
    ])
      expect((await host.call('GET', path)).status).toBe(403);
    expect((await desk.call('DELETE', one)).status).toBe(200);
    expect((await desk.call('GET', one)).status).toBe(404);
  });

  test('[PL9] two people on one price list: who saves over what somebody else wrote meanwhile is told, and nothing is lost', async () => {
    const made = (await desk.call('POST', '/api/desk/prices', list())).body;
    const one = `/api/desk/prices/${made.id}`;
    const put = (who: Api, name: string, rev: number) => who.call('PUT', one, { ...list({ name }), rev });
    const both = await Promise.all([put(desk, 'Ada', made.rev), put(owner, 'Bo', made.rev)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)!.body).toMatchObject({
      ...{ code: 'conflict', detail: 'rev: changed meanwhile' },
    });
    const now = (await desk.call('GET', one)).body;
    expect(now).toMatchObject({ name: both.find(({ status }) => status === 200)!.body.name, rev: 2 });
    expect((await put(desk, 'Mine', now.rev)).body).toMatchObject({ name: 'Mine', rev: 3 });
    expect((await desk.call('PUT', one, list())).status).toBe(400);
    await desk.call('DELETE', one);
    expect((await put(desk, 'Gone', 3)).status).toBe(404);
  });

  test('[PL6] prices go out as CSV and come in again, tried first; one wrong row and nothing is taken', async () => {
    const { id } = (await desk.call('POST', '/api/desk/prices', list())).body;
    const file = `/api/desk/prices/${id}/file`;
    const csv = { 'content-type': 'text/csv' };
    const text: string = (await desk.call('GET', file)).body;
    expect(text.replace(/^\uFEFF/, '')).toBe(`sku,min_quantity,price,compare_at\n${SKU},1,19000,21000\n`);
    const more = `${text}${SKU},5,18000,\nVT-NO-1,1,5,\n${SKU},9,1.5,\n${SKU},7,100,50\n`;
    const tried = await desk.call('POST', `${file}?attempt=true`, more, csv);
    expect(tried.body).toMatchObject({
      ...{ created: 1, same: 1, changed: 0, removed: 0 },
      refused: [
        { row: 4, sku: 'VT-NO-1', fault: 'unknown' },
        { row: 5, fault: 'price', value: '1.5' },
        { row: 6, fault: 'compare-lower', value: '50' },
      ],
    });
    await desk.call('POST', file, more, csv);
    expect((await desk.call('GET', `/api/desk/prices/${id}`)).body.prices).toHaveLength(1);
    await desk.call('POST', file, `${text}${SKU},5,18000,\n`, csv);
    expect((await desk.call('GET', `/api/desk/prices/${id}`)).body.prices).toMatchObject([
      { minQuantity: 1 },
      { minQuantity: 5, amount: 18_000, compareAt: null },
    ]);
    const abroad = `sku;price;compare_at;min_quantity\n${SKU};"17000";;1\n`;
    expect((await desk.call('POST', `${file}?attempt=true`, abroad, csv)).body).toMatchObject({
      ...{ created: 0, changed: 1, removed: 1, same: 0, refused: [] },
    });
    for (const [wrong, detail] of [
      ['', 'file: column sku'],
      ['sku,cost\nA,1\n', 'file: column price'],
      ['sku,price\nA,1,2\n', 'file: no-csv'],
    ] as const)
      expect((await desk.call('POST', file, wrong, csv)).body).toMatchObject({ code: 'bad-input', detail });
    await desk.call('DELETE', `/api/desk/prices/${id}`);
  });

  test('[PL7] an owner enters a newer rate, and prices follow; older ones, unknown ones and other people are refused', async () => {
    const { rates } = (await desk.call('GET', '/api/desk/rates')).body;
    const yen = rates.find(({ quote }: { quote: string }) => quote === 'JPY');
    const today = new Date(house.clock.now()).toISOString().slice(0, 10);
    const rate = { ...yen, rate: '200', date: today, source: 'by hand' };
    const enter = (who: Api, change: object = {}) =>
      who.call('POST', '/api/desk/rates', { rates: [{ ...rate, ...change }] });
    expect((await enter(desk)).status).toBe(403);
    expect((await enter(owner, { date: '2001-01-01' })).body.detail).toBe(`date: older ${yen.date}`);
    expect((await enter(owner, { quote: 'XXX' })).status).toBe(400);
    expect((await enter(owner, { rate: '0' })).status).toBe(400);
    expect((await enter(owner)).status).toBe(200);
    const tomorrow = new Date(house.clock.now() + 86_400_000).toISOString().slice(0, 10);
    const { rates: held, coming } = (await enter(owner, { date: tomorrow, rate: '300' })).body;
    expect(held.find(({ quote }: { quote: string }) => quote === 'JPY')).toEqual(rate);
    expect(coming).toEqual([{ ...rate, date: tomorrow, rate: '300' }]);
    const buyer = await signIn(house);
    await buyer.call('PUT', '/api/market', { country: 'JP' });
    expect((await buyer.call('GET', `/api/products/flacon`)).body.price).toEqual({
      amount: 23_600,
      currency: 'JPY',
    });
  });

  test('[PL8] stock is found by words and by how few are left, and changed by count or by so many, with a reason that is written down', async () => {
    const stock = async (query: string) => (await desk.call('GET', `/api/desk/stock?${query}`)).body.rows;
    const [row] = await stock(`words=${SKU.toLowerCase()}`);
    expect(row).toMatchObject({ sku: SKU, product: 'flacon', selling: 'stock', label: null });
    expect([row.name.en, row.thumbnail]).toEqual([
      'Cedar and fig, eau de parfum',
      expect.stringContaining('/'),
    ]);
    for (const words of ['cedar%20and', '淡香精', 'cedar%20nothing'])
      expect([words, (await stock(`words=${words}`)).length > 0]).toEqual([
        words,
        words !== 'cedar%20nothing',
      ]);
    const change = (body: object, key: string = randomUUID(), sku = SKU) =>
      desk.call('POST', `/api/desk/stock/${sku}`, { warehouse: 'main', ...body }, { 'idempotency-key': key });
    expect((await change({ counted: 3, reason: 'counted twice' })).body).toEqual({ left: 3 });
    expect((await change({ by: 4, reason: 'found' })).body).toEqual({ left: 7 });
    expect((await change({ by: -8, reason: 'lost' })).body).toMatchObject({
      code: 'conflict',
      detail: '7 are there',
    });
    const again = randomUUID();
    const sent = await Promise.all([1, 2, 3].map(() => change({ by: 2, reason: 'found' }, again)));
    expect(sent.map(({ body }) => body)).toEqual([{ left: 9 }, { left: 9 }, { left: 9 }]);
    expect((await change({ by: 2, reason: 'found' }, again, 'VT-HP-01')).body.detail).toBe(
      'key: used for another change',
    );
    expect((await change({ by: 3, reason: 'found' }, again)).body).toMatchObject({
      ...{ code: 'conflict', detail: 'key: used for another request' },
    });
    const mended = randomUUID();
    expect((await change({ by: -99, reason: 'lost' }, mended)).status).toBe(409);
    expect((await change({ by: -2, reason: 'lost' }, mended)).body).toEqual({ left: 7 });
    expect(
      (await desk.call('POST', `/api/desk/stock/${SKU}`, { warehouse: 'main', by: 1, reason: 'x' })).status,
    ).toBe(400);
    expect((await change({ by: 1 })).status).toBe(400);
    expect((await change({ by: 1, counted: 1, reason: 'both' })).status).toBe(400);
    expect((await change({ by: 1, reason: 'x', warehouse: 'moon' })).status).toBe(404);
    expect((await stock('atMost=7')).map(({ sku }: { sku: string }) => sku)).toContain(SKU);
    expect((await stock('atMost=6')).map(({ sku }: { sku: string }) => sku)).not.toContain(SKU);
    expect((await desk.call('GET', '/api/products/flacon')).body.stock).toBe(7);
    const sell = (body: object) => desk.call('PUT', `/api/desk/stock/${SKU}/selling`, body);
    expect((await sell({ selling: 'preorder', readyAt: null })).body.detail).toBe('readyAt: missing');
    expect((await sell({ selling: 'preorder', readyAt: 9e12 })).status).toBe(200);
    expect((await stock(`words=${SKU}`))[0]).toMatchObject({ selling: 'preorder', readyAt: 9e12 });
    const place = { name: 'South', country: 'ES', leadDays: 1 };
    expect((await desk.call('PUT', '/api/desk/warehouses/south', place)).body.warehouses).toHaveLength(2);
    expect((await desk.call('PUT', '/api/desk/warehouses/incoming', place)).status).toBe(409);
    const made = async (name: string) =>
      (await desk.call('POST', '/api/desk/warehouses', { ...place, name })).body.warehouses.at(-1);
    expect(await made('Süd 2')).toEqual({ ...place, id: 'sud-2', name: 'Süd 2' });
    expect((await made('南方')).id).toBe('es');
    expect((await made('Incoming')).id).toBe('incoming-2');
    expect((await desk.call('POST', '/api/desk/warehouses', { ...place, name: ' ' })).status).toBe(400);
    const { audit } = (await owner.call('GET', '/api/moderation/audit')).body;
    const reasons = audit.flatMap(({ verb, reason }: Record<string, string>) =>
      verb === 'stock' ? [reason] : [],
    );
    expect(reasons).toEqual(['preorder', 'lost', 'found', 'found', 'counted twice']);
    expect((await owner.call('GET', '/api/desk/health')).body.breaches).toEqual([]);
  });
});
