import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Document } from '@gltf-transform/core';
import {
  EXTMeshGPUInstancing,
  EXTTextureAVIF,
  EXTTextureWebP,
  KHRMaterialsVariants,
  KHRMeshQuantization,
  KHRNodeVisibility,
  KHRTextureTransform,
} from '@gltf-transform/extensions';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_OPTIONS } from '../../../shared/model/delivery.ts';
import { openGltf, writeGlb } from './gltf.ts';
import { phone } from './phone.ts';
import { drawnNodes, triangleIndices, worldBounds } from './placed.ts';
import { plainPictures, plainShapes } from './plain.ts';
import { accessor, addMesh, addNode, emptyDocument } from './testing/documents.ts';
import { box } from './testing/solids.ts';
import { usdzProblems } from './testing/usdzRules.ts';
import { assertValid } from './validated.ts';

type Listed = { slug: string; model: { files: { hero: { web: { url: string } } }; variants: string[] } };
const HOUSE = JSON.parse(readFileSync('assets/products/catalogue.json', 'utf8')) as Listed[];
const MM = 0.001;

let out: string;
beforeAll(() => {
  out = mkdtempSync(join(tmpdir(), 'vitrine-plain-'));
});
afterAll(() => rmSync(out, { recursive: true }));

const jsonOf = (glb: Buffer) =>
  JSON.parse(glb.toString('utf8', 20, 20 + glb.readUInt32LE(12))) as {
    extensionsUsed?: string[];
    extensionsRequired?: string[];
    images?: { mimeType: string }[];
    accessors: { componentType: number; normalized?: boolean; type: string }[];
  };
const read = async (path: string) => (await openGltf()).readBinary(Uint8Array.from(readFileSync(path)));
const trianglesOf = (document: Document) =>
  drawnNodes(document)
    .flatMap((node) => node.getMesh()!.listPrimitives())
    .reduce((sum, primitive) => sum + triangleIndices(primitive).length / 3, 0);

test.each(HOUSE.map((product) => [product.slug, product.model] as const))(
  '[PF1] %s becomes a valid file that asks nothing of its reader, as large and as whole as before, and a sound USDZ',
  async (_, { files, variants }) => {
    const path = files.hero.web.url.slice(1);
    const job = { kind: 'phone' as const, source: dirname(path), main: basename(path), out };
    const made = await phone({ ...job, options: DEFAULT_OPTIONS }, () => {});
    expect(made.outcome).toBe('made');
    const glb = readFileSync(join(out, 'plain.glb'));
    await assertValid(glb, 'plain.glb');
    const json = jsonOf(glb);
    expect(json.extensionsRequired ?? []).toEqual([]);
    expect((json.extensionsUsed ?? []).filter((name) => !name.startsWith('KHR_materials_'))).toEqual([]);
    expect((json.images ?? []).filter(({ mimeType }) => !/jpeg|png/.test(mimeType))).toEqual([]);
    expect(glb.length).toBeLessThan(1_500_000);
    const [before, after] = [await read(path), await read(join(out, 'plain.glb'))];
    expect(trianglesOf(after)).toBe(trianglesOf(before));
    const [was, is] = [worldBounds(before), worldBounds(after)];
    for (const axis of [0, 1, 2]) {
      expect(Math.abs(is.min[axis]! - was.min[axis]!)).toBeLessThan(MM);
      expect(Math.abs(is.max[axis]! - was.max[axis]!)).toBeLessThan(MM);
    }
    const mapped = json.extensionsUsed?.includes('KHR_materials_variants') ?? false;
    expect(mapped).toBe(variants.length > 0);
    expect(usdzProblems(readFileSync(join(out, 'product.usdz')))).toEqual([]);
  },
);

