import type { Document, Material } from '@gltf-transform/core';
import {
  type Anisotropy,
  type Clearcoat,
  type DiffuseTransmission,
  type Dispersion,
  type EmissiveStrength,
  EXTMeshGPUInstancing,
  type InstancedMesh,
  type IOR,
  type Iridescence,
  KHRLightsPunctual,
  KHRMaterialsAnisotropy,
  KHRMaterialsClearcoat,
  KHRMaterialsDiffuseTransmission,
  KHRMaterialsDispersion,
  KHRMaterialsEmissiveStrength,
  KHRMaterialsIOR,
  KHRMaterialsIridescence,
  KHRMaterialsPBRSpecularGlossiness,
  KHRMaterialsSheen,
  KHRMaterialsSpecular,
  KHRMaterialsTransmission,
  KHRMaterialsUnlit,
  KHRMaterialsVariants,
  KHRMaterialsVolume,
  KHRNodeVisibility,
  KHRTextureTransform,
  type Light,
  type MappingList,
  type Sheen,
  type Specular,
  type Transform,
  type Transmission,
  type Visibility,
  type Volume,
} from '@gltf-transform/extensions';
import { getBounds } from '@gltf-transform/functions';
import { expect, test } from 'vitest';
import { accessor, made, nodeOf, square, texture, tiny, uploaded } from './testing/tiny.ts';

const paint = (document: Document): Material =>
  document
    .getRoot()
    .listMaterials()
    .find((material) => material.getName() === 'paint')!;
const box = (document: Document) => getBounds(document.getRoot().getDefaultScene()!);
const near = (values: readonly number[], digits = 3) => values.map((value) => expect.closeTo(value, digits));

test('[OP1] the plain thing: place, size, names, extras and the default scene stay', async () => {
  const { document, node } = tiny();
  node.setTranslation([1, 2, 3]).setScale([2, 2, 2]).setExtras({ part: 'p1', note: 'kept' });
  document.createScene('other').addChild(document.createNode('elsewhere'));
  const result = await made(document);
  expect(box(result)).toEqual({ min: near([1, 2, 3]), max: near([3, 4, 3]) });
  expect(nodeOf(result, 'panel')?.getExtras()).toEqual({ part: 'p1', note: 'kept' });
  expect(result.getRoot().getDefaultScene()?.getName()).toBe('main');
  expect(result.getRoot().listScenes()).toHaveLength(2);
});

test('[OP2] variants keep names, order and what they show, and are not joined away', async () => {
  const { document, mesh, primitive } = tiny();
  const variants = document.createExtension(KHRMaterialsVariants);
  const list = variants.createMappingList();
  for (const name of ['red', 'blue']) {
    const material = document
      .createMaterial(name)
      .setBaseColorFactor(name === 'red' ? [1, 0, 0, 1] : [0, 0, 1, 1]);
    list.addMapping(variants.createMapping().setMaterial(material).addVariant(variants.createVariant(name)));
  }
  primitive.setExtension('KHR_materials_variants', list);
  mesh.addPrimitive(square(document, primitive.getMaterial(), 2));
  for (const level of ['hero', 'far'] as const) {
    const result = await made(document, level);
    const mappings = result
      .getRoot()
      .listMeshes()
      .flatMap((each) => each.listPrimitives())
      .flatMap((each) => each.getExtension<MappingList>('KHR_materials_variants')?.listMappings() ?? []);
    const shown = mappings.map((each) => [
      each.listVariants().map((variant) => variant.getName()),
      each.getMaterial()!.getBaseColorFactor(),
    ]);
    expect(shown).toEqual([
      [['red'], [1, 0, 0, 1]],
      [['blue'], [0, 0, 1, 1]],
    ]);
  }
});

test('[OP3] what a variant alone reads stays: its second texture coordinates', async () => {
  const { document, primitive } = tiny();
  const variants = document.createExtension(KHRMaterialsVariants);
  primitive.setAttribute(
    'TEXCOORD_1',
    accessor(document, 'VEC2', Float32Array.of(0, 0, 0.5, 0, 0.5, 0.5, 0, 0.5)),
  );
  primitive.setAttribute('TEXCOORD_2', primitive.getAttribute('TEXCOORD_0')!.clone());
  const other = document.createMaterial('other').setBaseColorTexture(await texture(document, 'waves'));
  other.getBaseColorTextureInfo()!.setTexCoord(1);
  const mapping = variants.createMapping().setMaterial(other).addVariant(variants.createVariant('second'));
  primitive.setExtension('KHR_materials_variants', variants.createMappingList().addMapping(mapping));
  const result = await made(document);
  const [kept] = result.getRoot().listMeshes()[0]!.listPrimitives();
  expect(kept!.getAttribute('TEXCOORD_1')).not.toBeNull();
  expect(kept!.getAttribute('TEXCOORD_2')).toBeNull();
});

