import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rounded } from './harness.ts';
import { bestPeer, contest, listModels, type Model, type Scored } from './pipeline/contest.ts';
import { measureEventLoop } from './pipeline/eventLoop.ts';
import { openStudio, type Studio } from './pipeline/looks.ts';
import type { Bench, Row } from './report.ts';

type Outcome = { model: Model; ours: Scored; peers: Scored[]; best: Scored };

async function compare(studio: Studio, model: Model, folder: string): Promise<Outcome> {
  const entries = contest(model, folder);
  const looks = await studio.compare(
    model.path,
    entries.map(({ out }) => out),
  );
  const scored = entries.map((entry, index) => ({ ...entry, look: looks[index]! }));
  const [ours, ...peers] = scored as [Scored, ...Scored[]];
  return { model, ours, peers, best: bestPeer(scored) };
}

function modelRows({ model, ours, peers, best }: Outcome): Row[] {
  const row = (figure: string, unit: string, decimals: number, of: (entry: Scored) => number): Row => ({
    name: `${figure}_${model.name}`,
    value: rounded(of(ours), decimals),
    unit,
    peer: peers
      .map((peer) => `${peer.who}${peer === best ? ' (best)' : ''} ${rounded(of(peer), decimals)}`)
      .join(', '),
  });
  return [
    row('kB', 'kB', 1, ({ bytes }) => bytes / 1000),
    row('ssim', '', 4, ({ look }) => look.mean),
    row('ssim_whole', '', 4, ({ look }) => look.whole),
    row('ssim_close', '', 4, ({ look }) => look.close),
    row('ssim_min', '', 4, ({ look }) => look.min),
    row('seconds', 's', 2, ({ seconds }) => seconds),
    row('peak_mb', 'MB', 0, ({ peakMb }) => peakMb),
  ];
}

/** The worst of all models counts: better on one does not make up for worse on another. */
function totals(outcomes: readonly Outcome[], prefix: string): Row[] {
  if (outcomes.length === 0) return [];
  const worst = (of: (outcome: Outcome) => number): number => Math.max(...outcomes.map(of));
  const least = (of: (outcome: Outcome) => number): number => Math.min(...outcomes.map(of));
  const name = (figure: string): string => `${prefix}${figure}`;
  const over = `worst of ${outcomes.length} models`;
  return [
    {
      name: name('bytes_ratio_to_best_peer'),
      value: rounded(
        worst(({ ours, best }) => ours.bytes / best.bytes),
        3,
      ),
      unit: '×',
      peer: `${over}; budget 1`,
    },
    {
      name: name('ssim_minus_best_peer'),
      value: rounded(
        least(({ ours, best }) => ours.look.mean - best.look.mean),
        4,
      ),
      unit: '',
      peer: `${over}; budget 0`,
    },
    {
      name: name('ssim_close_minus_best_peer'),
      value: rounded(
        least(({ ours, best }) => ours.look.close - best.look.close),
        4,
      ),
      unit: '',
      peer: `${over}; budget 0`,
    },
    {
      name: name('time_ratio_to_best_peer'),
      value: rounded(
        worst(({ ours, best }) => ours.seconds / best.seconds),
        2,
      ),
      unit: '×',
      peer: `${over}; budget 1.5`,
    },
  ];
}

/** Makes and compares all models, and closes the browser that looked at them: the next row wants the machine for itself. */
async function compareAll(models: readonly Model[]): Promise<Outcome[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-pipeline-'));
  const studio = await openStudio();
  try {
    const outcomes: Outcome[] = [];
    for (const model of models) outcomes.push(await compare(studio, model, folder));
    return outcomes;
  } finally {
    await studio.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(): Promise<Row[]> {
  const outcomes = await compareAll(listModels());
  const uploads = outcomes.filter(({ model }) => !model.own);
  const own = outcomes.filter(({ model }) => model.own);
  const rows = [...uploads.flatMap(modelRows), ...own.flatMap(modelRows)];
  // Our own models were packed by the same tools before: with nothing left to win, they stand apart.
  rows.push(...totals(own, uploads.length > 0 ? 'own_' : ''), ...totals(uploads, ''));
  rows.push(...(await measureEventLoop((uploads.length > 0 ? uploads : own).map(({ model }) => model))));
  return rows;
}

/** How our hero files compare with what the best peers make of the same uploads. */
export const bench: Bench = {
  title: 'The pipeline: bytes, likeness (SSIM of whole and close views), time and memory against peers',
  run,
};
