import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Transform } from '@gltf-transform/extensions';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Vec3 } from '../../shared/model/part.ts';
import { inProcessBus } from '../bus.ts';
import { openDatabase } from '../store/open.ts';
import { openCatalogue } from './catalogue.ts';
import { factsOf } from './pipeline/facts.ts';
import { openGltf } from './pipeline/gltf.ts';
import { seedSchema } from './schemas.ts';
import { seedCatalogue } from './seed.ts';

const FILE = 'assets/products/catalogue.json';
const FOLDER = 'assets/products';
const products = z.array(seedSchema).parse(JSON.parse(readFileSync(FILE, 'utf8')));
const apart = products.filter(({ model }) => model.parts.length > 0);
const fileOf = (url: string): string => url.replace(/^\//, '');

test('[PC20] what the catalogue says of the files of the house is so', async () => {
  for (const { model } of products)
    for (const packed of Object.values(model.files)) {
      const { url, ...facts } = packed!.web!;
      expect([url, facts]).toEqual([url, await factsOf(readFileSync(fileOf(url)))]);
    }
});

test.each(apart.map((product) => [product.slug, product] as const))(
  '[PC21] %s comes apart in the hand without losing anything that the whole one has, and stands whole',
  async (_, { content, model }) => {
    const { hero, room } = model.files;
    const { triangles, textures, textureBytes, bytes, drawCalls } = room!.web!;
    expect(hero!.web).toMatchObject({ triangles, textures, textureBytes });
    expect(hero!.web!.bytes).toBeLessThan(bytes * 1.05);
    expect(drawCalls).toBeLessThanOrEqual(3);
    const document = await (await openGltf()).readBinary(readFileSync(fileOf(hero!.web!.url)));
    const marked = document
      .getRoot()
      .listNodes()
      .map((node) => node.getExtras().part)
      .filter(Boolean);
    const ids = model.parts.map(({ id }) => id);
    expect(marked.sort()).toEqual([...ids].sort());
    const { parts, explode } = content.authoring;
    expect(parts.map(({ part }) => part).sort()).toEqual([...ids].sort());
    const plan = explode ?? model.explode;
    expect(plan.parts.length).toBeGreaterThanOrEqual(2);
    expect(ids).toEqual(expect.arrayContaining(plan.parts.flatMap(({ id, on }) => (on ? [id, on] : [id]))));
  },
);

/** How often the picture of each material repeats. */
async function grainOf(url: string): Promise<Map<string, number>> {
  const grain = new Map<string, number>();
  const document = await (await openGltf()).readBinary(readFileSync(fileOf(url)));
  for (const primitive of document
    .getRoot()
    .listMeshes()
    .flatMap((mesh) => mesh.listPrimitives())) {
    const material = primitive.getMaterial()!;
    const placed = material.getBaseColorTextureInfo()?.getExtension<Transform>('KHR_texture_transform');
    const most = primitive.getAttribute('TEXCOORD_0')?.getMaxNormalized([])[0];
    if (!placed || most === undefined) continue;
    const repeats = most * placed.getScale()[0] + placed.getOffset()[0];
    grain.set(material.getName(), Math.max(repeats, grain.get(material.getName()) ?? 0));
  }
  return grain;
}

test.each(apart.map(({ slug, model }) => [slug, model.files] as const))(
  '[PC26] pictures lie on %s as they do on the whole one',
  async (_, { hero, room }) => {
    const whole = await grainOf(room!.web!.url);
    for (const [material, repeats] of await grainOf(hero!.web!.url))
      expect([material, repeats / whole.get(material)!]).toEqual([material, expect.closeTo(1, 1)]);
  },
);

const within = ([x, y, z]: Vec3, { min, max }: { min: Vec3; max: Vec3 }): boolean =>
  [x, y, z].every((value, k) => value > min[k]! - 1e-4 && value < max[k]! + 1e-4);

test.each(apart.map((product) => [product.slug, product] as const))(
  '[PC22] marks of %s lie on their parts, stops show variants that there are, offers are of parts and variants that there are',
  (_, { content, model, offers }) => {
    const { hotspots, stops, variants } = content.authoring;
    for (const { part, at, normal } of hotspots) {
      expect(within(at, model.parts.find(({ id }) => id === part)!)).toBe(true);
      expect(Math.hypot(...normal)).toBeCloseTo(1, 3);
    }
    expect(variants.map(({ variant }) => variant)).toEqual(model.variants);
    const known = ['', ...model.variants];
    expect(known).toEqual(expect.arrayContaining([...stops, ...offers].map(({ variant }) => variant)));
    expect(['', ...model.parts.map(({ id }) => id)]).toEqual(
      expect.arrayContaining(offers.map(({ part }) => part)),
    );
  },
);

test('[PC23] the house shows parts, marks, tours, variants and spare parts', () => {
  const has = (which: (product: (typeof products)[number]) => boolean): string[] =>
    products.filter(which).map(({ slug }) => slug);
  expect(has(({ model }) => model.parts.length > 0)).toEqual(
    expect.arrayContaining(['headphones', 'lounge-chair', 'flacon', 'table-lamp']),
  );
  expect(has(({ content }) => content.authoring.stops.length >= 3).length).toBeGreaterThanOrEqual(2);
  expect(has(({ content }) => content.authoring.hotspots.some(({ kind }) => kind === 'measure'))).not.toEqual(
    [],
  );
  expect(has(({ model }) => model.variants.length > 1)).toContain('lounge-chair');
  expect(has(({ offers }) => offers.some(({ part }) => part !== ''))).toContain('headphones');
});

test('[PC24] a first start sells variants and spare parts beside the product, which stays what one buys without choosing', async () => {
  const db = await openDatabase(':memory:');
  await seedCatalogue(db, FILE, 'atelier', 0);
  const bus = inProcessBus((error) => {
    throw error;
  });
  const catalogue = openCatalogue(db, bus, () => true);
  for (const { slug, offers } of products) {
    const [first] = offers;
    expect(await catalogue.get(slug)).toMatchObject({ sku: first!.sku, price: first!.price });
    expect((await catalogue.sheet(slug)).offers).toMatchObject(offers);
  }
  expect(await catalogue.offer('headphones')).toMatchObject({
    sku: 'VT-HP-01',
    price: { amount: 24900 },
    stock: 24,
  });
  expect(await catalogue.stockOf('headphones')).toBe(24);
  await db.destroy();
});

test('[PC25] the list of files of the products is complete and tells source, licence and size of each', () => {
  const listed = z
    .array(
      z.object({
        file: z.string(),
        source: z.string().min(1),
        licence: z.literal('CC0-1.0'),
        bytes: z.number().int().positive(),
        budget: z.number(),
      }),
    )
    .parse(JSON.parse(readFileSync(join(FOLDER, 'manifest.json'), 'utf8')));
  const there = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name).slice(FOLDER.length + 1));
  expect(listed.map(({ file }) => file).sort()).toEqual(there.sort());
  for (const { file, bytes, budget } of listed) {
    expect([file, bytes]).toEqual([file, statSync(join(FOLDER, file)).size]);
    expect(bytes).toBeLessThanOrEqual(budget);
  }
});