test('[OP4] every extension of materials keeps its numbers', async () => {
  const { document, material } = tiny();
  const add = <Of>(Kind: new (to: Document) => Of): Of => document.createExtension(Kind as never) as Of;
  material.setEmissiveFactor([1, 1, 1]).setAlphaMode('MASK').setAlphaCutoff(0.4).setDoubleSided(true);
  const parts = {
    KHR_materials_clearcoat: add(KHRMaterialsClearcoat).createClearcoat().setClearcoatFactor(0.5),
    KHR_materials_transmission: add(KHRMaterialsTransmission).createTransmission().setTransmissionFactor(0.6),
    KHR_materials_volume: add(KHRMaterialsVolume).createVolume().setThicknessFactor(0.02),
    KHR_materials_sheen: add(KHRMaterialsSheen).createSheen().setSheenColorFactor([0.1, 0.2, 0.3]),
    KHR_materials_iridescence: add(KHRMaterialsIridescence).createIridescence().setIridescenceFactor(0.7),
    KHR_materials_anisotropy: add(KHRMaterialsAnisotropy).createAnisotropy().setAnisotropyStrength(0.8),
    KHR_materials_specular: add(KHRMaterialsSpecular).createSpecular().setSpecularFactor(0.9),
    KHR_materials_ior: add(KHRMaterialsIOR).createIOR().setIOR(1.7),
    KHR_materials_emissive_strength: add(KHRMaterialsEmissiveStrength)
      .createEmissiveStrength()
      .setEmissiveStrength(4),
    KHR_materials_dispersion: add(KHRMaterialsDispersion).createDispersion().setDispersion(0.3),
    KHR_materials_diffuse_transmission: add(KHRMaterialsDiffuseTransmission)
      .createDiffuseTransmission()
      .setDiffuseTransmissionFactor(0.25),
  };
  for (const [name, part] of Object.entries(parts)) material.setExtension(name, part);
  const kept = paint(await made(document));
  const of = <Of>(name: string): Of => kept.getExtension(name as never) as Of;
  expect([kept.getAlphaMode(), kept.getAlphaCutoff(), kept.getDoubleSided()]).toEqual(['MASK', 0.4, true]);
  expect(of<Clearcoat>('KHR_materials_clearcoat').getClearcoatFactor()).toBe(0.5);
  expect(of<Transmission>('KHR_materials_transmission').getTransmissionFactor()).toBe(0.6);
  expect(of<Volume>('KHR_materials_volume').getThicknessFactor()).toBe(0.02);
  expect(of<Sheen>('KHR_materials_sheen').getSheenColorFactor()).toEqual([0.1, 0.2, 0.3]);
  expect(of<Iridescence>('KHR_materials_iridescence').getIridescenceFactor()).toBe(0.7);
  expect(of<Anisotropy>('KHR_materials_anisotropy').getAnisotropyStrength()).toBe(0.8);
  expect(of<Specular>('KHR_materials_specular').getSpecularFactor()).toBe(0.9);
  expect(of<IOR>('KHR_materials_ior').getIOR()).toBe(1.7);
  expect(of<EmissiveStrength>('KHR_materials_emissive_strength').getEmissiveStrength()).toBe(4);
  expect(of<Dispersion>('KHR_materials_dispersion').getDispersion()).toBe(0.3);
  expect(of<DiffuseTransmission>('KHR_materials_diffuse_transmission').getDiffuseTransmissionFactor()).toBe(
    0.25,
  );
});

test('[OP5] a thick volume keeps the unit in which its thickness is told', async () => {
  const { document, material } = tiny();
  const volume = document.createExtension(KHRMaterialsVolume).createVolume().setThicknessFactor(0.02);
  material.setExtension('KHR_materials_volume', volume);
  expect(nodeOf(await made(document), 'panel')!.getScale()).toEqual([1, 1, 1]);
});

