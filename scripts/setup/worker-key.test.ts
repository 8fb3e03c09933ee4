import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cacheFolder } from './paths.ts';
import { distributionOf, overlayDigest, workerKey } from './worker-key.ts';

const debian = { platform: 'linux', arch: 'x64', distribution: 'debian12' };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vitrine-key-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('[SU1] the cache key names package version, overlay, platform, processor and distribution', () => {
  expect(workerKey('3.27.1', 'abcd1234', debian)).toBe('mediasoup-worker-3.27.1-abcd1234-linux-x64-debian12');
  const mac = { platform: 'darwin', arch: 'arm64', distribution: '' };
  expect(workerKey('3.27.1', 'abcd1234', mac)).toBe('mediasoup-worker-3.27.1-abcd1234-darwin-arm64');
});

test('[SU1] a distribution is its id and release, whatever the quotes', () => {
  expect(distributionOf('NAME="Debian GNU/Linux"\nVERSION_ID="12"\nID=debian\n')).toBe('debian12');
  expect(distributionOf('ID=arch\n')).toBe('arch');
  expect(distributionOf('')).toBe('linux');
});

test('[SU1] the overlay digest changes with a patch, and not with its prose', () => {
  mkdirSync(join(folder, 'pch'));
  writeFileSync(join(folder, 'pch', 'a.hpp'), 'one');
  writeFileSync(join(folder, 'README.md'), 'words');
  const before = overlayDigest(folder);
  writeFileSync(join(folder, 'README.md'), 'other words');
  expect(overlayDigest(folder)).toBe(before);
  writeFileSync(join(folder, 'pch', 'a.hpp'), 'two');
  expect(overlayDigest(folder)).not.toBe(before);
});

test('[SU2] the cache lies outside the checkout, where VITRINE_CACHE or the platform says', () => {
  expect(cacheFolder({ VITRINE_CACHE: '/somewhere' })).toBe('/somewhere');
  expect(cacheFolder({ XDG_CACHE_HOME: '/x' }, 'linux')).toBe('/x/vitrine');
  expect(cacheFolder({}, 'linux')).toMatch(/\.cache\/vitrine$/);
});
