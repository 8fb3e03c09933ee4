import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './setup/paths.ts';

const MOST_LINES = 400;
const OWN = /\.(tsx?|mts|cts|cjs|mjs|js|py|css|sh|html)$/;
const VAGUE = /(^|\/)(utils|helpers|managers|services|types)\//;
const CONFIG = /(^|\/)[\w.-]+\.config\.ts$/;

function ownFiles(): string[] {
  const list = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return list.stdout.split('\n').filter((name) => OWN.test(name));
}

function textOf(name: string): string {
  try {
    return readFileSync(join(ROOT, name), 'utf8');
  } catch {
    return '';
  }
}

/** Runs the import rules over a small tree of files and answers "rule: file" for each breach. */
function breaches(files: Record<string, string>): string[] {
  const root = mkdtempSync(join(tmpdir(), 'vitrine-imports-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(root, dirname(name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
    const cruiser = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
    const flags = ['--config', join(ROOT, '.dependency-cruiser.cjs'), '--output-type', 'json'];
    const args = [cruiser, ...flags, 'shared', 'server', 'client'];
    const { stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 1e8 });
    const { summary } = JSON.parse(stdout) as {
      summary: { violations: { from: string; rule: { name: string } }[] };
    };
    const all = summary.violations.filter(({ rule }) => rule.name !== 'unresolvable');
    return [...new Set(all.map(({ from, rule }) => `${rule.name}: ${from}`))].sort();
  } finally {
    rmSync(root, { recursive: true });
  }
}

const LEAVES = [
  'shared/a.ts',
  'server/a.ts',
  'server/commerce/a.ts',
  'server/host/a.ts',
  'client/a.ts',
  'client/stage/a.ts',
];
const leaves = Object.fromEntries(LEAVES.map((name) => [name, 'export const a = 1;\nexport type A = 1;']));
const from = (name: string) => `export { a } from '${name}';`;

// Each file breaks exactly the rule that stands before it.
const WRONG: [rule: string, file: string, text: string][] = [
  ['shared-alone', 'shared/x1.ts', from('../server/a.ts')],
  ['shared-no-node', 'shared/x2.ts', from('node:path')],
  ['shared-packages', 'shared/x3.ts', from('preact')],
  ['server-not-client', 'server/x1.ts', from('../client/a.ts')],
  ['client-not-server', 'client/x1.ts', "export type { A } from '../server/a.ts';"],
  ['client-no-node', 'client/x2.ts', from('node:path')],
  ['sdk-in-link', 'client/stage/x1.ts', from('@colyseus/sdk')],
  ['kernel-not-slice-server', 'server/room/x1.ts', from('../commerce/a.ts')],
  ['kernel-not-slice-client', 'client/world/x1.ts', from('../stage/a.ts')],
  ['slice-not-slice-server', 'server/stage/x1.ts', from('../host/a.ts')],
  ['slice-not-slice-client', 'client/xr/x1.ts', from('../stage/a.ts')],
  ['no-circular', 'shared/x4.ts', from('./x4.ts')],
  ['no-barrels', 'client/world/x2.ts', from('@babylonjs/core')],
  ['no-meta-packages', 'server/x2.ts', from('colyseus')],
];

test('[AR1] every import rule catches the file that breaks it, and nothing else', () => {
  const files = Object.fromEntries(WRONG.map(([, file, text]) => [file, text]));
  expect(breaches({ ...leaves, ...files })).toEqual(WRONG.map(([rule, file]) => `${rule}: ${file}`).sort());
});

test('[AR1] what is allowed passes: own slice, list files, tests, deep paths, the link', () => {
  const files = {
    'server/room/ShowroomRoom.ts': from('../host/a.ts'),
    'server/main.ts': from('./commerce/a.ts'),
    'server/commerce/b.ts': from('./a.ts'),
    'server/commerce/a.test.ts': from('../host/a.ts'),
    'client/net/link.ts': from('@colyseus/sdk'),
    'client/pages/showroom.ts': from('../stage/a.ts'),
    'client/stage/b.ts': from('@babylonjs/core/scene'),
  };
  expect(breaches({ ...leaves, ...files })).toEqual([]);
});

test('the files that the next rules look at are found', () => {
  expect(ownFiles().length).toBeGreaterThan(50);
});

test(`[AR2] no file of ours has more than ${MOST_LINES} lines`, () => {
  const long = ownFiles().filter((name) => textOf(name).split('\n').length - 1 > MOST_LINES);
  expect(long).toEqual([]);
});

test('[AR3] no default exports but in configuration files', () => {
  const found = ownFiles().filter(
    (name) => /\.tsx?$/.test(name) && !CONFIG.test(name) && /^export default /m.test(textOf(name)),
  );
  expect(found).toEqual([]);
});

test('[AR4] no folder is called utils, helpers, managers, services or types', () => {
  expect(ownFiles().filter((name) => VAGUE.test(name))).toEqual([]);
});

test('[AR5] shared code names neither the page nor the process', () => {
  const shared = ownFiles().filter(
    (name) => name.startsWith('shared/') && !basename(name).includes('.test.'),
  );
  const foreign = /\b(document|window|localStorage|navigator)\.|\bprocess\.|\bBuffer\b/;
  expect(
    shared.filter((name) => foreign.test(textOf(name).replaceAll(/\/\/.*|\/\*[\s\S]*?\*\//g, ''))),
  ).toEqual([]);
});