test('[OP4] unlit stays unlit; specular-glossiness becomes metallic-roughness', async () => {
  const { document, material } = tiny();
  material.setExtension('KHR_materials_unlit', document.createExtension(KHRMaterialsUnlit).createUnlit());
  expect(paint(await made(document)).getExtension('KHR_materials_unlit')).not.toBeNull();
  const old = tiny();
  const gloss = old.document.createExtension(KHRMaterialsPBRSpecularGlossiness).createPBRSpecularGlossiness();
  old.material.setExtension(
    'KHR_materials_pbrSpecularGlossiness',
    gloss.setDiffuseFactor([0.2, 0.4, 0.6, 1]),
  );
  const kept = paint(await made(old.document));
  expect(kept.getExtension('KHR_materials_pbrSpecularGlossiness')).toBeNull();
  expect(kept.getBaseColorFactor()).toEqual([0.2, 0.4, 0.6, 1]);
});

test('[OP6] a texture transform still shows the same piece of the texture', async () => {
  const { document, material, primitive } = tiny();
  material.setBaseColorTexture(await texture(document, 'waves'));
  const transform = document.createExtension(KHRTextureTransform).createTransform();
  material
    .getBaseColorTextureInfo()!
    .setExtension('KHR_texture_transform', transform.setOffset([0.1, 0.2]).setRotation(0.5).setScale([2, 3]));
  const tiled = Float32Array.of(0, 2, 3, 2, 3, -1, 0, -1);
  primitive.setAttribute('TEXCOORD_0', accessor(document, 'VEC2', tiled));
  const result = await made(document);
  const info = paint(result).getBaseColorTextureInfo()!;
  const kept = info.getExtension<Transform>('KHR_texture_transform')!;
  const uv = result.getRoot().listMeshes()[0]!.listPrimitives()[0]!.getAttribute('TEXCOORD_0')!;
  const scaled = Array.from({ length: 4 }, (_, at) =>
    uv.getElement(at, []).map((v, c) => v * kept.getScale()[c]!),
  );
  const sorted = (pairs: number[][]) => pairs.map(([u, v]) => [u!.toFixed(2), v!.toFixed(2)].join()).sort();
  expect(sorted(scaled)).toEqual(
    sorted([
      [0, 6],
      [6, 6],
      [6, -3],
      [0, -3],
    ]),
  );
  expect([kept.getOffset(), kept.getRotation()]).toEqual([[0.1, 0.2], 0.5]);
});

test('[OP7] instances stand where they stood', async () => {
  const { document, node } = tiny();
  const instancing = document.createExtension(EXTMeshGPUInstancing);
  const batch = instancing.createInstancedMesh();
  batch.setAttribute('TRANSLATION', accessor(document, 'VEC3', Float32Array.of(0, 0, 0, 5, 0, 0)));
  node.setExtension('EXT_mesh_gpu_instancing', batch);
  const result = await made(document);
  const kept = nodeOf(result, 'panel')!;
  const places = kept.getExtension<InstancedMesh>('EXT_mesh_gpu_instancing')!;
  const position = kept.getMesh()!.listPrimitives()[0]!.getAttribute('POSITION')!;
  const reach = [0, 1].map((at) => {
    const [x] = places.getAttribute('TRANSLATION')!.getElement(at, [] as number[]);
    return x! + places.getAttribute('SCALE')!.getElement(at, [])[0]! * position.getMax([])[0]!;
  });
  expect(reach).toEqual(near([1, 6]));
});

