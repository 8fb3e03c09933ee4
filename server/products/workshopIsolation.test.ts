import { spawnSync } from 'node:child_process';
import { homedir, tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { commandOf, findIsolation } from './workshopIsolation.ts';

const isolation = await findIsolation();

test.skipIf(isolation.name === 'closed-modules')(
  '[CK28] a work process sees no network but its own loopback (needs a system that can unshare)',
  () => {
    const [program, ...args] = [...isolation.before, 'cat', '/proc/net/dev'];
    const { stdout } = spawnSync(program!, args, { encoding: 'utf8' });
    const devices = [...stdout.matchAll(/^\s*(\S+):/gm)].map(([, name]) => name);
    expect(devices).toEqual(['lo']);
  },
);

test('[CK28] it may read the pipeline, packages and the job, and write only the output', () => {
  const cage = {
    entry: import.meta.filename,
    folder: tmpdir(),
    source: homedir(),
    out: tmpdir(),
    heapMegabytes: 900,
  };
  const command = commandOf({ name: 'closed-modules', before: [] }, cage);
  expect(
    command.filter((each) => each.startsWith('--allow-fs-write')).map((each) => each.split('=')[1]),
  ).toContain(tmpdir());
  const readable = command
    .filter((each) => each.startsWith('--allow-fs-read'))
    .map((each) => each.split('=')[1]!);
  for (const secret of ['data', 'server/store', 'server/config.ts', '.env'])
    expect(readable.filter((path) => path.endsWith(secret))).toEqual([]);
  expect(command).not.toContain('--allow-child-process');
});
