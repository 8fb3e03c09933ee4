import type { Document, Texture } from '@gltf-transform/core';
import {
  EXTMeshGPUInstancing,
  KHRMaterialsClearcoat,
  KHRMaterialsEmissiveStrength,
  KHRMaterialsIOR,
  KHRMaterialsUnlit,
  KHRMaterialsVariants,
  KHRTextureTransform,
} from '@gltf-transform/extensions';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { accessor, addMesh, addNode, emptyDocument } from './testing/documents.ts';
import { readModel } from './testing/models.ts';
import { box, pipe } from './testing/solids.ts';
import { readUsda } from './testing/usdaReader.ts';
import { layerText, usdzProblems } from './testing/usdzRules.ts';
import { writeUsdz } from './usdz.ts';

async function picture(document: Document, px = 8, channels: 3 | 4 = 4): Promise<Texture> {
  const background = { r: 200, g: 90, b: 40, alpha: 0.5 };
  const image = await sharp({ create: { width: px, height: px, channels, background } })
    .png()
    .toBuffer();
  return document.createTexture().setImage(Uint8Array.from(image)).setMimeType('image/png');
}

function boxed(uv = true): Document {
  const document = emptyDocument();
  const mesh = addMesh(document, box([0, 0, 0], [1, 1, 1]), document.createMaterial('steel'), 'box');
  if (uv)
    mesh
      .listPrimitives()[0]!
      .setAttribute('TEXCOORD_0', accessor(document, 'VEC2', new Float32Array(48).fill(0.25)));
  addNode(document, 'box', mesh);
  return document;
}

/** Asserts that nothing breaks the rules, and gives the text. */
async function sound(document: Document, options = { name: 'thing' }): Promise<string> {
  const bytes = await writeUsdz(document, options);
  expect(usdzProblems(bytes)).toEqual([]);
  return layerText(bytes);
}

