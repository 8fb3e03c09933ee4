import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Bench, type Row, table } from './report.ts';

const SUFFIX = '.bench.ts';

interface Result {
  bench: string;
  rows: Row[];
}

function names(): string[] {
  return readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => file.slice(0, -SUFFIX.length))
    .sort();
}

async function runOne(name: string): Promise<Result> {
  const file = join(import.meta.dirname, `${name}${SUFFIX}`);
  const { bench } = (await import(pathToFileURL(file).href)) as { bench: Bench };
  console.log(`\n${name}: ${bench.title}`);
  const rows = await bench.run();
  console.log(table(rows));
  return { bench: name, rows };
}

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  const asked = args.filter((arg) => !arg.startsWith('--'));
  const unknown = asked.filter((name) => !names().includes(name));
  if (unknown.length > 0) {
    console.error(`There is no benchmark "${unknown.join('", "')}". There are: ${names().join(', ')}`);
    return 1;
  }
  const results: Result[] = [];
  let failed = 0;
  for (const name of asked.length > 0 ? asked : names()) {
    try {
      results.push(await runOne(name));
    } catch (error) {
      console.error(`${name}: ${(error as Error).stack}`);
      failed += 1;
    }
  }
  if (args.includes('--json')) for (const result of results) console.log(JSON.stringify(result));
  return failed === 0 ? 0 : 1;
}

process.exit(await main());
