import { Document, WebIO } from '@gltf-transform/core';
import { KHRMaterialsVariants } from '@gltf-transform/extensions';
import type { Page } from 'playwright-core';
import sharp from 'sharp';

/** Files by their names. */
export type Files = Record<string, Uint8Array>;

/** A box with a lid, 40 cm wide, as a .gltf and its buffer. */
export async function box(): Promise<Files> {
  const document = new Document();
  const buffer = document.createBuffer().setURI('box.bin');
  const scene = document.createScene();
  for (const [name, low, high] of [
    ['base', 0, 0.5],
    ['lid', 0.5, 0.6],
  ] as const) {
    const corners = [low, high].flatMap((y) => [-0.2, y, -0.2, 0.2, y, -0.2, 0.2, y, 0.2, -0.2, y, 0.2]);
    const sides = '0 1 2 0 2 3 4 6 5 4 7 6 0 5 1 0 4 5 1 6 2 1 5 6 2 7 3 2 6 7 3 4 0 3 7 4';
    const accessor = () => document.createAccessor().setBuffer(buffer);
    const position = accessor().setType('VEC3').setArray(Float32Array.from(corners));
    const primitive = document
      .createPrimitive()
      .setAttribute('POSITION', position)
      .setIndices(accessor().setArray(Uint16Array.from(sides.split(' ').map(Number))))
      .setMaterial(document.createMaterial(name));
    scene.addChild(document.createNode(name).setMesh(document.createMesh(name).addPrimitive(primitive)));
  }
  const { json, resources } = await new WebIO().writeJSON(document);
  return { 'box.gltf': Buffer.from(JSON.stringify(json)), 'box.bin': resources['box.bin']! };
}

/** A tile, 40 cm wide, with a picture of stripes and a bumpy surface, as one file. */
export async function tile(): Promise<Files> {
  const side = 256;
  const picture = (pixel: (x: number, y: number) => [number, number, number]): Promise<Buffer> => {
    const pixels = Buffer.alloc(side * side * 3);
    for (let at = 0; at < side * side; at++) pixels.set(pixel(at % side, Math.floor(at / side)), at * 3);
    return sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
      .png()
      .toBuffer();
  };
  const stripes = await picture((x, y) => (y % 64 < 32 ? [x, 90, 60] : [40, 120, 255 - x]));
  const bumps = await picture((x, y) => [128 + 50 * Math.sin(x / 9), 128 + 50 * Math.cos(y / 9), 240]);
  const document = new Document();
  const buffer = document.createBuffer();
  const texture = (image: Buffer) => document.createTexture().setImage(image).setMimeType('image/png');
  const material = document
    .createMaterial('glaze')
    .setBaseColorTexture(texture(stripes))
    .setNormalTexture(texture(bumps))
    .setRoughnessFactor(0.6)
    .setDoubleSided(true);
  const accessor = (type: 'VEC2' | 'VEC3', values: number[]) =>
    document.createAccessor().setBuffer(buffer).setType(type).setArray(Float32Array.from(values));
  const primitive = document
    .createPrimitive()
    .setAttribute('POSITION', accessor('VEC3', [-0.2, 0, 0, 0.2, 0, 0, 0.2, 0.4, 0, -0.2, 0.4, 0]))
    .setAttribute('NORMAL', accessor('VEC3', [0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1]))
    .setAttribute('TEXCOORD_0', accessor('VEC2', [0, 1, 1, 1, 1, 0, 0, 0]))
    .setIndices(
      document
        .createAccessor()
        .setBuffer(buffer)
        .setArray(Uint16Array.from([0, 1, 2, 0, 2, 3])),
    )
    .setMaterial(material);
  document
    .createScene()
    .addChild(document.createNode('tile').setMesh(document.createMesh('tile').addPrimitive(primitive)));
  return { 'tile.glb': await new WebIO().writeBinary(document) };
}

/** A cupboard in two colours, whose door opens, as one file. */
export async function cupboard(): Promise<Uint8Array> {
  const { 'box.gltf': text, 'box.bin': bin } = (await box()) as Record<'box.gltf' | 'box.bin', Uint8Array>;
  const json = JSON.parse(Buffer.from(text).toString());
  const document = await new WebIO().readJSON({ json, resources: { 'box.bin': Uint8Array.from(bin) } });
  const root = document.getRoot();
  const variants = document.createExtension(KHRMaterialsVariants);
  const [base, lid] = root.listMaterials();
  base!.setBaseColorFactor([0.6, 0.02, 0.02, 1]).setMetallicFactor(0);
  const blue = document.createMaterial('blue').setBaseColorFactor([0.02, 0.05, 0.6, 1]).setMetallicFactor(0);
  const list = variants.createMappingList();
  for (const [name, material] of [
    ['red', base],
    ['blue', blue],
  ] as const)
    list.addMapping(variants.createMapping().setMaterial(material!).addVariant(variants.createVariant(name)));
  lid!.setMetallicFactor(0);
  root.listMeshes()[0]!.listPrimitives()[0]!.setExtension('KHR_materials_variants', list);
  const numbers = (type: 'SCALAR' | 'VEC3', values: number[]) =>
    document
      .createAccessor()
      .setBuffer(root.listBuffers()[0]!)
      .setType(type)
      .setArray(Float32Array.from(values));
  const sampler = document
    .createAnimationSampler()
    .setInput(numbers('SCALAR', [0, 0.2]))
    .setOutput(numbers('VEC3', [0, 0, 0, 0, 0.3, 0]));
  const channel = document
    .createAnimationChannel()
    .setTargetNode(root.listNodes().find((node) => node.getName() === 'lid')!)
    .setTargetPath('translation')
    .setSampler(sampler);
  document.createAnimation('Action.001').addSampler(sampler).addChannel(channel);
  return new WebIO().registerExtensions([KHRMaterialsVariants]).writeBinary(document);
}

/** Drops files on the page, as a hand would. */
export async function drop(page: Page, files: Files): Promise<void> {
  const given = Object.entries(files).map(([name, bytes]) => ({
    name,
    text: Buffer.from(bytes).toString('base64'),
  }));
  await page.evaluate((list) => {
    const transfer = new DataTransfer();
    for (const { name, text } of list)
      transfer.items.add(new File([Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))], name));
    for (const type of ['dragenter', 'drop'])
      document.body.dispatchEvent(
        new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }),
      );
  }, given);
}