test('[OP8] animations of nodes and of shapes play on, with what they move', async () => {
  const { document, node, primitive, mesh } = tiny();
  const target = document.createPrimitiveTarget('bulge');
  target.setAttribute(
    'POSITION',
    accessor(document, 'VEC3', Float32Array.of(0, 0, 0.3, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
  );
  primitive.addTarget(target);
  mesh.setExtras({ targetNames: ['bulge'] });
  const sampler = (path: 'translation' | 'weights', values: number[]) => {
    const times = accessor(document, 'SCALAR', Float32Array.of(0, 1));
    const made = document.createAnimationSampler().setInput(times);
    made.setOutput(accessor(document, path === 'weights' ? 'SCALAR' : 'VEC3', Float32Array.from(values)));
    const channel = document
      .createAnimationChannel()
      .setTargetNode(node)
      .setTargetPath(path)
      .setSampler(made);
    return [made, channel] as const;
  };
  const animation = document.createAnimation('open the door');
  for (const [moved, channel] of [sampler('translation', [0, 0, 0, 0, 3, 0]), sampler('weights', [0, 1])])
    animation.addSampler(moved).addChannel(channel);
  const result = await made(document);
  const [kept] = result.getRoot().listAnimations();
  expect(kept!.getName()).toBe('open the door');
  const channels = kept!.listChannels();
  expect(channels.map((channel) => channel.getTargetPath()).sort()).toEqual(['translation', 'weights']);
  const weights = channels.find((channel) => channel.getTargetPath() === 'weights')!;
  const shown = weights.getTargetNode()!.getMesh()!.listPrimitives()[0]!;
  const deltas = shown.listTargets()[0]!.getAttribute('POSITION')!.getArray()!;
  const scale = weights.getTargetNode()!.getWorldScale()[2];
  expect(Math.max(...deltas) * scale).toBeCloseTo(0.3, 3);
  const moved = channels.find((channel) => channel.getTargetPath() === 'translation')!;
  expect(moved.getTargetNode()!.getName()).toBe('panel');
  expect(moved.getTargetNode()!.getScale()).toEqual([1, 1, 1]);
});

test('[OP9] a skin bends its mesh as before', async () => {
  const { document, node, primitive, scene } = tiny();
  const joint = document.createNode('joint').setTranslation([0, 1, 0]);
  scene.addChild(joint);
  primitive.setAttribute('JOINTS_0', accessor(document, 'VEC4', new Uint16Array(16)));
  const weights = Float32Array.from({ length: 16 }, (_, at) => (at % 4 === 0 ? 1 : 0));
  primitive.setAttribute('WEIGHTS_0', accessor(document, 'VEC4', weights));
  node.setSkin(document.createSkin('bones').addJoint(joint));
  const result = await made(document);
  const kept = nodeOf(result, 'panel')!;
  const bind = kept.getSkin()!.getInverseBindMatrices()!.getElement(0, []);
  const position = kept.getMesh()!.listPrimitives()[0]!.getAttribute('POSITION')!;
  const corner = position.getMax([]);
  expect([corner[0]! * bind[0]! + bind[12]!, corner[1]! * bind[5]! + bind[13]!]).toEqual(near([1, 1]));
  expect(kept.getSkin()!.listJoints()[0]!.getName()).toBe('joint');
});

test('[OP10] lights, cameras, hidden nodes, points, lines and colours come through', async () => {
  const { document, scene, node, primitive } = tiny();
  const lights = document.createExtension(KHRLightsPunctual);
  const lamp = lights.createLight('lamp').setType('spot').setIntensity(30).setColor([1, 0.5, 0.25]);
  const camera = document.createCamera('eye').setType('perspective').setYFov(0.7);
  const holder = document.createNode('holder').setCamera(camera).setExtension('KHR_lights_punctual', lamp);
  const hidden = document.createExtension(KHRNodeVisibility).createVisibility().setVisible(false);
  node.setExtension('KHR_node_visibility', hidden);
  primitive.setAttribute(
    'COLOR_0',
    accessor(
      document,
      'VEC3',
      Float32Array.from({ length: 12 }, (_, at) => at / 12),
    ),
  );
  const position = accessor(document, 'VEC3', Float32Array.of(0, 0, 0, 1, 1, 1));
  const loose = document.createMesh('loose');
  for (const mode of [0, 1] as const)
    loose.addPrimitive(document.createPrimitive().setMode(mode).setAttribute('POSITION', position));
  scene.addChild(holder).addChild(document.createNode('marks').setMesh(loose));
  const result = await made(document);
  const kept = nodeOf(result, 'holder')!;
  expect(kept.getCamera()!.getYFov()).toBe(0.7);
  const light = kept.getExtension<Light>('KHR_lights_punctual')!;
  expect([light.getType(), light.getIntensity(), light.getColor()]).toEqual(['spot', 30, [1, 0.5, 0.25]]);
  expect(nodeOf(result, 'panel')!.getExtension<Visibility>('KHR_node_visibility')!.getVisible()).toBe(false);
  const meshes = result.getRoot().listMeshes();
  const modes = meshes.find((mesh) => mesh.getName() === 'loose')!.listPrimitives();
  expect(modes.map((each) => each.getMode()).sort()).toEqual([0, 1]);
  const colours = meshes
    .find((mesh) => mesh.getName() === 'square')!
    .listPrimitives()[0]!
    .getAttribute('COLOR_0')!;
  expect(colours.getElement(colours.getCount() - 1, []).length).toBe(3);
  const blues = Array.from({ length: 4 }, (_, at) => colours.getElement(at, [])[2]!);
  expect(Math.max(...blues)).toBeCloseTo(11 / 12, 2);
});

test('[OP11] sparse and quantised data are read for what they mean', async () => {
  const { document, primitive } = tiny();
  primitive.getAttribute('POSITION')!.setSparse(true);
  const once = await made(document);
  const twice = await made(await uploaded(once));
  expect(box(twice)).toEqual({ min: near([0, 0, 0]), max: near([1, 1, 0]) });
});
