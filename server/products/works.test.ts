import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Draft } from '../../shared/model/draft.ts';
import { DESIGNER, type Making, OWNER, openMaking } from './testing/making.ts';

let making: Making;
beforeEach(async () => {
  making = await openMaking();
});
afterEach(() => making.end());

const META = (draft: string, path: string) =>
  `draft ${Buffer.from(draft).toString('base64')},path ${Buffer.from(path).toString('base64')}`;
const send = (
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
  person = DESIGNER,
) =>
  making.uploads.answer(
    new Request(`http://house${path}`, {
      method,
      headers: { 'tus-resumable': '1.0.0', ...headers },
      ...(body !== undefined && { body }),
    }),
    person,
  );
const create = (draft: string, path: string, bytes: number, person = DESIGNER) =>
  send(
    'POST',
    '/api/designer/uploads',
    { 'upload-length': String(bytes), 'upload-metadata': META(draft, path) },
    undefined,
    person,
  );
const piece = (location: string, offset: number, body: string, person = DESIGNER) =>
  send(
    'PATCH',
    location,
    { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
    body,
    person,
  );
async function upload(draft: Draft, path: string, body: string): Promise<void> {
  const made = await create(draft.id, path, body.length);
  expect(made.status).toBe(201);
  expect((await piece(made.headers.get('location')!, 0, body)).status).toBe(204);
}
const stateOf = async (id: string) => (await making.drafts.get(id)).state;

test('[DR1] an upload is announced, sent in pieces, goes on where it broke off, and is made once all its files are there', async () => {
  const draft = await making.drafts.create('dora', 'Box', [
    { path: 'box.gltf', bytes: 4 },
    { path: 'textures/a.png', bytes: 3 },
    { path: 'empty.bin', bytes: 0 },
  ]);
  const made = await create(draft.id, 'box.gltf', 4);
  const location = made.headers.get('location')!;
  await piece(location, 0, 'bo');
  const head = await send('HEAD', location, {});
  expect(head.headers.get('upload-offset')).toBe('2');
  expect((await piece(location, 1, 'x')).status).toBe(409);
  await piece(location, 2, 'x!');
  await upload(draft, 'textures/a.png', 'png');
  expect(await stateOf(draft.id)).toBe('uploading');
  expect((await create(draft.id, 'empty.bin', 0)).status).toBe(201);
  const job = await making.hand.next();
  expect(await readFile(join(job.job.source, 'textures/a.png'), 'utf8')).toBe('png');
  expect(await stateOf(draft.id)).toBe('working');
});

test('[DR2] what was not announced, is larger, is somebody else’s or leads elsewhere is refused', async () => {
  const draft = await making.drafts.create('dora', 'Box', [{ path: 'box.glb', bytes: 4 }]);
  const stranger = { visitor: 'eve', role: 'designer' as const };
  expect((await create(draft.id, 'other.glb', 4)).status).toBe(404);
  expect((await create(draft.id, 'box.glb', 5)).status).toBe(400);
  expect((await create(draft.id, 'box.glb', 4, stranger)).status).toBe(404);
  expect((await create(draft.id, 'box.glb', 1e9)).status).toBe(413);
  expect((await send('POST', '/api/designer/uploads', { 'upload-length': '4' })).status).toBe(404);
  const made = await create(draft.id, 'box.glb', 4);
  const location = made.headers.get('location')!;
  expect((await piece(location, 0, 'evil', stranger)).status).toBe(404);
  expect((await piece(location, 0, 'longer than said')).status).toBe(413);
  for (const path of [
    '../x',
    '/etc/x',
    'a/../../x',
    'a\\b',
    'c:x',
    'a//b',
    './a',
    'a\u0000b',
    'x'.repeat(500),
  ])
    await expect(making.drafts.create('dora', 'Box', [{ path, bytes: 1 }])).rejects.toMatchObject({
      code: 'bad-input',
    });
  const twice = [
    { path: 'A.png', bytes: 1 },
    { path: 'a.PNG', bytes: 1 },
  ];
  await expect(making.drafts.create('dora', 'Box', twice)).rejects.toMatchObject({ code: 'bad-input' });
});

test('[DR3] an upload, a designer’s uploads together, their number and files are bounded', async () => {
  const one = (bytes: number) => making.drafts.create('dora', 'Box', [{ path: 'a.glb', bytes }]);
  await expect(one(1001)).rejects.toMatchObject({ code: 'too-large' });
  await one(1000);
  await one(1000);
  await expect(one(501)).rejects.toMatchObject({ code: 'too-large' });
  await one(1);
  await one(1);
  await expect(one(1)).rejects.toMatchObject({ code: 'too-many' });
  const page = await making.drafts.list('dora', { offset: 3, limit: 3 });
  expect([page.total, page.drafts.length]).toEqual([4, 1]);
  const six = Array.from({ length: 6 }, (_, at) => ({ path: `${at}.bin`, bytes: 1 }));
  await expect(making.drafts.create('bo', 'Six', six)).rejects.toMatchObject({ code: 'too-many' });
});

test('[DR4] who follows an upload hears of each step to its end: files by address, then those for the graphics card', async () => {
  const draft = await making.drafts.create('dora', 'Box', [{ path: 'box.glb', bytes: 3 }]);
  const heard: string[] = [];
  const undo = making.drafts.follow(draft.id, ({ state, progress, packing }) =>
    heard.push([state, progress?.step, packing && 'packing'].filter(Boolean).join(' ')),
  );
  await upload(draft, 'box.glb', 'box');
  const make = await making.hand.next();
  make.onProgress({ step: 'check', done: 1, total: 2 });
  await make.end();
  const gpu = await making.hand.next();
  expect((await making.drafts.get(draft.id)).result?.files.hero?.web?.url).toMatch(/^\/files\/.+\.glb$/);
  await gpu.end();
  await expect.poll(async () => (await making.drafts.get(draft.id)).packing).toBe(false);
  undo();
  expect(heard.filter((line, at) => line !== heard[at - 1])).toEqual([
    'uploading',
    'waiting',
    'working',
    'working check',
    'ready packing',
    'ready',
  ]);
  const { hero } = (await making.drafts.get(draft.id)).result!.files;
  const text = async (url: string) => readFile((await making.files.find(url.slice(7)))!, 'utf8');
  expect([await text(hero!.web!.url), await text(hero!.gpu!.url)]).toEqual(['hero', 'packed']);
});

test('[DR5] a refused upload keeps its report and its files, takes the one that is missing, and is made anew', async () => {
  const draft = await making.drafts.create('dora', 'Box', [{ path: 'box.gltf', bytes: 3 }]);
  await upload(draft, 'box.gltf', 'box');
  await (await making.hand.next()).end({ outcome: 'refused', stop: 'missing-file', detail: 'box.bin' });
  await expect.poll(() => stateOf(draft.id)).toBe('refused');
  expect((await making.drafts.get(draft.id)).stop).toEqual({ reason: 'missing-file', detail: 'box.bin' });
  await making.drafts.addFiles(draft.id, [{ path: 'box.bin', bytes: 3 }]);
  await upload(draft, 'box.bin', 'bin');
  await (await making.hand.next()).end();
  await expect.poll(() => stateOf(draft.id)).toBe('ready');
  expect((await making.drafts.get(draft.id)).stop).toBeNull();
});

test('[DR6] work is cancelled on request, and only the designer and an owner see an upload', async () => {
  const draft = await making.drafts.create('dora', 'Box', [{ path: 'box.glb', bytes: 3 }]);
  await upload(draft, 'box.glb', 'box');
  await making.hand.next();
  expect((await making.works.cancel(draft.id)).state).toBe('cancelled');
  await expect(making.works.cancel(draft.id)).rejects.toMatchObject({ code: 'conflict' });
  expect((await making.drafts.own(draft.id, OWNER)).id).toBe(draft.id);
  await expect(making.drafts.own(draft.id, { visitor: 'eve', role: 'designer' })).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('[DR7] what was being worked on when the server ended is taken up again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-works-'));
  try {
    const first = await openMaking({ folder });
    const outer = making;
    making = first;
    const draft = await first.drafts.create('dora', 'Box', [{ path: 'box.glb', bytes: 3 }]);
    await upload(draft, 'box.glb', 'box');
    await first.hand.next();
    await first.end();
    making = outer;
    const second = await openMaking({ folder });
    await (await second.hand.next()).end();
    await expect.poll(async () => (await second.drafts.get(draft.id)).state).toBe('ready');
    await second.end();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
