import { expect, test } from 'vitest';
import { aptCommand } from './apt.ts';
import { chromiumText } from './chromium.ts';
import { ninjaProgress } from './worker-build.ts';
import { onlyFile, prebuiltAddress } from './worker-download.ts';
import { missingPackages, needText } from './worker-needs.ts';
import { aptFolder } from './worker-srtp.ts';

const linux = { platform: 'linux', arch: 'x64', distribution: 'debian12' };

test('[SU5] the prebuilt worker is asked for under the address that the package itself composes', () => {
  const repository = 'git+https://host.example/owner/mediasoup.git';
  const file = '3.27.1/mediasoup-worker-3.27.1-linux-x64-kernel6.tgz';
  expect(prebuiltAddress('3.27.1', repository, linux, '6.1.0-13-amd64')).toBe(
    `https://host.example/owner/mediasoup/releases/download/${file}`,
  );
  expect(prebuiltAddress('3.27.1', repository, linux, '6.1.0', 'https://mirror.example')).toBe(
    `https://mirror.example/${file}`,
  );
});

test('[SU5] the worker is taken whole out of its archive, and an empty archive is refused', () => {
  const header = Buffer.alloc(512);
  header.write('00000000005\0', 124, 'latin1');
  const tar = Buffer.concat([header, Buffer.from('hello'), Buffer.alloc(507)]);
  expect(onlyFile(tar).toString()).toBe('hello');
  expect(() => onlyFile(Buffer.alloc(1024))).toThrow('no file');
});

test('[SU6] only what is missing is named, as Debian packages', () => {
  expect(
    missingPackages(
      () => true,
      () => true,
    ),
  ).toEqual([]);
  expect(
    missingPackages(
      (tool) => tool !== 'ninja',
      (library) => library !== 'libuv',
    ),
  ).toEqual(['ninja-build', 'libuv1-dev']);
});

test('[SU6] the exact command is given, with sudo for who is not root', () => {
  expect(aptCommand(['meson'], true)).toBe(
    'apt-get update && apt-get install --yes --no-install-recommends meson',
  );
  expect(needText(['meson', 'g++'], false, true)).toContain(
    'sudo apt-get update && sudo apt-get install --yes --no-install-recommends meson g++',
  );
  expect(needText(['meson'], false, false)).not.toContain('apt-get');
  expect(chromiumText(true, false)).toContain('sudo apt-get install --yes --no-install-recommends chromium');
});

test('[SU7] progress is read from ninja', () => {
  expect(ninjaProgress('[131/262] Compiling C++ object x.o')).toEqual({ text: '131/262', tenth: '50 %' });
  expect(ninjaProgress('warning: [x]')).toBeUndefined();
});

test('[SU7] fetching sources touches nothing of the system: every place lies in the given folder', () => {
  const places = aptFolder('/tmp/own').filter((word) => word !== '-o');
  expect(places.map((place) => place.split('=')[1])).toEqual([
    '/tmp/own/sources.list',
    '/dev/null',
    '/tmp/own/lists',
    '/tmp/own/cache',
  ]);
});
