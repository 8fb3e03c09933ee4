import type { Document } from '@gltf-transform/core';
import { KHRMaterialsVariants, type MappingList } from '@gltf-transform/extensions';
import { getBounds } from '@gltf-transform/functions';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accessor, made, square, tiny } from './testing/tiny.ts';

const place = fc.record({
  at: fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: -20, max: 20 }))),
  size: fc.integer({ min: 1, max: 9 }),
  paint: fc.integer({ min: 0, max: 2 }),
  inside: fc.boolean(),
  varies: fc.boolean(),
  moves: fc.boolean(),
});
type Place = typeof place extends fc.Arbitrary<infer Of> ? Of : never;

/** A scene with squares beside and within each other, some of which move or have variants. */
function build(places: Place[]): Document {
  const { document, scene, node } = tiny();
  const variants = document.createExtension(KHRMaterialsVariants);
  const variant = variants.createVariant('evening');
  const paints = [0, 1, 2].map((at) => document.createMaterial(`paint ${at}`).setMetallicFactor(at / 4));
  for (const [index, { at, size, paint, inside, varies, moves }] of places.entries()) {
    const primitive = square(document, paints[paint]!, index);
    const made = document.createNode(`part ${index}`).setExtras({ part: `p${index}` });
    made.setMesh(document.createMesh().addPrimitive(primitive));
    made.setTranslation(at as [number, number, number]).setScale([size, size, size]);
    (inside ? node : scene).addChild(made);
    if (varies) {
      const mapping = variants
        .createMapping()
        .setMaterial(paints[(paint + 1) % 3]!)
        .addVariant(variant);
      primitive.setExtension('KHR_materials_variants', variants.createMappingList().addMapping(mapping));
    }
    if (!moves) continue;
    const times = accessor(document, 'SCALAR', Float32Array.of(0, 1));
    const output = accessor(document, 'VEC3', Float32Array.of(...at, 1, 2, 3));
    const sampler = document.createAnimationSampler().setInput(times).setOutput(output);
    const channel = document.createAnimationChannel().setTargetNode(made).setTargetPath('translation');
    document.createAnimation(`move ${index}`).addSampler(sampler).addChannel(channel.setSampler(sampler));
  }
  return document;
}

const told = (document: Document) => {
  const primitives = document
    .getRoot()
    .listMeshes()
    .flatMap((mesh) => mesh.listPrimitives());
  const lists = primitives.map((each) => each.getExtension<MappingList>('KHR_materials_variants'));
  return {
    parts: document
      .getRoot()
      .listNodes()
      .map((node) => node.getExtras().part)
      .filter(Boolean)
      .sort(),
    animations: document
      .getRoot()
      .listAnimations()
      .map((each) => each.getName()),
    variants: lists
      .flatMap((list) => list?.listMappings() ?? [])
      .map((mapping) => mapping.getMaterial()!.getName())
      .sort(),
  };
};

test('[OP20] any scene comes out valid, as large as before, with its parts, variants and animations', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(place, { minLength: 1, maxLength: 6 }),
      fc.constantFrom('hero', 'room'),
      async (places, level) => {
        const document = build(places);
        const [before, box] = [told(document), getBounds(document.getRoot().getDefaultScene()!)];
        const result = await made(document, level as 'hero' | 'room');
        const after = told(result);
        expect(after.animations).toEqual(before.animations);
        expect(after.variants).toEqual(before.variants);
        if (level === 'hero') expect(after.parts).toEqual(before.parts);
        const made_ = getBounds(result.getRoot().getDefaultScene()!);
        const size = Math.max(...box.max.map((high, axis) => high - box.min[axis]!));
        for (const side of ['min', 'max'] as const)
          for (const axis of [0, 1, 2] as const)
            expect(Math.abs(made_[side][axis] - box[side][axis])).toBeLessThan(size / 4096 + 1e-4);
      },
    ),
    { numRuns: 25 },
  );
});