describe('a USDZ file', () => {
  test('[UZ1] is sound for the real products: every rule of container and layer, under ten megabytes', async ({
    skip,
  }) => {
    const known: [path: string, triangles: number][] = [
      ['TennisRacquet/TennisRacquet.gltf', 17_164],
      ['Mixer/Mixer.glb', 46_963],
      ['WickerChair/WickerChair.glb', 18_320],
      ['MaterialsVariantsShoe/MaterialsVariantsShoe.gltf', 22_700],
    ];
    for (const [path, triangles] of known) {
      const bytes = await writeUsdz(await readModel(path, skip), { name: path.split('/')[0]! });
      expect(usdzProblems(bytes), path).toEqual([]);
      expect(bytes.length, path).toBeLessThan(10_000_000);
      const counts = [...layerText(bytes).matchAll(/faceVertexCounts = \[([3,]*)\]/g)];
      expect(
        counts.reduce((sum, [, list]) => sum + list!.split(',').length, 0),
        path,
      ).toBe(triangles);
    }
  });

  test('[UZ2] has whatever names: quotes, line ends, emoji, digits, doubles, none', async () => {
    const document = boxed();
    const mesh = document.getRoot().listMeshes()[0]!;
    for (const name of ['2 "Füße"\n', '🪑', '🪑', 'box', 'Materials', '', 'größe\\', '椅子'])
      addNode(document, name, mesh);
    document.getRoot().listMaterials()[0]!.setName('"]}');
    const text = await sound(document, { name: '3 "Stühle"\u0000 🪑' });
    const product = readUsda(text).prims[0]!;
    expect(product.path).toBe('/_3_Stuhle');
    expect(text).toContain('string name = "2 \\"Füße\\"\\n"');
    expect(product.children).toHaveLength(10);
    expect((await sound(emptyDocument(), { name: '🪑' })).includes('defaultPrim = "Product"')).toBe(true);
  });

  test('[UZ3] stands as the file does at rest: nodes, morphs and instances', async () => {
    const document = boxed();
    const lower = addNode(document, 'lower', null)
      .setTranslation([0, 2, 0])
      .setRotation([0, Math.SQRT1_2, 0, Math.SQRT1_2]);
    const mesh = addMesh(document, pipe([0, 0, 0], 0, 0.5, 1)).setWeights([1]);
    const primitive = mesh.listPrimitives()[0]!;
    const up = Float32Array.from(primitive.getAttribute('POSITION')!.getArray()!, (_, at) =>
      at % 3 === 1 ? 1 : 0,
    );
    primitive.addTarget(
      document.createPrimitiveTarget().setAttribute('POSITION', accessor(document, 'VEC3', up)),
    );
    addNode(document, 'rod', mesh, lower).setScale([1, 3, 1]);
    const batch = document
      .createExtension(EXTMeshGPUInstancing)
      .createInstancedMesh()
      .setAttribute('TRANSLATION', accessor(document, 'VEC3', Float32Array.from([5, 0, 0, 7, 0, 0])));
    addNode(document, 'many', document.getRoot().listMeshes()[0]!).setExtension(
      'EXT_mesh_gpu_instancing',
      batch,
    );
    addNode(document, 'lamp', null);
    const text = await sound(document);
    expect(text).toMatch(
      /Xform "lower"\s+\{\s+matrix4d xformOp:transform = \(\(0, 0, -1, 0\), \(0, 1, 0, 0\), \(1, 0, 0, 0\), \(0, 2, 0, 1\)\)/,
    );
    expect(text).toContain('((1, 0, 0, 0), (0, 3, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1))');
    expect(text, 'the morph at rest').toMatch(/extent = \[\(-0\.5, 1, -0\.5\), \(0\.5, 2, 0\.5\)\]/);
    expect(text).toContain('(5, 0, 0, 1))');
    expect(text).toContain('(7, 0, 0, 1))');
    expect(text, 'what shows nothing is left out').not.toContain('lamp');
  });

  test('[UZ4] gives flat faces to what has no normals, turns v over, and leaves points and lines out', async () => {
    const document = boxed();
    const mesh = document.getRoot().listMeshes()[0]!;
    const primitive = mesh.listPrimitives()[0]!;
    mesh.addPrimitive(primitive.clone().setMode(0)).addPrimitive(primitive.clone().setMode(1));
    const text = await sound(document);
    const [box1, ...more] = readUsda(text).prims[0]!.children[1]!.children;
    expect(more).toEqual([]);
    const array = (name: string) => box1!.properties.get(name)!.value!.text;
    expect(array('normals').match(/\(/g)).toHaveLength(36);
    expect(array('normals').startsWith('[(-1,0,0),(-1,0,0),(-1,0,0)')).toBe(true);
    expect(array('primvars:st').startsWith('[(0.25,0.75)')).toBe(true);
  });

  test('[UZ5] has the materials: factors, channels, alpha, coat, glow, wrapping and transforms of textures', async () => {
    const document = boxed();
    const material = document.getRoot().listMaterials()[0]!;
    const texture = await picture(document);
    material
      .setBaseColorTexture(texture)
      .setBaseColorFactor([0.5, 0.25, 1, 0.8])
      .setAlphaMode('MASK')
      .setAlphaCutoff(0.3);
    material.setMetallicRoughnessTexture(texture).setMetallicFactor(0.2).setRoughnessFactor(0.7);
    material
      .setNormalTexture(texture)
      .setNormalScale(0.5)
      .setOcclusionTexture(texture)
      .setOcclusionStrength(0.4);
    material.setEmissiveFactor([1, 0.5, 0]).setDoubleSided(true);
    material.setExtension(
      'KHR_materials_emissive_strength',
      document.createExtension(KHRMaterialsEmissiveStrength).createEmissiveStrength().setEmissiveStrength(4),
    );
    material.setExtension(
      'KHR_materials_ior',
      document.createExtension(KHRMaterialsIOR).createIOR().setIOR(1.33),
    );
    material.setExtension(
      'KHR_materials_clearcoat',
      document.createExtension(KHRMaterialsClearcoat).createClearcoat().setClearcoatFactor(0.9),
    );
    const transform = document.createExtension(KHRTextureTransform).createTransform();
    transform
      .setOffset([0.1, 0.2])
      .setScale([2, 3])
      .setRotation(Math.PI / 2);
    const info = material.getBaseColorTextureInfo()!;
    info.setWrapS(33_071).setWrapT(33_648);
    info.setExtension('KHR_texture_transform', transform);
    const text = await sound(document);
    for (const line of [
      'uniform bool doubleSided = 1',
      'float inputs:opacityThreshold = 0.3',
      'float inputs:ior = 1.33',
      'float inputs:clearcoat = 0.9',
      'color3f inputs:emissiveColor = (4, 2, 0)',
      'float4 inputs:scale = (0.5, 0.25, 1, 0.8)',
      'float4 inputs:scale = (1, 0.7, 0.2, 1)',
      'float4 inputs:scale = (1, 1, 2, 1)',
      'float4 inputs:bias = (-0.5, -0.5, -1, 0)',
      'float4 inputs:bias = (0.6, 0.6, 0.6, 0)',
      'token inputs:wrapS = "clamp"',
      'token inputs:wrapT = "mirror"',
      'asset inputs:file = @textures/0a.png@',
      'asset inputs:file = @textures/0.jpg@',
      'float inputs:rotation = 90',
      'float2 inputs:translation = (3.1, 0.8)',
    ])
      expect(text).toContain(line);
    material.setAlphaMode('OPAQUE');
    expect(await sound(document), 'without alpha none is kept').not.toContain('.png');
  });

  test('[UZ6] takes colours of corners where no picture hides them, unlit ones as light, and no texture without coordinates', async () => {
    const document = boxed(false);
    const material = document.getRoot().listMaterials()[0]!.setBaseColorFactor([1, 0.5, 1, 1]);
    material.setBaseColorTexture(await picture(document));
    const primitive = document.getRoot().listMeshes()[0]!.listPrimitives()[0]!;
    primitive.setAttribute('COLOR_0', accessor(document, 'VEC4', new Float32Array(96).fill(1)));
    const text = await sound(document);
    expect(text).toContain('color3f[] primvars:displayColor = [(1,0.5,1)');
    expect(text).toContain('Reader_displayColor.outputs:result>');
    expect(text).not.toContain('UsdUVTexture');
    const plain = boxed();
    const light = plain
      .getRoot()
      .listMaterials()[0]!
      .setBaseColorTexture(await picture(plain));
    light.setExtension('KHR_materials_unlit', plain.createExtension(KHRMaterialsUnlit).createUnlit());
    const unlit = await sound(plain);
    expect(unlit).toContain('color3f inputs:emissiveColor.connect');
    expect(unlit).toContain('color3f inputs:diffuseColor = (0, 0, 0)');
  });

  test('[UZ7] shows the variant that is asked for, else the look of the file', async () => {
    const document = boxed();
    const variants = document.createExtension(KHRMaterialsVariants);
    const red = document.createMaterial('red').setBaseColorFactor([1, 0, 0, 1]);
    const mapping = variants.createMapping().setMaterial(red).addVariant(variants.createVariant('Red'));
    const list = variants.createMappingList().addMapping(mapping);
    document.getRoot().listMeshes()[0]!.listPrimitives()[0]!.setExtension('KHR_materials_variants', list);
    const bytes = await writeUsdz(document, { name: 'thing', variant: 'Red' });
    expect(usdzProblems(bytes)).toEqual([]);
    expect(layerText(bytes)).toContain('</thing/Materials/red>');
    expect(layerText(bytes)).not.toContain('steel');
    expect(await sound(document)).toContain('</thing/Materials/steel>');
  });

  test('[UZ8] shrinks its textures until it fits, keeps them within 2048, and does without what nobody can read', async () => {
    const document = boxed();
    const noise = Buffer.alloc(2600 * 2600 * 4);
    for (let at = 0, seed = 1; at < noise.length; at++) {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) | 0;
      noise[at] = seed >>> 24;
    }
    const raw = { width: 2600, height: 2600, channels: 4 as const };
    const image = await sharp(noise, { raw }).png({ compressionLevel: 0 }).toBuffer();
    const texture = document.createTexture().setImage(Uint8Array.from(image)).setMimeType('image/png');
    const broken = document
      .createTexture()
      .setImage(Uint8Array.from([1, 2, 3]))
      .setMimeType('image/png');
    const material = document.getRoot().listMaterials()[0]!;
    material.setBaseColorTexture(texture).setAlphaMode('BLEND').setNormalTexture(broken);
    const bytes = await writeUsdz(document, { name: 'thing' });
    expect(usdzProblems(bytes)).toEqual([]);
    expect(bytes.length).toBeLessThan(10_000_000);
    expect(bytes.length, 'no smaller than needed').toBeGreaterThan(1_000_000);
    expect(layerText(bytes)).not.toContain('Texture_normal');
  });

  test('[UZ9] writes a mesh that stands a thousand times once it has grown large by reference', async () => {
    const document = emptyDocument();
    const mesh = addMesh(document, pipe([0, 0, 0], 0.4, 0.5, 1, 300), document.createMaterial('steel'));
    for (let k = 0; k < 1000; k++) addNode(document, 'rod', mesh).setTranslation([k, 0, 0]);
    const text = await sound(document);
    expect(text.length).toBeLessThan(7_000_000);
    expect(text.match(/def Mesh/g)).toHaveLength(1000);
    expect(text).toContain('prepend references = </thing/rod/Mesh>');
  });
});

describe('the checker of USDZ', () => {
  test('[UZ10] finds what is wrong: in the container, in the text, between the two', async () => {
    const document = boxed();
    document
      .getRoot()
      .listMaterials()[0]!
      .setBaseColorTexture(await picture(document, 8, 3));
    const good = Buffer.from(await writeUsdz(document, { name: 'thing' }));
    expect(usdzProblems(good)).toEqual([]);
    const at = good.lastIndexOf('PK\u0001\u0002');
    const changed = (offset: number, value: number): string[] => {
      const bytes = Buffer.from(good);
      bytes[offset] = value;
      return usdzProblems(bytes);
    };
    expect(changed(6, 1).join(), 'flags').toContain('flags');
    expect(changed(8, 8).join(), 'method').toContain('compressed');
    expect(changed(28, good[28]! - 1).join(), 'padding').toContain('begins at');
    expect(changed(at + 16, good[at + 16]! ^ 1).join(), 'checksum of the directory').toContain(
      'accounts differ',
    );
    expect(changed(good.indexOf('#usda') + 200, 0).join(), 'a byte of the layer').toContain('checksum');
    expect(usdzProblems(good.subarray(0, -1))).toEqual(['no end of directory']);
  });

  test('[UZ11] finds text that does not hold together', async () => {
    const document = boxed();
    document
      .getRoot()
      .listMaterials()[0]!
      .setBaseColorTexture(await picture(document, 8, 3));
    const { storeZip } = await import('./zipStore.ts');
    const good = await writeUsdz(document, { name: 'thing' });
    const text = layerText(good);
    const image = await sharp({ create: { width: 2, height: 2, channels: 3, background: '#fff' } })
      .jpeg()
      .toBuffer();
    const problems = (from: string | RegExp, to: string): string => {
      const layer = text.replace(from, to);
      expect(layer, String(from)).not.toBe(text);
      const files = [
        { name: 'product.usda', data: Buffer.from(layer) },
        { name: 'textures/0.jpg', data: image },
      ];
      return usdzProblems(storeZip(files)).join();
    };
    expect(problems('#usda 1.0', '#usda 2.0')).toContain('header');
    expect(problems(/\}\n$/, '')).toContain('name');
    expect(problems('defaultPrim = "thing"', 'defaultPrim = "other"')).toContain('default prim');
    expect(problems('metersPerUnit = 1', 'metersPerUnit = 0.01')).toContain('metres');
    expect(problems('textures/0.jpg@', 'textures/1.jpg@')).toContain('is not there');
    expect(problems('.outputs:rgb>', '.outputs:a>')).toContain('leads to');
    expect(problems('binding = </thing/Materials/steel>', 'binding = </thing/box>')).toContain('leads to');
    expect(problems('faceVertexIndices = [0,', 'faceVertexIndices = [99,')).toContain('indices');
    expect(problems(/point3f\[\] points = \[\([^)]*\),/, 'point3f[] points = [')).toContain('normals');
    expect(problems('point3f[] points = [(0', 'point3f[] points = [(NaN')).toContain('numbers');
    expect(problems('extent = [(0,', 'extent = [(0.5,')).toContain('extent');
    expect(problems('primvars:st =', 'primvars:uv =')).toContain('no st');
    expect(problems('"UsdPreviewSurface"', '"Principled"')).toContain('shader');
    expect(problems('def Scope "Materials"', 'def Scope "2"')).toContain('no name');
  });
});
