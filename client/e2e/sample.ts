import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Accessor, Document, type Material, type Node, WebIO } from '@gltf-transform/core';
import { KHRMaterialsVariants } from '@gltf-transform/extensions';
import { seedCatalogue } from '../../server/products/seed.ts';
import { CONTENT, MODEL } from '../../server/products/testing/making.ts';
import { openDatabase } from '../../server/store/open.ts';
import { countStock, MAIN_WAREHOUSE } from '../../server/store/stock.ts';
import type { MadeModel, Offer, ProductContent } from '../../shared/model/catalogue.ts';
import type { ModelFile } from '../../shared/model/delivery.ts';
import type { Explosion, Part, Vec3 } from '../../shared/model/part.ts';

/** A product for journeys and measurements: what it says, its model's bytes, and what it costs. */
export type Sample = {
  slug: string;
  content: ProductContent;
  model: Omit<MadeModel, 'files' | 'original'>;
  bytes: Uint8Array;
  /** A smaller file for the room. */
  room?: Uint8Array;
  offers: Offer[];
  /** What its second version says, which nobody has published yet. */
  next?: ProductContent;
};

type Colour = [number, number, number, number];
/** Stands for the picture of a sample. */
const PICTURE = '/assets/products/lounge-chair.webp';
const WOOD: Colour = [0.55, 0.36, 0.2, 1];
const RED: Colour = [0.6, 0.08, 0.06, 1];
const BLUE: Colour = [0.06, 0.16, 0.5, 1];
const STEEL: Colour = [0.6, 0.6, 0.62, 1];

/** Writes a document piece by piece: boxes as parts. */
function openWriter() {
  const document = new Document();
  const buffer = document.createBuffer();
  const scene = document.createScene();
  const paint = (name: string, colour: Colour, metallic = 0): Material =>
    document
      .createMaterial(name)
      .setBaseColorFactor(colour)
      .setMetallicFactor(metallic)
      .setRoughnessFactor(0.5);
  const numbers = (values: number[], type: 'VEC3' | 'SCALAR'): Accessor =>
    document
      .createAccessor()
      .setType(type)
      .setArray(type === 'SCALAR' ? new Uint16Array(values) : new Float32Array(values))
      .setBuffer(buffer);
  const box = (name: string, middle: Vec3, size: Vec3, material: Material): Node => {
    const { positions, normals, indices } = boxOf(size);
    const primitive = document
      .createPrimitive()
      .setAttribute('POSITION', numbers(positions, 'VEC3'))
      .setAttribute('NORMAL', numbers(normals, 'VEC3'))
      .setIndices(numbers(indices, 'SCALAR'))
      .setMaterial(material);
    const mesh = document.createMesh(name).addPrimitive(primitive);
    const node = document.createNode(name).setMesh(mesh).setTranslation(middle).setExtras({ part: name });
    scene.addChild(node);
    return node;
  };
  const bytes = (): Promise<Uint8Array> =>
    new WebIO().registerExtensions([KHRMaterialsVariants]).writeBinary(document);
  return { document, buffer, paint, box, bytes };
}

const AXES = [0, 1, 2] as const;

/** Six sides of a box about the middle. */
function boxOf(size: Vec3) {
  const positions: number[] = [];
  const normals: number[] = [];
  const indices: number[] = [];
  for (const axis of AXES)
    for (const side of [-1, 1]) {
      const first = positions.length / 3;
      const [u, v] = [(axis + 1) % 3, (axis + 2) % 3];
      for (const [a, b] of [
        [-side, -1],
        [side, -1],
        [side, 1],
        [-side, 1],
      ] as const) {
        const at: number[] = [0, 0, 0];
        at[axis] = (side * size[axis]) / 2;
        at[u] = (a * size[u as 0]) / 2;
        at[v] = (b * size[v as 0]) / 2;
        positions.push(...at);
        normals.push(...AXES.map((one) => (one === axis ? side : 0)));
      }
      indices.push(first, first + 1, first + 2, first, first + 2, first + 3);
    }
  return { positions, normals, indices };
}

const part = (id: string, name: string, middle: Vec3, size: Vec3): Part => ({
  id,
  name,
  parent: '',
  triangles: 12,
  min: middle.map((value, axis) => value - size[axis]! / 2) as Vec3,
  max: middle.map((value, axis) => value + size[axis]! / 2) as Vec3,
});

