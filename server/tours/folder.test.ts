import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../testing/house.ts';

const folder = mkdtempSync(join(tmpdir(), 'vitrine-tours-'));
const texts = { en: 'Yard', zh: '院子', es: 'Patio', ar: 'الفناء', id: 'Halaman' };
const YARD = {
  format: 1,
  name: 'yard',
  title: texts,
  start: 'gate',
  points: [{ id: 'gate', title: texts, kind: 'video', file: 'gate.webm', yaw: 0, hotspots: [] }],
};
let house: TestHouse;
beforeAll(async () => {
  mkdirSync(join(folder, 'yard'));
  writeFileSync(join(folder, 'yard', 'yard.tour.json'), JSON.stringify(YARD));
  writeFileSync(join(folder, 'yard', 'gate.webm'), 'a film, as far as the server knows');
  house = await openTestHouse({ TOURS_DIR: folder });
});
afterAll(async () => {
  expect(await house.end()).toEqual([]);
  rmSync(folder, { recursive: true });
});

test('[TO7] tours may lie in a folder of their own, with their files beside them; those of the house stay where they are', async () => {
  const tour = await fetch(`${house.url}/tours/yard/yard.tour.json`);
  expect(await tour.json()).toEqual(YARD);
  expect((await fetch(`${house.url}/tours/workshop/workshop.tour.json`)).status).toBe(404);
  const film = await fetch(`${house.url}/assets/panoramas/yard/gate.webm`);
  expect([film.status, film.headers.get('content-type')]).toEqual([200, 'video/webm']);
  const picture = await fetch(`${house.url}/assets/panoramas/workshop/bench-low.webp`);
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/webp']);
});

test('[TO7] a film is given by the piece, without a tag that would need all of it', async () => {
  const piece = await fetch(`${house.url}/assets/panoramas/yard/gate.webm`, {
    headers: { range: 'bytes=2-5' },
  });
  expect([piece.status, await piece.text(), piece.headers.get('etag')]).toEqual([206, 'film', null]);
  expect(piece.headers.get('content-range')).toMatch(/^bytes 2-5\//);
});
