import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Refusal } from '../../shared/wire/refusal.ts';
import { openLog } from '../log.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import { openPhones, type Phones } from './phones.ts';
import { usdzProblems } from './pipeline/testing/usdzRules.ts';
import { handWorkshop } from './testing/making.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.end());

let folder: string;
let hand: ReturnType<typeof handWorkshop>;
let phones: Phones;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vitrine-phones-'));
  hand = handWorkshop();
  await writeFile(join(folder, 'model.glb'), 'model');
  const files = { find: async (name: string) => (name === 'a.glb' ? join(folder, 'model.glb') : undefined) };
  const parts = { folder: join(folder, 'phones'), files, workshop: hand.workshop, log: openLog('silent') };
  phones = await openPhones(parts);
});
afterEach(() => rm(folder, { recursive: true }));

const CHAIR = { slug: 'chair', model: '/files/a.glb' };
const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'found',
    (error: Refusal) => error.code,
  );
async function finish(): Promise<void> {
  const { job, end } = await hand.next();
  await writeFile(join(job.out, 'plain.glb'), 'plain');
  await writeFile(join(job.out, 'product.usdz'), 'usdz');
  await end({ outcome: 'made', plain: 'plain.glb', usdz: 'product.usdz' } as never);
}

test('[PF4] a phone is given files of a house product that its viewer reads, made once and kept', async () => {
  const get = (path: string, headers = {}) => fetch(`${house.url}/api/products/${path}`, { headers });
  const plain = await get('lounge-chair/model.glb?version=1');
  expect([plain.status, plain.headers.get('content-type')]).toEqual([200, 'model/gltf-binary']);
  expect(plain.headers.get('cache-control')).toBe('public, max-age=86400');
  const bytes = Buffer.from(await plain.arrayBuffer());
  const json = JSON.parse(bytes.toString('utf8', 20, 20 + bytes.readUInt32LE(12)));
  expect([json.extensionsRequired ?? [], json.extensions.KHR_materials_variants.variants.length]).toEqual([
    [],
    3,
  ]);
  const kept = await readdir(join(house.dataDir, 'products/phones'));
  expect(kept.map((name) => name.replace(/^.*\./, '')).sort()).toEqual(['glb', 'usdz']);
  const usdz = await get('lounge-chair/model.usdz?version=1');
  expect([usdz.status, usdz.headers.get('content-type')]).toEqual([200, 'model/vnd.usdz+zip']);
  expect(usdzProblems(new Uint8Array(await usdz.arrayBuffer()))).toEqual([]);
  const again = await get('lounge-chair/model.glb', { range: 'bytes=0-3' });
  expect([again.status, await again.text(), again.headers.get('cache-control')]).toEqual([
    206,
    'glTF',
    'no-cache',
  ]);
  expect(again.headers.get('etag')).toBe(plain.headers.get('etag'));
  const strange = await get('nothing/model.glb');
  expect([strange.status, (await strange.json()).code]).toEqual([404, 'not-found']);
});

test('[PF5] many who ask at once have it made once; what can’t be made is said and not tried again, and a crowd is told to wait', async () => {
  const asked = [phones.find(CHAIR, 'glb'), phones.find(CHAIR, 'usdz'), phones.find(CHAIR, 'glb')];
  await finish();
  const [glb, usdz] = await Promise.all(asked);
  expect([await readFile(glb!, 'utf8'), await readFile(usdz!, 'utf8')]).toEqual(['plain', 'usdz']);
  expect(hand.waiting).toEqual([]);
  expect(await phones.find(CHAIR, 'glb')).toBe(glb);
  expect(await readdir(join(folder, 'phones'))).toHaveLength(2);

  await writeFile(join(folder, 'model.glb'), 'another');
  const broken = codeOf(phones.find(CHAIR, 'glb'));
  await (await hand.next()).end({ outcome: 'refused', stop: 'too-slow', detail: '' });
  expect([await broken, await codeOf(phones.find(CHAIR, 'glb'))]).toEqual(['not-found', 'not-found']);
  for (const model of ['/files/b.glb', '/assets/products/../../package.json', 'https://a.test/a.glb', ''])
    expect(await codeOf(phones.find({ slug: 'chair', model }, 'glb'))).toBe('not-found');

  const crowd: Promise<string>[] = [];
  for (let each = 0; each < 9; each++) {
    await writeFile(join(folder, 'model.glb'), `model ${each}`);
    const waits = codeOf(phones.find(CHAIR, 'glb'));
    crowd.push(waits);
    if (each < 8) await expect.poll(() => hand.waiting.length).toBe(each + 1);
  }
  expect(await crowd[8]).toBe('too-many');
  for (let each = 0; each < 8; each++) await finish();
  expect(await Promise.all(crowd.slice(0, 8))).toEqual(Array(8).fill('found'));

  await phones.sweep((await stat(glb!)).mtimeMs + 1);
  expect(await codeOf(stat(glb!))).toBe('ENOENT');
});
