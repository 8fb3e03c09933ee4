import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { systemClock } from '../../server/clock.ts';
import { openLog } from '../../server/log.ts';
import type { Checked, MakeResult } from '../../server/products/pipeline/job.ts';
import { openWorkshop } from '../../server/products/workshop.ts';
import { DEFAULT_OPTIONS } from '../../shared/model/delivery.ts';
import type { Examination } from '../../shared/model/examination.ts';
import { type Say, sayFinding } from '../../shared/model/explain.ts';
import { ROOT } from '../setup/paths.ts';
import type { Task } from './task.ts';

const USAGE = 'npm run product -- <file, folder or zip> [--main path] [--out folder] [--json]';
const MIB = 2 ** 20;

type Wish = { upload: string; main?: string; out?: string; json: boolean };

/**
 * Checks a model as an upload would be, and with `--out` makes it into a product there: prints verdict, findings and
 * facts, or the whole result as JSON; exit code 1 if it is refused.
 */
export const product: Task = async ({ args }) => {
  const wish = readArgs(args);
  if (!wish || !existsSync(wish.upload)) {
    console.log(wish ? `${wish.upload}: there is no such file or folder` : USAGE);
    return 1;
  }
  const result = await inWorkshop(wish);
  if (wish.json) console.log(JSON.stringify(result, null, 2));
  else for (const line of linesOf(result)) console.log(line);
  return result.outcome === 'refused' ? 1 : 0;
};

function readArgs(args: string[]): Wish | undefined {
  const wish: Partial<Wish> = { json: false };
  for (let at = 0; at < args.length; at++) {
    const arg = args[at]!;
    if (arg === '--json') wish.json = true;
    else if (arg === '--out') wish.out = args[++at];
    else if (arg === '--main') wish.main = args[++at];
    else wish.upload = arg;
  }
  return wish.upload ? (wish as Wish) : undefined;
}

async function inWorkshop({ upload, main, out }: Wish): Promise<Checked | MakeResult> {
  const place = mkdtempSync(join(tmpdir(), 'vitrine-product-'));
  const workshop = await openWorkshop({
    folder: join(place, 'jobs'),
    clock: systemClock,
    log: openLog('warn'),
    atOnce: 1,
  });
  try {
    const job = { source: sourceOf(upload, place), out: outOf(out, place), main, options: DEFAULT_OPTIONS };
    return await (out ? workshop.run({ kind: 'make', ...job }) : workshop.run({ kind: 'check', ...job }));
  } finally {
    await workshop.close();
    rmSync(place, { recursive: true });
  }
}

/** A single file is laid into a folder of its own, as an upload would be: what lies beside it is none of the job's business. */
function sourceOf(upload: string, place: string): string {
  if (statSync(upload).isDirectory()) return resolve(upload);
  const folder = join(place, 'source');
  mkdirSync(folder);
  cpSync(upload, join(folder, basename(upload)));
  return folder;
}

function outOf(out: string | undefined, place: string): string {
  const folder = out ? resolve(out) : join(place, 'out');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Says messages in English. */
function english(): Say {
  const words = JSON.parse(readFileSync(join(ROOT, 'shared/locales/finding/en.json'), 'utf8'));
  return (key, values) => String(new IntlMessageFormat(words[key] ?? key, 'en').format(values));
}

function linesOf(result: Checked | MakeResult): string[] {
  const say = english();
  const verdict =
    result.outcome === 'refused'
      ? `refused (${result.stop}): ${say(`stop.${result.stop}`, { detail: result.detail })}`
      : result.outcome;
  const examined = result.examination
    ? [...findings(result.examination, say), facts(result.examination)]
    : [];
  const made = result.outcome === 'made' ? result.files.map(fileLine) : [];
  return [verdict, ...examined, ...made];
}

const findings = (examination: Examination, say: Say): string[] =>
  examination.findings.map(
    (each) => `  ${each.severity}: ${sayFinding(each, say)} [${each.code} ${each.pointer}]`,
  );

const facts = ({ main, format, bytes, counts, generator }: Examination): string =>
  `${main}: ${format}, ${(bytes / MIB).toFixed(2)} MiB, ${counts.error} errors, ${counts.warning} warnings, ` +
  `${counts.info} notes, made by ${generator || 'nobody who says so'}`;

const fileLine = (made: {
  level: string;
  packing: string;
  file: string;
  bytes: number;
  triangles: number;
}): string =>
  `  ${made.level} ${made.packing}: ${made.file}, ${(made.bytes / MIB).toFixed(2)} MiB, ${made.triangles} triangles`;
