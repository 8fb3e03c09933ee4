import { globSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { WAYS } from '../identity/gate.ts';
import { ask } from '../testing/api.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';

let house: TestHouse;
// biome-ignore lint/suspicious/noExplicitAny: the document is what is under test
let document: any;
beforeAll(async () => {
  house = await openTestHouse();
  document = (await ask(house, 'GET', '/api/openapi.json')).body;
});
afterAll(() => house.end());

const media = z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) }));
const parameter = z.object({
  name: z.string().min(1),
  in: z.enum(['path', 'header', 'query', 'cookie']),
  required: z.boolean().optional(),
  schema: z.record(z.string(), z.unknown()),
});
const operation = z.object({
  summary: z.string().min(5),
  parameters: z.array(parameter).optional(),
  requestBody: z.object({ required: z.boolean().optional(), content: media }).optional(),
  responses: z.record(
    z.string().regex(/^\d{3}$/),
    z.object({ description: z.string(), content: media.optional() }),
  ),
});
const methods = z.partialRecord(z.enum(['get', 'put', 'post', 'delete', 'patch']), operation);
const openapi31 = z.object({
  openapi: z.literal('3.1.0'),
  info: z.object({ title: z.string(), version: z.string() }),
  paths: z.record(z.string().startsWith('/'), methods),
  components: z.object({
    schemas: z.record(z.string().regex(/^[\w.-]+$/), z.record(z.string(), z.unknown())),
  }),
});

/** Every route that the sources declare. */
function declared(): string[] {
  const files = globSync('server/**/{routes,*Routes}.ts');
  const route = /method: '(\w+)',\s*path: '([^']+)'/g;
  const own = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(route)].map(([, m, p]) => `${m} ${p}`),
  );
  const ways = Object.entries(WAYS).map(([path, { method }]) => `${method.toLowerCase()} /api/auth/${path}`);
  return [...own, ...ways];
}

test('[HT12] the document has the shape of OpenAPI 3.1', () => {
  const checked = openapi31.safeParse(document);
  expect(checked.error?.issues).toBeUndefined();
});

test('[HT12] it lists every route of every slice, and nothing else', () => {
  const listed = Object.entries<object>(document.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method} ${path}`),
  );
  expect(listed.length).toBeGreaterThan(10);
  expect(listed.sort()).toEqual(declared().sort());
});

test('[HT12] every reference in it leads somewhere, and each part of a path is described', () => {
  const all = JSON.stringify(document);
  for (const [, name] of all.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g))
    expect(document.components.schemas).toHaveProperty([name!]);
  for (const [path, item] of Object.entries<Record<string, z.infer<typeof operation>>>(document.paths))
    for (const { parameters = [] } of Object.values(item)) {
      const named = parameters.filter((p) => p.in === 'path').map((p) => p.name);
      expect(named).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    }
});