/** A box with a picture that is larger than allowed and half clear, moved in two ways on it, with another variant. */
async function packed(): Promise<Document> {
  const document = emptyDocument();
  const transforms = document.createExtension(KHRTextureTransform).setRequired(true);
  document.createExtension(KHRMeshQuantization).setRequired(true);
  document.createExtension(EXTTextureWebP).setRequired(true);
  const background = { r: 200, g: 90, b: 40, alpha: 0.5 };
  const image = await sharp({ create: { width: 2400, height: 600, channels: 4, background } })
    .webp()
    .toBuffer();
  const picture = () => document.createTexture().setImage(Uint8Array.from(image)).setMimeType('image/webp');
  const moved = (scale: number) =>
    transforms
      .createTransform()
      .setScale([scale, 1])
      .setRotation(Math.PI / 2)
      .setOffset([0.5, 0]);
  const glass = document.createMaterial('glass').setAlphaMode('BLEND').setBaseColorTexture(picture());
  glass.getBaseColorTextureInfo()!.setExtension('KHR_texture_transform', moved(2));
  glass.setNormalTexture(picture());
  glass.getNormalTextureInfo()!.setExtension('KHR_texture_transform', moved(4));
  document.createExtension(EXTTextureAVIF).setRequired(true);
  const avif = await sharp({ create: { width: 8, height: 8, channels: 3, background } })
    .avif()
    .toBuffer();
  const small = document.createTexture().setImage(Uint8Array.from(avif)).setMimeType('image/avif');
  const plain = document.createMaterial('plain').setBaseColorTexture(small);
  const mesh = addMesh(document, box([0, 0, 0], [1, 1, 1]), glass, 'box');
  const [primitive] = mesh.listPrimitives();
  const corners = primitive!.getAttribute('POSITION')!.getCount();
  primitive!.setAttribute(
    'TEXCOORD_0',
    accessor(document, 'VEC2', new Uint8Array(corners * 2).fill(255)).setNormalized(true),
  );
  const variants = document.createExtension(KHRMaterialsVariants);
  const mapping = variants.createMapping().setMaterial(plain).addVariant(variants.createVariant('Plain'));
  primitive!.setExtension('KHR_materials_variants', variants.createMappingList().addMapping(mapping));
  addNode(document, 'box', mesh);
  return document;
}

test('[PF2] what moves pictures becomes coordinates, for each variant; large pictures shrink, clear ones stay clear', async () => {
  const document = await packed();
  await plainShapes(document);
  await plainPictures(document);
  const glb = Buffer.from(await writeGlb(document));
  await assertValid(glb, 'packed.glb');
  expect(jsonOf(glb).extensionsRequired ?? []).toEqual([]);
  expect(jsonOf(glb).extensionsUsed).toEqual(['KHR_materials_variants']);
  const [primitive] = document.getRoot().listMeshes()[0]!.listPrimitives();
  // (1, 1) scaled by 2, turned by a quarter and moved; so for the other picture; and as it was, in the variant.
  const at = (set: number) => primitive!.getAttribute(`TEXCOORD_${set}`)!.getElement(0, []);
  expect(at(0).map((value) => Math.round(value * 1e4) / 1e4)).toEqual([1.5, -2]);
  expect(at(1).map((value) => Math.round(value * 1e4) / 1e4)).toEqual([1.5, -4]);
  expect(at(2)).toEqual([1, 1]);
  const glass = primitive!.getMaterial()!;
  expect(glass.getBaseColorTextureInfo()!.getTexCoord()).toBe(0);
  expect(glass.getNormalTextureInfo()!.getTexCoord()).toBe(1);
  const head = await sharp(glass.getBaseColorTexture()!.getImage()!).metadata();
  expect([head.format, head.width, head.height, head.hasAlpha]).toEqual(['png', 2048, 512, true]);
  expect((await sharp(glass.getNormalTexture()!.getImage()!).metadata()).format).toBe('jpeg');
});

test('[PF3] instances stand each for itself, and what a file hides is not shown', async () => {
  const document = emptyDocument();
  const mesh = addMesh(document, box([0, 0, 0], [1, 1, 1]), document.createMaterial('oak'), 'box');
  const batch = document
    .createExtension(EXTMeshGPUInstancing)
    .createInstancedMesh()
    .setAttribute('TRANSLATION', accessor(document, 'VEC3', new Float32Array([0, 0, 0, 5, 0, 0])));
  addNode(document, 'row', mesh).setExtension('EXT_mesh_gpu_instancing', batch);
  const hidden = document.createExtension(KHRNodeVisibility).createVisibility().setVisible(false);
  addNode(document, 'hidden', mesh).setTranslation([90, 0, 0]).setExtension('KHR_node_visibility', hidden);
  const before = worldBounds(document).max[0];
  expect(before).toBeGreaterThan(80);
  await plainShapes(document);
  await plainPictures(document);
  expect(drawnNodes(document)).toHaveLength(2);
  const { min, max } = worldBounds(document);
  expect(max[0] - min[0]).toBeCloseTo(6, 5);
  await assertValid(await writeGlb(document), 'row.glb');
});
