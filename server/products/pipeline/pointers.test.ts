import type { Document, Property } from '@gltf-transform/core';
import { KHRLightsPunctual, KHRNodeVisibility } from '@gltf-transform/extensions';
import { expect, test } from 'vitest';
import { AnimationPointer, listPointed } from './animationPointer.ts';
import { openGltf } from './gltf.ts';
import { accessor, made, square, texture, tiny } from './testing/tiny.ts';

/** Adds a clip with one channel for each thing that is moved. */
function clip(document: Document, moved: [owner: Property, rest: string, size: 1 | 2 | 3][]): void {
  const pointers = document.createExtension(AnimationPointer);
  const animation = document.createAnimation('pointed');
  for (const [owner, rest, size] of moved) {
    const times = accessor(document, 'SCALAR', Float32Array.of(0, 1, 2));
    const values = Float32Array.from({ length: 3 * size }, (_, at) => (at * at) / 9);
    const output = accessor(document, size === 1 ? 'SCALAR' : `VEC${size}`, values);
    const sampler = document.createAnimationSampler().setInput(times).setOutput(output);
    const channel = document
      .createAnimationChannel()
      .setTargetPath('pointer' as never)
      .setSampler(sampler);
    channel.setExtension('KHR_animation_pointer', pointers.createTarget().setOwner(owner).setRest(rest));
    animation.addSampler(sampler).addChannel(channel);
  }
}

const names = (document: Document) =>
  document
    .getRoot()
    .listAnimations()
    .flatMap((animation) => listPointed(animation.listChannels()))
    .map(({ owner, rest }) => `${owner.propertyType} ${owner.getName()} ${rest}`)
    .sort();

test('[OP12] pointers follow what they point to when indices move', async () => {
  const { document, scene, node, mesh } = tiny();
  // What nothing uses stands before what is moved, so that each index changes.
  document.createMaterial('unused');
  const moved = document.createMaterial('moved');
  const twin = document.createMaterial('moved');
  mesh.addPrimitive(square(document, moved, 2)).addPrimitive(square(document, twin, 4));
  const camera = document.createCamera('eye').setType('perspective');
  const lamp = document.createExtension(KHRLightsPunctual).createLight('lamp');
  const hidden = document.createExtension(KHRNodeVisibility).createVisibility();
  const holder = document.createNode('holder').setCamera(camera).setExtension('KHR_lights_punctual', lamp);
  node.setExtension('KHR_node_visibility', hidden);
  scene.addChild(holder);
  clip(document, [
    [moved, 'pbrMetallicRoughness/roughnessFactor', 1],
    [camera, 'perspective/yfov', 1],
    [lamp, 'color', 3],
    [node, 'translation', 3],
    [holder, 'extensions/KHR_node_visibility/visible', 1],
  ]);
  const result = await made(document);
  expect(names(result)).toEqual([
    'Camera eye perspective/yfov',
    'Light lamp color',
    'Material moved pbrMetallicRoughness/roughnessFactor',
    'Node holder extensions/KHR_node_visibility/visible',
    'Node panel translation',
  ]);
  const twins = result
    .getRoot()
    .listMaterials()
    .filter((material) => material.getName() === 'moved');
  expect(twins).toHaveLength(2);
});

test('[OP12] a pointer is written with the index of its owner', async () => {
  const { document, material } = tiny();
  clip(document, [[material, 'alphaCutoff', 1]]);
  const { json } = await (await openGltf()).writeJSON(await made(document));
  expect(json.animations![0]!.channels[0]!.target).toEqual({
    path: 'pointer',
    extensions: { KHR_animation_pointer: { pointer: '/materials/0/alphaCutoff' } },
  });
});

test('[OP13] what a pointer moves is not quantised below it, nor folded into it', async () => {
  const { document, material, node } = tiny();
  material.setBaseColorTexture(await texture(document, 'waves'));
  clip(document, [
    [material, 'pbrMetallicRoughness/baseColorTexture/extensions/KHR_texture_transform/offset', 2],
    [node, 'scale', 3],
  ]);
  const result = await made(document);
  const [primitive] = result.getRoot().listMeshes()[0]!.listPrimitives();
  expect(primitive!.getAttribute('TEXCOORD_0')!.getArray()).toBeInstanceOf(Float32Array);
  const panel = result
    .getRoot()
    .listNodes()
    .find((each) => each.getName() === 'panel')!;
  expect([panel.getScale(), panel.getMesh(), panel.listChildren().length]).toEqual([[1, 1, 1], null, 1]);
  const outputs = result
    .getRoot()
    .listAnimations()[0]!
    .listSamplers()
    .map((each) => each.getOutput()!.getArray());
  expect(outputs[0]).toEqual(Float32Array.from({ length: 6 }, (_, at) => (at * at) / 9));
});
