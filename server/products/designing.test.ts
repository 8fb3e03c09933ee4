import { Document, WebIO } from '@gltf-transform/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Draft } from '../../shared/model/draft.ts';
import { type Api, signIn } from '../testing/api.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import { enter } from '../testing/rooms.ts';
import { sendFile } from './testing/send.ts';

let house: TestHouse;
let dora: Api;
beforeAll(async () => {
  house = await openTestHouse();
  dora = await signIn(house, 'designer');
});
afterAll(async () => {
  expect(await house?.end()).toEqual([]);
});

/** A box of two named parts, so many metres wide. */
async function boxGlb(width: number): Promise<Uint8Array> {
  const document = new Document();
  const buffer = document.createBuffer();
  const scene = document.createScene();
  for (const [name, low, high] of [
    ['base', 0, 0.5],
    ['lid', 0.5, 0.6],
  ] as const) {
    const w = width / 2;
    const corners = [low, high].flatMap((y) => [-w, y, -w, w, y, -w, w, y, w, -w, y, w]);
    const faces = [
      0, 1, 2, 0, 2, 3, 4, 6, 5, 4, 7, 6, 0, 5, 1, 0, 4, 5, 1, 6, 2, 1, 5, 6, 2, 7, 3, 2, 6, 7, 3, 4, 0, 3, 7,
      4,
    ];
    const position = document
      .createAccessor()
      .setType('VEC3')
      .setArray(Float32Array.from(corners))
      .setBuffer(buffer);
    const indices = document.createAccessor().setArray(Uint16Array.from(faces)).setBuffer(buffer);
    const primitive = document
      .createPrimitive()
      .setAttribute('POSITION', position)
      .setIndices(indices)
      .setMaterial(document.createMaterial(name));
    scene.addChild(document.createNode(name).setMesh(document.createMesh(name).addPrimitive(primitive)));
  }
  return new WebIO().writeBinary(document);
}

async function upload(api: Api, files: Record<string, Uint8Array>): Promise<Draft> {
  const announced = Object.entries(files).map(([path, bytes]) => ({ path, bytes: bytes.length }));
  const { body } = await api.call('POST', '/api/designer/drafts', { name: 'Box', files: announced });
  for (const [path, bytes] of Object.entries(files))
    await sendFile(house.url, api.token, body.id, path, bytes);
  return settled(api, body.id);
}
/** The upload once nothing is done with it any more. */
async function settled(api: Api, id: string): Promise<Draft> {
  let draft: Draft | undefined;
  await expect
    .poll(
      async () => {
        draft = (await api.call('GET', `/api/designer/drafts/${id}`)).body as Draft;
        return ['ready', 'refused', 'cancelled'].includes(draft.state) && !draft.packing;
      },
      { timeout: 60_000, interval: 100 },
    )
    .toBe(true);
  return draft!;
}

test('[DZ9] of an upload with several models each becomes an upload of its own, which takes its place', async () => {
  const files = { 'box.glb': await boxGlb(0.4), 'in/crate.glb': await boxGlb(0.8) };
  const several = await upload(dora, files);
  expect(several.stop).toEqual({ reason: 'several-models', detail: 'box.glb\nin/crate.glb' });
  const { body } = await dora.call('POST', `/api/designer/drafts/${several.id}/each`);
  const [box, crate] = body.drafts as [Draft, Draft];
  expect([box.name, crate.name]).toEqual(['box', 'crate']);
  const made = async () => (await dora.call('GET', `/api/designer/drafts/${crate.id}`)).body as Draft;
  await expect.poll(async () => (await made()).result?.size.mm[0], { timeout: 60_000 }).toBe(800);
  expect((await dora.call('GET', `/api/designer/drafts/${several.id}`)).status).toBe(404);
  expect((await dora.call('POST', `/api/designer/drafts/${box.id}/each`)).status).toBe(409);
});

test('[DR8] an upload becomes a product on a stand of a running room, and its next version takes its place there', async () => {
  const draft = await upload(dora, { 'box.glb': await boxGlb(0.4) });
  expect(draft).toMatchObject({ state: 'ready', stop: null });
  expect(draft.result!.size.mm).toEqual([400, 600, 400]);
  expect(draft.result!.parts.map(({ name }) => name).sort()).toEqual(['base', 'lid']);
  expect(draft.result!.explode).toMatchObject({ steps: 1 });
  const { web, gpu } = draft.result!.files.hero!;
  for (const file of [web!.url, draft.result!.original.url, draft.result!.usdz, ...(gpu ? [gpu.url] : [])]) {
    const answer = await fetch(house.url + file);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([
      200,
      'public, max-age=31536000, immutable',
    ]);
  }
  const call = async (method: string, path: string, body?: unknown) => {
    const answer = await dora.call(method, `/api/designer${path}`, body);
    expect([path, answer.status, answer.status === 200 ? '' : answer.body]).toEqual([path, 200, '']);
    return answer.body;
  };
  const made = await call('POST', '/products', { slug: 'box', name: 'Box', draft: draft.id });
  const pictures = { ...made.content.pictures, thumbnail: '/assets/products/deer.webp' };
  await call('PUT', '/products/box/versions/1', {
    content: { ...made.content, pictures },
    changedAt: made.changedAt,
  });
  await call('PUT', '/products/box/offers', {
    offers: [{ sku: 'BOX-1', price: { amount: 900, currency: 'EUR' }, stock: 5 }],
  });
  await call('POST', '/products/box/versions/1/publish', { why: 'first' });
  const ada = await enter(house);
  const stand = ada.state.stands.get('stand-1')!;
  expect(
    (await dora.call('PUT', '/api/console/showrooms/atelier/stands/stand-1', { product: 'box' })).status,
  ).toBe(200);
  await expect.poll(() => [stand.product, stand.version, stand.stock]).toEqual(['box', 1, 5]);

  const wider = await upload(dora, { 'box.glb': await boxGlb(0.5) });
  await call('POST', '/products/box/versions', { draft: wider.id, why: 'wider' });
  await call('POST', '/products/box/versions/2/publish', { why: 'wider' });
  await expect.poll(() => stand.version).toBe(2);
  expect((await (await fetch(`${house.url}/api/products/box`)).json()).sizeMm).toEqual([500, 600, 500]);
  await call('POST', '/products/box/versions/2/archive', { why: 'gone' });
  await expect.poll(() => stand.version).toBe(0);
  await ada.leave();
});

