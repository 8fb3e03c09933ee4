import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { median } from '../harness.ts';
import type { Alike } from './looks.ts';

const RUNS = 3;
const PEERS = {
  'gltf-transform': (model: string, out: string) => [
    'node_modules/@gltf-transform/cli/bin/cli.js',
    ...[
      'optimize',
      model,
      out,
      '--compress',
      'meshopt',
      '--texture-compress',
      'webp',
      '--texture-size',
      '1024',
    ],
    ...['join', 'flatten', 'instance', 'palette', 'simplify'].flatMap((step) => [`--${step}`, 'false']),
  ],
  gltfpack: (model: string, out: string) => [
    'node_modules/gltfpack/cli.js',
    ...['-cc', '-kn', '-km', '-ke', '-i', model, '-o', out],
  ],
} as const;

export type Peer = keyof typeof PEERS;
export type Entry = { who: 'ours' | Peer; out: string; bytes: number; seconds: number; peakMb: number };
/** A file that may be the best peer's must not weigh more than this many times what the lightest peer's weighs. */
const HUGE = 1.5;

export type Model = { name: string; path: string; own: boolean };

/** The models of others where they lie beside the project, and our own; those whose name `PIPELINE_MODELS` is a part of, when it is set. */
export function listModels(): Model[] {
  const folder = process.env.VITRINE_MODELS ?? '../shared/models';
  const real = ['WickerChair', 'Mixer', 'TennisRacquet', 'MaterialsVariantsShoe'].flatMap((name) => {
    const path = [`${name}.glb`, `${name}.gltf`].map((file) => join(folder, name, file)).find(existsSync);
    return path ? [{ name, path, own: false }] : [];
  });
  const ours = readdirSync('assets/products').filter((file) => file.endsWith('.glb'));
  const all = [
    ...real,
    ...ours.map((file) => ({ name: basename(file, '.glb'), path: join('assets/products', file), own: true })),
  ];
  const wanted = process.env.PIPELINE_MODELS?.split(',');
  return wanted ? all.filter(({ name }) => wanted.some((part) => name.includes(part))) : all;
}

/** Lets everyone pack a model, in turns, each time in a process of its own; times are medians. */
export function contest(model: Model, folder: string): Entry[] {
  const entrants: [who: Entry['who'], command: (model: string, out: string) => readonly string[]][] = [
    ['ours', (path, out) => ['bench/pipeline/one.ts', path, out]],
    ...(Object.entries(PEERS) as [Peer, (typeof PEERS)[Peer]][]),
  ];
  const runs = entrants.map(() => [] as { seconds: number; peakMb: number }[]);
  const outs = entrants.map(([who]) => join(folder, `${model.name}.${who}.glb`));
  for (let run = 0; run < RUNS; run++)
    for (const [index, [, command]] of entrants.entries())
      runs[index]!.push(timed(command(model.path, outs[index]!), join(folder, 'peak')));
  return entrants.map(([who], index) => ({
    who,
    out: outs[index]!,
    bytes: statSync(outs[index]!).size,
    seconds: median(runs[index]!.map(({ seconds }) => seconds)),
    peakMb: median(runs[index]!.map(({ peakMb }) => peakMb)),
  }));
}

function timed(args: readonly string[], peakFile: string): { seconds: number; peakMb: number } {
  const preload = pathToFileURL(join(import.meta.dirname, 'peak.mjs')).href;
  const started = performance.now();
  const ended = spawnSync(process.execPath, ['--import', preload, ...args], {
    encoding: 'utf8',
    env: { ...process.env, PEAK_FILE: peakFile },
  });
  const seconds = (performance.now() - started) / 1000;
  if (ended.status !== 0) throw new Error(`${args[0]} failed: ${ended.stderr.slice(-500)}`);
  return { seconds, peakMb: Number(readFileSync(peakFile, 'utf8')) / 1024 };
}

export type Scored = Entry & { look: Alike };

/**
 * The peer to be measured against: of those whose files are not hugely larger than the lightest, the one whose result
 * looks most like the original.
 */
export function bestPeer(entries: readonly Scored[]): Scored {
  const peers = entries.filter(({ who }) => who !== 'ours');
  const lightest = Math.min(...peers.map(({ bytes }) => bytes));
  const fair = peers.filter(({ bytes }) => bytes <= lightest * HUGE);
  return fair.reduce((best, peer) => (peer.look.mean > best.look.mean ? peer : best));
}
