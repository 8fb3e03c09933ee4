import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test } from 'vitest';
import { ADVISED_CODES, adviceOf } from '../model/advice.ts';
import { STOPS } from '../model/examination.ts';
import { explain, type Message, sayFinding } from '../model/explain.ts';

const FOLDER = join(import.meta.dirname, 'finding');
const LANGUAGES = readdirSync(FOLDER).map((name) => basename(name, '.json'));
const words = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(join(FOLDER, `${language}.json`), 'utf8'));
const sayIn = (language: string) => {
  const messages = words(language);
  return (key: string, values: Record<string, string | number>) =>
    String(new IntlMessageFormat(messages[key]!, language).format(values));
};

/** The codes in the table that the validator's package brings along. */
function validatorCodes(): string[] {
  const folder = dirname(createRequire(import.meta.url).resolve('gltf-validator/package.json'));
  const table = readFileSync(join(folder, 'ISSUES.md'), 'utf8');
  return [...table.matchAll(/^\|([A-Z0-9_]+)\|/gm)].map(([, code]) => code!);
}

test('[CK30] every code of the validator has advice of its own', () => {
  const codes = validatorCodes();
  expect(codes.length).toBeGreaterThan(150);
  expect(codes.filter((code) => !ADVISED_CODES.includes(code))).toEqual([]);
});

test.each(LANGUAGES)('[CK31] every advice and every reason to stop is said in %s', (language) => {
  const messages = words(language);
  const wanted = [
    ...ADVISED_CODES.map(adviceOf),
    adviceOf('A_CODE_OF_TOMORROW'),
    'finding.place',
    ...STOPS.map((stop) => `stop.${stop}`),
  ];
  expect(new Set(Object.keys(messages))).toEqual(new Set(wanted));
});

const json = {
  nodes: [{}, {}, { name: 'leg_2', mesh: 14 }],
  extensions: { KHR_lights_punctual: { lights: [{ name: 'lamp', range: -1 }] } },
};
const message = (pointer: string, text = 'Unresolved reference: 14.', severity = 0): Message => ({
  code: 'UNRESOLVED_REFERENCE',
  message: text,
  severity,
  pointer,
});

test('[CK32] a finding names the thing, the value and what to do', () => {
  const [finding] = explain([message('/nodes/2/mesh')], json);
  expect(finding).toMatchObject({
    place: { kind: 'node', index: 2, name: 'leg_2', property: 'mesh' },
    values: ['14', '14'],
    count: 1,
  });
  expect(sayFinding(finding!, sayIn('en'))).toBe(
    'Node ‘leg_2’ › mesh: this refers to number 14, which does not exist. Export again with it, or remove the reference.',
  );
  expect(sayFinding(finding!, sayIn('zh'))).toBe(
    '节点“leg_2” › mesh：引用了不存在的编号 14。请连同它重新导出，或删除此引用。',
  );
});

test('[CK32] a thing as a whole has no property', () => {
  const [finding] = explain([{ code: 'UNUSED_OBJECT', message: '', severity: 2, pointer: '/nodes/1' }], json);
  expect(sayFinding(finding!, sayIn('en'))).toMatch(/^Node no. 1: nothing uses this/);
});

test('[CK32] things of extensions, numbers in lists and what is in no list have their place too', () => {
  const places = explain(
    [
      message('/extensions/KHR_lights_punctual/lights/0/range'),
      message('/meshes/3/primitives/1/attributes/POSITION'),
      message('/asset/version'),
      message('/nodes/0/constructor'),
    ],
    json,
  );
  expect(places.map(({ place }) => place)).toEqual([
    { kind: 'light', index: 0, name: 'lamp', property: 'range' },
    { kind: 'mesh', index: 3, name: '', property: 'primitives[1].attributes.POSITION' },
    { kind: 'file', index: 0, name: '', property: 'asset.version' },
    { kind: 'node', index: 0, name: '', property: 'constructor' },
  ]);
  for (const language of LANGUAGES)
    for (const finding of places) expect(sayFinding(finding, sayIn(language))).not.toMatch(/[{}]|undefined/);
});

test('[CK32] the validator’s arguments are taken out of its words, not its fixed numbers', () => {
  const values = (text: string) => explain([message('', text)], json)[0]!.values.slice(1);
  expect(values('Accessor (offset: 0, length: 12) does not fit referenced bufferView [3] length 4.')).toEqual(
    ['0', '12', '3', '4'],
  );
  expect(values("Property 'version' must be defined.")).toEqual(['version']);
  expect(values('Accessor element at index 7 is not clamped to 0..1 range: 1.5.')).toEqual(['7', '1.5']);
  expect(values('Vector3 at accessor indices 0..2 is not of unit length: 0.')).toEqual(['0', '2', '0']);
  expect(values('Matrix accessors must be aligned to 4-byte boundaries.')).toEqual([]);
});

test('[CK33] of a code twenty are listed and all are counted; of all two hundred, errors first', () => {
  const many = Array.from({ length: 3_000 }, (_, index): Message => {
    const code = `CODE_${index % 30}`;
    return { code, message: '', severity: index % 30 === 29 ? 0 : 1, pointer: `/nodes/${index}` };
  });
  const findings = explain(many, {});
  expect(findings).toHaveLength(200);
  expect(findings.slice(0, 20).map(({ severity }) => severity)).toEqual(Array(20).fill('error'));
  expect(findings[20]!.severity).toBe('warning');
  expect(new Set(findings.map(({ code }) => code)).size).toBe(30);
  expect(findings[0]!.count).toBe(100);
});

test('[CK30] every code of ours that the check names has advice of its own', () => {
  const folder = join(import.meta.dirname, '../../server/products/pipeline');
  const sources = readdirSync(folder).filter((name) => /^[^.]+\.ts$/.test(name));
  const codes = sources.flatMap((name) => [
    ...readFileSync(join(folder, name), 'utf8').matchAll(/'(VT_[A-Z_]+)'/g),
  ]);
  expect(codes.length).toBeGreaterThan(10);
  expect(codes.map(([, code]) => code!).filter((code) => !ADVISED_CODES.includes(code))).toEqual([]);
});
