import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Stop } from '../../../shared/model/examination.ts';
import { bytesOf, triangle, triangleGlb } from '../testing/models.ts';
import { type ZipEntry, zipOf } from '../testing/zip.ts';
import { findModel } from './findModel.ts';
import { Stopped } from './job.ts';
import { LIMITS } from './limits.ts';
import { unpack } from './unpack.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vitrine-unpack-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(path: string, bytes: Uint8Array | string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), bytes);
}

/** The paths that come out, or why nothing does. */
async function outcome(): Promise<string[] | Stop> {
  try {
    return [...(await unpack(folder)).keys()].sort();
  } catch (error) {
    if (error instanceof Stopped) return error.stop;
    throw error;
  }
}

const content = Buffer.from('something');
const model: ZipEntry = { name: 'model.glb', content: triangleGlb() };
const zipOutcome = (...entries: ZipEntry[]) => {
  put('upload', zipOf([model, ...entries]));
  return outcome();
};

test('[CK1] a folder comes out with its subfolders, without what systems leave behind', async () => {
  for (const path of [
    'chair/chair.gltf',
    'chair/textures/wood.png',
    'chair/.DS_Store',
    '__MACOSX/chair/._chair',
  ])
    put(path, '{}');
  expect(await outcome()).toEqual(['chair/chair.gltf', 'chair/textures/wood.png']);
});

test('[CK1] an empty folder, and one with junk alone, is nothing', async () => {
  expect(await outcome()).toBe('nothing-there');
  put('Thumbs.db', 'x');
  expect(await outcome()).toBe('nothing-there');
});

test('[CK2] links and sockets are refused and not followed', async () => {
  put('chair.glb', triangleGlb());
  symlinkSync('/etc/passwd', join(folder, 'chair.bin'));
  expect(await outcome()).toBe('unsafe-path');
  rmSync(join(folder, 'chair.bin'));
  symlinkSync('/etc', join(folder, 'textures'));
  expect(await outcome()).toBe('unsafe-path');
  rmSync(join(folder, 'textures'));
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(join(folder, 'socket'), resolve));
  expect(await outcome()).toBe('unsafe-path');
  await new Promise((resolve) => server.close(resolve));
});

test('[CK2] names that some system can’t tell apart are refused', async () => {
  put('wood.png', 'a');
  put('Wood.PNG', 'b');
  expect(await outcome()).toBe('unsafe-path');
});

test('[CK2] folders within folders end somewhere', async () => {
  put(`${'a/'.repeat(LIMITS.folders)}chair.glb`, triangleGlb());
  expect(await outcome()).toHaveLength(1);
  put(`${'a/'.repeat(LIMITS.folders + 1)}chair.glb`, triangleGlb());
  expect(await outcome()).toBe('too-deep');
});

test('[CK3] a zip is known by its bytes and unpacked when it is alone, or the only one beside no model', async () => {
  put(
    'chair',
    zipSync({ 'a/chair.gltf': bytesOf(triangle()), 'a/wood.png': content, 'a/._wood.png': content }),
  );
  expect(await outcome()).toEqual(['a/chair.gltf', 'a/wood.png']);
  put('read me.txt', 'hello');
  expect(await outcome()).toEqual(['a/chair.gltf', 'a/wood.png', 'read me.txt']);
  put('table.glb', triangleGlb());
  expect(await outcome()).toEqual(['chair', 'read me.txt', 'table.glb']);
});

test('[CK3] a zip with zips alone is too deep; one beside a model stays closed', async () => {
  const inner = zipOf([model]);
  put('upload', zipOf([{ name: 'inner.zip', content: inner }]));
  expect(await outcome()).toBe('too-deep');
  put('upload', zipOf([model, { name: 'inner.zip', content: inner }]));
  expect(await outcome()).toEqual(['inner.zip', 'model.glb']);
});

test.each<[string, ZipEntry]>([
  ['leads up', { name: '../chair.bin' }],
  ['leads up from below', { name: 'a/../../chair.bin' }],
  ['has a backslash', { name: '..\\chair.bin' }],
  ['is absolute', { name: '/etc/chair.bin' }],
  ['has a drive', { name: 'C:/chair.bin' }],
  ['has a zero', { name: 'chair\0.bin' }],
  ['is endless', { name: 'a'.repeat(LIMITS.nameChars + 1) }],
  ['is there twice', { name: 'model.glb' }],
  ['is there twice but for case', { name: 'MODEL.glb' }],
  ['is a link', { name: 'chair.bin', mode: 0o120777 }],
  ['is a device', { name: 'chair.bin', mode: 0o020666 }],
])('[CK4] a zip with a name that %s is refused', async (_, entry) => {
  expect(await zipOutcome({ content, ...entry })).toBe('unsafe-path');
});

