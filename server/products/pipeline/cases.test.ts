import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import type { Examination } from '../../../shared/model/examination.ts';
import { examine } from './examine.ts';
import { findModel } from './findModel.ts';
import { Stopped } from './job.ts';
import type { Resources } from './resources.ts';
import { unpack } from './unpack.ts';

const CASES = join(process.env.VITRINE_MODELS ?? '../shared/models', 'validator-cases');
const REPORT = '.report.json';

type Report = { issues: { numErrors: number; messages: { code: string; severity: number }[] } };

const errorsOf = (examination?: Examination): string[] => [
  ...new Set(
    (examination?.findings ?? [])
      .filter(({ severity, code }) => severity === 'error' && !code.startsWith('VT_'))
      .map(({ code }) => code),
  ),
];

async function verdict(resources: Resources, main: string): Promise<{ stop?: string; errors: string[] }> {
  try {
    return { errors: errorsOf(await examine(resources, findModel(resources, main))) };
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    return { stop: error.stop, errors: errorsOf(error.examination) };
  }
}

test.skipIf(!existsSync(CASES))(
  '[CK20] every case of the Khronos validator gets its verdict and its errors (needs ../shared/models)',
  async () => {
    const reports = readdirSync(CASES, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith(REPORT),
    );
    const uploads = new Map<string, Resources>();
    const wrong: unknown[] = [];
    for (const name of reports) {
      const folder = dirname(join(CASES, name));
      const upload = uploads.get(folder) ?? (await unpack(folder));
      uploads.set(folder, upload);
      const main = relative(folder, join(CASES, name.slice(0, -REPORT.length)));
      const { issues } = JSON.parse(readFileSync(join(CASES, name), 'utf8')) as Report;
      const wanted = [
        ...new Set(issues.messages.filter((each) => each.severity === 0).map(({ code }) => code)),
      ];
      const { stop, errors } = await verdict(upload, main);
      if (issues.numErrors > 0 !== (stop !== undefined) || errors.sort().join() !== wanted.sort().join())
        wrong.push({ name, stop, errors, wanted });
    }
    expect(reports.length).toBeGreaterThanOrEqual(188);
    expect(wrong).toEqual([]);
  },
);
