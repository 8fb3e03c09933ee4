import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { complete, gaps, type Lock } from './complete-lock.ts';
import { ROOT } from './setup/paths.ts';

const read = (...path: string[]) => JSON.parse(readFileSync(join(ROOT, ...path), 'utf8')) as Lock;

test.each(['package-lock.json', 'toolchain/package-lock.json', 'assets/authoring/package-lock.json'])(
  '[SU14] %s names every optional package, so that npm ci takes it (else: node scripts/complete-lock.ts)',
  (file) => {
    expect(gaps(read(file)).map(({ name }) => name)).toEqual([]);
  },
);

test.each(['package-lock.json', 'toolchain/package-lock.json', 'assets/authoring/package-lock.json'])(
  '[SU14] %s names no registry',
  (file) => {
    expect(Object.values(read(file).packages).filter(({ resolved }) => resolved)).toEqual([]);
  },
);

test('[SU14] a gap is filled with the limits that its name tells', () => {
  const lock: Lock = {
    packages: {
      '': {},
      'node_modules/a': {
        version: '1.0.0',
        dev: true,
        optionalDependencies: { '@a/cli-linux-x64-musl': '1.0.0' },
      },
    },
  };
  expect(complete(lock).packages['node_modules/@a/cli-linux-x64-musl']).toEqual({
    version: '1.0.0',
    cpu: ['x64'],
    os: ['linux'],
    libc: ['musl'],
    dev: true,
    optional: true,
  });
  expect(gaps(complete(lock))).toEqual([]);
});

test('[SU14] a package that lies beside or above its importer is no gap', () => {
  const lock: Lock = {
    packages: {
      'node_modules/a/node_modules/b': { optionalDependencies: { c: '1.0.0' } },
      'node_modules/a/node_modules/c': { version: '1.0.0' },
    },
  };
  expect(gaps(lock)).toEqual([]);
});