test('[CK4] names that differ in how Unicode composes them are the same', async () => {
  expect(await zipOutcome({ name: 'caf\u00e9.bin' }, { name: 'cafe\u0301.bin' })).toBe('unsafe-path');
});

test.each<[string, Stop, ZipEntry]>([
  ['grows two hundred times', 'zip-bomb', { name: 'bomb', content: Buffer.alloc(20_000_000) }],
  ['declares what it can’t become', 'zip-bomb', { name: 'big', content, declared: 2 ** 29 }],
  ['is longer than it says', 'broken-archive', { name: 'lie', content: Buffer.alloc(50_000), declared: 100 }],
  ['is shorter than it says', 'broken-archive', { name: 'lie', content, declared: 1000 }],
  ['has a wrong sum', 'broken-archive', { name: 'lie', content, crc: 1 }],
  ['is encrypted', 'broken-archive', { name: 'secret', content, flags: 1 }],
  ['is packed in another way', 'broken-archive', { name: 'lzma', content, method: 14 }],
])('[CK5] a zip with a file that %s is %s', async (_, stop, entry) => {
  expect(await zipOutcome(entry)).toBe(stop);
});

test('[CK5] what is too large is refused before it is read', async () => {
  put('chair.glb', triangleGlb());
  truncateSync(join(folder, 'chair.glb'), LIMITS.bytes + 1);
  expect(await outcome()).toBe('too-large');
});

test('[CK5] a hundred thousand entries are refused by their number', async () => {
  const entry = { name: 'a', content: Buffer.alloc(0), method: 0 };
  expect(await zipOutcome(...Array.from({ length: 2_500 }, (_, n) => ({ ...entry, name: `${n}` })))).toBe(
    'too-many-files',
  );
  const many = zipOf([model]);
  // What the end of the directory says is believed before a single entry is read.
  many.writeUInt16LE(0xfffe, many.length - 22 + 8);
  many.writeUInt16LE(0xfffe, many.length - 22 + 10);
  put('upload', many);
  expect(await outcome()).toBe('too-many-files');
});

test('[CK5] a zip that is cut off anywhere is broken, or nothing that we know', async () => {
  const whole = zipOf([model, { name: 'chair.bin', content: Buffer.alloc(300, 'x') }]);
  for (let length = 4; length < whole.length; length += 41) {
    put('upload', whole.subarray(0, length));
    expect(await outcome()).toBe('broken-archive');
  }
});

test('[CK6] the one model is found by name or bytes', async () => {
  put('model', triangleGlb());
  expect(findModel(await unpack(folder))).toBe('model');
  rmSync(join(folder, 'model'));
  put('data.json', bytesOf(triangle()));
  put('other.json', '{"a": 1}');
  expect(findModel(await unpack(folder))).toBe('data.json');
});

test('[CK6] of several models one must be named', async () => {
  put('a.glb', triangleGlb());
  put('b/b.gltf', bytesOf(triangle()));
  const resources = await unpack(folder);
  expect(() => findModel(resources)).toThrow(new Stopped('several-models', 'a.glb\nb/b.gltf'));
  expect(findModel(resources, 'b/b.gltf')).toBe('b/b.gltf');
  expect(() => findModel(resources, 'c.glb')).toThrow(/^no-model/);
  expect(() => findModel(resources, '../c.glb')).toThrow(/^unsafe-path/);
});

test('[CK6] pictures alone are no model', async () => {
  put('wood.png', 'x');
  expect(() => findModel(new Map([['wood.png', content]]))).toThrow(/^no-model/);
});

test('[CK14] whatever a zip’s bytes are, unpacking ends with files or a reason', async () => {
  const whole = zipOf([model, { name: 'a/chair.bin', content: Buffer.alloc(300, 'x') }]);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 }),
      async (flips) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of flips) bytes[at % bytes.length] = value;
        put('upload', bytes);
        await outcome();
      },
    ),
    { numRuns: 300 },
  );
});