/** A chest with a lid and four screws: parts, two variants, marks, stops, a clip, a spare part. */
export async function chest(): Promise<Sample> {
  const { document, buffer, paint, box, bytes } = openWriter();
  const [red, blue, steel] = [paint('Red', RED), paint('Blue', BLUE), paint('Steel', STEEL, 1)];
  const sizes = {
    body: [0.6, 0.4, 0.4] as Vec3,
    lid: [0.62, 0.06, 0.42] as Vec3,
    screw: [0.02, 0.03, 0.02] as Vec3,
  };
  const body = box('body', [0, 0.2, 0], sizes.body, paint('Wood', WOOD));
  const lid = box('lid', [0, 0.43, 0], sizes.lid, red);
  const corners: Vec3[] = [-1, 1].flatMap((x) => [-1, 1].map((z): Vec3 => [x * 0.28, 0.465, z * 0.18]));
  corners.forEach((at, index) => {
    box(`screw${index}`, at, sizes.screw, steel);
  });
  const variants = document.createExtension(KHRMaterialsVariants);
  const list = variants.createMappingList();
  for (const [name, material] of [
    ['Red', red],
    ['Blue', blue],
  ] as const)
    list.addMapping(variants.createMapping().setMaterial(material).addVariant(variants.createVariant(name)));
  lid.getMesh()!.listPrimitives()[0]!.setExtension('KHR_materials_variants', list);
  const times = document
    .createAccessor()
    .setType('SCALAR')
    .setArray(new Float32Array([0, 1]))
    .setBuffer(buffer);
  const ways = document
    .createAccessor()
    .setType('VEC3')
    .setArray(new Float32Array([0, 0.43, 0, 0.3, 0.5, 0]))
    .setBuffer(buffer);
  const sampler = document.createAnimationSampler().setInput(times).setOutput(ways);
  const channel = document
    .createAnimationChannel()
    .setTargetNode(lid)
    .setTargetPath('translation')
    .setSampler(sampler);
  document.createAnimation('Slide').addSampler(sampler).addChannel(channel);
  body.setExtras({ part: 'body' });
  const stop = {
    ...{ yaw: 0.6, pitch: 1.1, metres: 1.2, target: [0, 0.3, 0] as Vec3 },
    ...{ explode: 0, variant: '', section: null, xray: false },
  };
  const off = (id: string, offset: Vec3, step: number): Explosion => ({ id, offset, step });
  const price = (amount: number) => ({ amount, currency: 'EUR' });
  return {
    slug: 'chest',
    bytes: await bytes(),
    content: {
      ...CONTENT,
      name: { en: 'Chest', zh: '箱子', ar: 'صندوق' },
      text: { en: 'A chest of oak with a lid that slides.' },
      care: { en: 'Wipe with a dry cloth.' },
      attributes: [{ name: { en: 'Volume' }, value: { en: '90 l' } }],
      pictures: {
        ...{ thumbnail: PICTURE, poster: '', social: '' },
        turntable: { url: PICTURE, frames: 4, columns: 2 },
      },
      authoring: {
        ...{ explode: null, dimensions: [] },
        hotspots: [
          {
            ...{ id: 'm1', kind: 'text', part: 'lid', at: [0.1, 0.46, 0.1], normal: [0, 1, 0] },
            ...{ title: { en: 'Solid lid' }, text: { en: 'One board, oiled.' } },
          },
          {
            ...{ id: 'm2', kind: 'measure', part: 'body', at: [-0.3, 0.2, 0.2], to: [0.3, 0.2, 0.2] },
            ...{ normal: [0, 0, 1], title: { en: 'Inside width' }, text: { en: 'Fits folded blankets.' } },
          },
        ],
        parts: [
          { part: 'lid', name: { en: 'Lid' }, number: 'C-2' },
          { part: 'body', name: { en: 'Body' }, number: 'C-1' },
          ...corners.map((_, index) => ({ part: `screw${index}`, name: { en: 'Screw' }, number: 'C-3' })),
        ],
        variants: [
          { variant: 'Red', label: { en: 'Cherry red' }, swatch: '#991512' },
          { variant: 'Blue', label: { en: 'Night blue' }, swatch: '#10298a' },
        ],
        clips: [{ clip: 'Slide', label: { en: 'Slide the lid' } }],
        stops: [
          { ...stop, id: 's1', title: { en: 'The whole' }, text: { en: 'Made to last.' } },
          { ...stop, id: 's2', explode: 1, title: { en: 'In pieces' }, text: { en: 'Six pieces, no glue.' } },
        ],
      },
    },
    model: {
      ...{ usdz: '', sizeMm: [620, 480, 420], variants: ['Red', 'Blue'] },
      parts: [
        part('body', 'body', [0, 0.2, 0], sizes.body),
        part('lid', 'lid', [0, 0.43, 0], sizes.lid),
        ...corners.map((at, index) => part(`screw${index}`, `screw${index}`, at, sizes.screw)),
      ],
      explode: {
        steps: 2,
        parts: [
          ...corners.map((_, index) => off(`screw${index}`, [0, 0.5, 0], 0)),
          off('lid', [0, 0.3, 0], 1),
        ],
      },
      animations: [{ name: 'Slide', seconds: 1 }],
    },
    offers: [
      { sku: 'CHEST-R', variant: 'Red', part: '', label: null, price: price(12000), stock: 5 },
      { sku: 'CHEST-B', variant: 'Blue', part: '', label: null, price: price(13500), stock: 3 },
      { sku: 'CHEST-LID', variant: '', part: 'lid', label: { en: 'Lid' }, price: price(2500), stock: 9 },
    ],
  };
}