test('[DR9] a broken model is refused with what to do about it, and the server goes on', async () => {
  const gltf = {
    asset: { version: '2.0' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ name: 'leg_2', mesh: 14 }],
  };
  const draft = await upload(dora, { 'chair.gltf': Buffer.from(JSON.stringify(gltf)) });
  expect(draft).toMatchObject({ state: 'refused', stop: { reason: 'invalid' } });
  expect(draft.examination!.findings[0]).toMatchObject({
    code: 'UNRESOLVED_REFERENCE',
    place: { kind: 'node', index: 0, name: 'leg_2', property: 'mesh' },
  });
  const outside = { asset: { version: '2.0' }, buffers: [{ uri: 'file:///etc/passwd', byteLength: 4 }] };
  const other = await upload(dora, { 'x.gltf': Buffer.from(JSON.stringify(outside)) });
  expect(other.stop?.reason).toBe('outside-reference');
});

test('[DR10] only designers and owners make products', async () => {
  const [ada, host] = [await signIn(house), await signIn(house, 'host')];
  for (const person of [ada, host])
    for (const path of ['/api/designer/drafts', '/api/designer/products', '/api/designer/export'])
      expect((await person.call('GET', path)).status).toBe(403);
  expect((await fetch(`${house.url}/api/designer/drafts`)).status).toBe(401);
  expect((await fetch(`${house.url}/api/designer/uploads`, { method: 'POST' })).status).toBe(401);
});

test('[DR11] a picture or film of a product is kept by what is in it; anything else is refused', async () => {
  const send = (bytes: Uint8Array) =>
    fetch(`${house.url}/api/designer/files`, {
      method: 'POST',
      headers: { authorization: `Bearer ${dora.token}`, 'content-type': 'application/octet-stream' },
      body: bytes as never,
    });
  const picture = new Uint8Array(await (await fetch(`${house.url}/assets/products/deer.webp`)).arrayBuffer());
  const { url } = await (await send(picture)).json();
  const answer = await fetch(house.url + url);
  expect([answer.headers.get('content-type'), answer.headers.get('x-content-type-options')]).toEqual([
    'image/webp',
    'nosniff',
  ]);
  expect((await send(Buffer.from('<svg onload=alert(1)>'))).status).toBe(400);
  expect((await send(new Uint8Array(0))).status).toBe(400);
});

test('[DR12] who follows an upload by server-sent events hears of it as it is now, and of each change', async () => {
  const bytes = await boxGlb(0.3);
  const { body } = await dora.call('POST', '/api/designer/drafts', {
    name: 'Box',
    files: [{ path: 'box.glb', bytes: bytes.length }],
  });
  const stop = new AbortController();
  const answer = await fetch(`${house.url}/api/designer/drafts/${body.id}/events`, {
    headers: { authorization: `Bearer ${dora.token}` },
    signal: stop.signal,
  });
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  await sendFile(house.url, dora.token, body.id, 'box.glb', bytes);
  const states = new Set<string>();
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of answer.body!) {
    text += decoder.decode(piece as Uint8Array, { stream: true });
    for (const [, data] of text.matchAll(/^data: (.+)$/gm)) states.add((JSON.parse(data!) as Draft).state);
    text = text.slice(text.lastIndexOf('\n\n') + 2);
    if (states.has('ready')) break;
  }
  stop.abort();
  expect([...states]).toEqual(['uploading', 'waiting', 'working', 'ready']);
});

test('[DZ7] how much of a file has come is told to who sends it, so that it goes on from there; nobody reads it back', async () => {
  const { body: draft } = await dora.call('POST', '/api/designer/drafts', {
    name: 'Half',
    files: [{ path: 'half.glb', bytes: 10 }],
  });
  const headers = { authorization: `Bearer ${dora.token}`, 'tus-resumable': '1.0.0' };
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const metadata = `draft ${base64(draft.id)},path ${base64('half.glb')}`;
  const made = await fetch(`${house.url}/api/designer/uploads`, {
    method: 'POST',
    headers: { ...headers, 'upload-length': '10', 'upload-metadata': metadata },
  });
  const place = new URL(made.headers.get('location')!, house.url);
  const piece = { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
  await fetch(place, { method: 'PATCH', headers: { ...headers, ...piece }, body: 'four' });
  const told = await fetch(place, { method: 'HEAD', headers });
  expect([told.status, told.headers.get('upload-offset'), told.headers.get('upload-length')]).toEqual([
    200,
    '4',
    '10',
  ]);
  expect((await fetch(place, { headers })).status).toBe(404);
});