/** The chest as it stands in a room that shows no parts of it: in one piece, with the same outlines. */
export async function trunk(): Promise<Sample> {
  const { paint, box, bytes } = openWriter();
  box('block', [0, 0.24, 0], [0.62, 0.48, 0.42], paint('Wood', WOOD));
  const sample = await chest();
  const offers = sample.offers.map((offer) => ({ ...offer, sku: `${offer.sku}-2` }));
  return {
    ...{ ...sample, slug: 'trunk', offers, room: await bytes() },
    content: { ...sample.content, name: { en: 'Trunk' } },
  };
}

/** A shelf of many parts: boxes in rows, each its own part, that come apart row by row. */
export async function manyParts(count: number): Promise<Sample> {
  const { paint, box, bytes } = openWriter();
  const columns = Math.ceil(Math.sqrt(count));
  const size: Vec3 = [0.08, 0.08, 0.08];
  const at = (index: number): Vec3 => [
    ((index % columns) - columns / 2) * 0.1,
    0.05 + Math.floor(index / columns) * 0.1,
    0,
  ];
  const ids = Array.from({ length: count }, (_, index) => `part${index}`);
  ids.forEach((id, index) => {
    box(id, at(index), size, paint(id, [0.2 + (index % 5) * 0.15, 0.4, 0.5, 1]));
  });
  return {
    slug: 'many-parts',
    bytes: await bytes(),
    content: {
      ...CONTENT,
      name: { en: 'Many parts' },
      pictures: { ...CONTENT.pictures, thumbnail: PICTURE },
    },
    model: {
      ...{ usdz: '', variants: [], animations: [] },
      sizeMm: [columns * 100, Math.ceil(count / columns) * 100, 80],
      parts: ids.map((id, index) => part(id, id, at(index), size)),
      explode: {
        steps: columns,
        parts: ids.map((id, index) => ({
          id,
          offset: [0, 0, 0.3 + (index % columns) * 0.05] as Vec3,
          step: Math.min(columns - 1, Math.floor(index / columns)),
        })),
      },
    },
    offers: [
      { sku: 'MANY', variant: '', part: '', label: null, price: { amount: 9900, currency: 'EUR' }, stock: 7 },
    ],
  };
}

/** Keeps samples in the data of a server that has not started yet, and puts them on stands of the first showroom. */
export async function keepSamples(dataDir: string, samples: readonly (Sample & { stand?: string })[]) {
  const db = await openDatabase(dataDir);
  await seedCatalogue(db, 'assets/products/catalogue.json', 'atelier', 0);
  for (const sample of samples) {
    const { slug, stand, offers, next } = sample;
    await db
      .insertInto('product')
      .values({ slug, published: 1, latest: next ? 2 : 1, created_at: 0, changed_at: 0 })
      .execute();
    await insertVersion(db, dataDir, sample, { version: 1, state: 'published' });
    if (next) await insertVersion(db, dataDir, { ...sample, content: next }, { version: 2, state: 'draft' });
    for (const [place, { price, label, sku, variant, part, stock }] of offers.entries()) {
      const row = { sku, variant, part, price_amount: price.amount, price_currency: price.currency, place };
      await db
        .insertInto('offer')
        .values({ ...row, product: slug, label: label && JSON.stringify(label) })
        .execute();
      await countStock(db, { sku, warehouse: MAIN_WAREHOUSE, quantity: stock }, 0);
    }
    if (!stand) continue;
    await db.deleteFrom('stand').where('showroom', '=', 'atelier').where('stand', '=', stand).execute();
    await db.insertInto('stand').values({ showroom: 'atelier', stand, product: slug }).execute();
  }
  await db.destroy();
}

async function insertVersion(
  db: Awaited<ReturnType<typeof openDatabase>>,
  dataDir: string,
  { slug, content, model, bytes, room }: Sample,
  as: { version: number; state: 'published' | 'draft' },
): Promise<void> {
  const web = await keepFile(dataDir, bytes);
  const files = { hero: { web }, ...(room && { room: { web: await keepFile(dataDir, room) } }) };
  const made: MadeModel = { ...model, files, original: web.url };
  await db
    .insertInto('product_version')
    .values({
      ...{ product: slug, ...as, by: '', by_name: '', at: 0, changed_at: 0 },
      content: JSON.stringify(content),
      model: JSON.stringify(made),
    })
    .execute();
}

async function keepFile(dataDir: string, bytes: Uint8Array): Promise<ModelFile> {
  const name = `${createHash('sha256').update(bytes).digest('base64url')}.glb`;
  const folder = join(dataDir, 'products', 'files');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), bytes);
  return { ...MODEL.files.hero!.web!, url: `/files/${name}`, bytes: bytes.length };
}
