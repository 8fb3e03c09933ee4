import type { Document } from '@gltf-transform/core';
import { KHRMaterialsVariants } from '@gltf-transform/extensions';
import { describe, expect, test } from 'vitest';
import { findParts } from './parts.ts';
import { findPieces } from './pieces.ts';
import { emptyBounds, growBy } from './placed.ts';
import { findShells } from './shells.ts';
import { accessor, addMesh, addNode, emptyDocument } from './testing/documents.ts';
import { readModel } from './testing/models.ts';
import { box, joined, pipe, type Solid } from './testing/solids.ts';

const shellsOf = ({ positions, indices }: Solid): number =>
  findShells(Float32Array.from(positions), Uint32Array.from(indices)).count;
const piecesOf = ({ positions, indices }: Solid): number =>
  findPieces(Float32Array.from(positions), Uint32Array.from(indices)).count;
const inwards = (solid: Solid): Solid => ({ ...solid, indices: [...solid.indices].reverse() });

function chair(): Document {
  const document = emptyDocument();
  const all = addNode(document, 'chair', null);
  const frame = addNode(document, 'frame', null, all);
  const leg = addMesh(document, box([0, 0, 0], [0.04, 0.4, 0.04]), undefined, 'leg');
  for (const x of [0, 0.4]) addNode(document, 'leg', leg, frame).setTranslation([x, 0, 0]);
  addNode(document, '', addMesh(document, box([0, 0.4, 0], [0.44, 0.45, 0.4]), undefined, 'seat'), all);
  const cloth = document.createMaterial('cloth');
  addNode(document, '', addMesh(document, box([0, 0.45, 0], [0.44, 0.5, 0.4]), cloth), all);
  addNode(document, '', addMesh(document, box([0, 0.5, 0], [0.44, 0.9, 0.02])), all);
  return document;
}

describe('the parts of a product', () => {
  test('[EX11] are the nodes that show something, named by node, mesh, material or number, under their named groups', () => {
    const document = chair();
    const { parts, meshes, shells } = findParts(document, { split: false });
    expect(parts.map(({ name }) => name)).toEqual(['frame', 'leg', 'leg 2', 'seat', 'cloth', 'Part 1']);
    const [frame, leg, second] = parts;
    expect([leg!.parent, second!.parent]).toEqual([frame!.id, frame!.id]);
    expect(parts.slice(3).map(({ parent }) => parent)).toEqual(['', '', '']);
    expect(frame, 'a group has what is below it').toMatchObject({ triangles: 24, min: [0, 0, 0] });
    expect(frame!.max[0]).toBeCloseTo(0.44, 6);
    expect(second).toMatchObject({ triangles: 12 });
    expect(second!.min[0]).toBeCloseTo(0.4, 6);
    expect(
      meshes.map(({ id }) => id),
      'groups show nothing themselves',
    ).toEqual(parts.slice(1).map(({ id }) => id));
    expect(shells).toBe(0);
    const marked = document
      .getRoot()
      .listNodes()
      .filter((node) => node.getExtras().part);
    expect(marked.map((node) => node.getExtras().part).sort()).toEqual(parts.map(({ id }) => id).sort());
  });

  test('[EX12] have short ids that are the same for the same file, and outlive another order', () => {
    const ids = (document: Document) =>
      new Map(findParts(document, { split: false }).parts.map(({ name, id }) => [name, id]));
    const first = ids(chair());
    expect(ids(chair())).toEqual(first);
    for (const id of first.values()) expect(id).toMatch(/^p[0-9a-f]{8}$/);
    const turned = chair();
    const all = turned.getRoot().listNodes()[0]!;
    all.addChild(all.listChildren()[0]!);
    expect(ids(turned).get('seat')).toBe(first.get('seat'));
    expect(ids(turned).get('leg 2')).toBe(first.get('leg 2'));
  });

  test('[EX13] are never more than two hundred: grouped by the groups they have, else the smallest as one', () => {
    const grouped = emptyDocument();
    for (const group of ['a', 'b', 'c']) {
      const node = addNode(grouped, group, null);
      for (let k = 0; k < 100; k++)
        addNode(grouped, `pin ${k}`, addMesh(grouped, box([k, 0, 0], [k + 0.5, 1, 1])), node);
    }
    const { parts, meshes } = findParts(grouped, { split: false });
    expect(parts.length).toBeLessThanOrEqual(200);
    expect(parts[0]).toMatchObject({ name: 'a', triangles: 1200 });
    expect(meshes[0]!.indices.length).toBe(3600);
    const flat = emptyDocument();
    for (let k = 0; k < 260; k++) addNode(flat, '', addMesh(flat, box([k, 0, 0], [k + 0.5, 1 + k, 1])));
    const found = findParts(flat, { split: false });
    expect(found.parts).toHaveLength(200);
    expect(found.parts.at(-1)).toMatchObject({ name: '+61', triangles: 61 * 12 });
    expect(found.parts.reduce((sum, { triangles }) => sum + triangles, 0)).toBe(260 * 12);
  });
});

describe('shells', () => {
  test('[EX14] hold together across seams, and part where only an edge or a corner is shared', () => {
    expect(shellsOf(box([0, 0, 0], [1, 1, 1])), 'faces with corners of their own').toBe(1);
    expect(shellsOf(joined([box([0, 0, 0], [1, 1, 1]), box([3, 0, 0], [4, 1, 1])])), 'apart').toBe(2);
    expect(shellsOf(joined([box([0, 0, 0], [1, 1, 1]), box([0, 1, 0], [1, 2, 1])])), 'lid on its box').toBe(
      2,
    );
    expect(shellsOf(joined([box([0, 0, 0], [1, 1, 1]), box([1, 1, 0], [2, 2, 1])])), 'edge to edge').toBe(2);
    expect(shellsOf(pipe([0, 0, 0], 0.4, 0.5, 1)), 'a pipe').toBe(1);
    const rod = pipe([0, 0, 0], 0, 0.4, 1);
    expect(shellsOf(joined([rod, pipe([0, 0, 0], 0.4, 0.5, 1)])), 'a rod that fills its pipe').toBe(2);
    const loose = box([0, 0, 0], [1, 1, 1]);
    loose.positions = loose.positions.map((value, at) => value + (at % 2 ? 3e-6 : -3e-6));
    expect(shellsOf(loose), 'corners a little apart').toBe(1);
  });

  test('[EX15] keep screws as parts; decals, insides of walls and scraps go with what they lie on', () => {
    const body = box([0, 0, 0], [1, 0.5, 1]);
    const pins = [0.2, 0.8].map((x) => pipe([x, 0.4, 0.2], 0, 0.02, 0.2));
    expect(piecesOf(joined([body, ...pins])), 'pins in a body').toBe(3);
    const decal: Solid = {
      positions: [0.3, 0.501, 0.3, 0.3, 0.501, 0.6, 0.6, 0.501, 0.6, 0.6, 0.501, 0.3],
      indices: [0, 1, 2, 0, 2, 3],
    };
    expect(piecesOf(joined([body, decal])), 'decal').toBe(1);
    expect(piecesOf(joined([body, inwards(box([0.1, 0.1, 0.1], [0.9, 0.4, 0.9]))])), 'inside of a wall').toBe(
      1,
    );
    const dust = Array.from({ length: 2000 }, (_, k) => {
      const [x, z] = [(k % 50) / 50, Math.floor(k / 50) / 40];
      return box([x, 0.5, z], [x + 0.003, 0.503, z + 0.003]);
    });
    expect(piecesOf(joined([body, ...dust])), 'noise').toBe(1);
  });

  test('[EX16] never make more than sixty parts, and like ones stay together', () => {
    const pins = Array.from({ length: 100 }, (_, k) => {
      const [x, z] = [(k % 10) / 10, Math.floor(k / 10) / 10];
      return box([x, 0.5, z], [x + 0.05, 0.6 + (k % 2) * 0.1, z + 0.05]);
    });
    const solid = joined([box([0, 0, 0], [1, 0.4, 1]), ...pins]);
    expect(piecesOf(solid)).toBe(51);
  });
});

describe('a split into shells', () => {
  const twoBoxes = (): Solid =>
    joined([box([0, 0, 0], [1, 1, 1]), box([3, 0, 0], [4, 1, 1]), box([6, 0, 0], [8, 1, 1])]);

  test('[EX17] is told of before it is asked for, and then gives nodes of their own, like ones alike in name', () => {
    const document = emptyDocument();
    const group = addNode(document, 'thing', addMesh(document, twoBoxes())).setTranslation([0, 5, 0]);
    const before = findParts(document, { split: false });
    expect([before.parts.length, before.shells]).toEqual([1, 3]);
    const { parts, meshes, shells } = findParts(document, { split: true });
    expect(shells).toBe(3);
    expect(parts.map(({ name }) => name)).toEqual(['Part 1', 'Part 2.1', 'Part 2.2']);
    expect(parts[0]).toMatchObject({ triangles: 12, min: [6, 5, 0], max: [8, 6, 1] });
    expect(meshes.map(({ indices }) => indices.length)).toEqual([36, 36, 36]);
    expect(group.getMesh()).toBeNull();
    expect(group.listChildren().map((node) => node.getExtras().part)).toEqual(parts.map(({ id }) => id));
    expect(document.getRoot().listMeshes()).toHaveLength(3);
    expect(document.getRoot().listAccessors(), 'nothing of the whole is left').toHaveLength(6);
    const again = emptyDocument();
    addNode(again, 'thing', addMesh(again, twoBoxes()));
    expect(findParts(again, { split: true }).parts.map(({ id }) => id)).toEqual(parts.map(({ id }) => id));
  });

  test('[EX18] keeps material, variants, coordinates, morphs and their animation', () => {
    const document = emptyDocument();
    const [red, blue] = [document.createMaterial('red'), document.createMaterial('blue')];
    const mesh = addMesh(document, twoBoxes(), red).setWeights([0.5]);
    const primitive = mesh.listPrimitives()[0]!;
    const places = primitive.getAttribute('POSITION')!.getArray()!;
    const uv = Float32Array.from(
      { length: (places.length / 3) * 2 },
      (_, at) => places[Math.floor(at / 2) * 3]! / 8,
    );
    primitive.setAttribute('TEXCOORD_0', accessor(document, 'VEC2', uv));
    const lift = Float32Array.from(places, (value, at) => (at % 3 === 1 ? value : 0));
    primitive.addTarget(
      document.createPrimitiveTarget().setAttribute('POSITION', accessor(document, 'VEC3', lift)),
    );
    const variants = document.createExtension(KHRMaterialsVariants);
    const mapping = variants.createMapping().setMaterial(blue).addVariant(variants.createVariant('Blue'));
    primitive.setExtension('KHR_materials_variants', variants.createMappingList().addMapping(mapping));
    const node = addNode(document, 'thing', mesh);
    const sampler = document
      .createAnimationSampler()
      .setInput(accessor(document, 'SCALAR', Float32Array.from([0, 1])))
      .setOutput(accessor(document, 'SCALAR', Float32Array.from([0, 1])));
    const channel = document
      .createAnimationChannel()
      .setTargetNode(node)
      .setTargetPath('weights')
      .setSampler(sampler);
    const animation = document.createAnimation().addSampler(sampler).addChannel(channel);
    const { parts } = findParts(document, { split: true });
    expect(
      parts.map(({ max }) => max[1]),
      'at rest',
    ).toEqual([1.5, 1.5, 1.5]);
    expect(animation.listChannels().map((one) => one.getTargetNode())).toEqual(node.listChildren());
    for (const child of node.listChildren()) {
      const piece = child.getMesh()!.listPrimitives()[0]!;
      expect(piece.getMaterial()).toBe(red);
      expect(piece.getExtension('KHR_materials_variants')).not.toBeNull();
      expect(piece.listTargets()).toHaveLength(1);
      expect(piece.listTargets()[0]!.getAttribute('POSITION')!.getCount()).toBe(24);
      const bounds = growBy(emptyBounds(), piece.getAttribute('POSITION')!.getArray()!, unit);
      const across = piece.getAttribute('TEXCOORD_0')!;
      expect(across.getMaxNormalized([])[0], 'coordinates go along').toBeCloseTo(bounds.max[0] / 8, 6);
    }
  });

  test('[EX19] leaves skinned meshes whole, and shares the pieces of a mesh that stands several times', () => {
    const document = emptyDocument();
    const mesh = addMesh(document, twoBoxes());
    const joint = addNode(document, 'joint', null);
    const node = addNode(document, 'body', mesh).setSkin(document.createSkin().addJoint(joint));
    expect(findParts(document, { split: true })).toMatchObject({ shells: 0, parts: [{ name: 'body' }] });
    expect(node.getMesh()).toBe(mesh);
    const twice = emptyDocument();
    const shared = addMesh(twice, twoBoxes(), undefined, 'pair');
    for (const x of [0, 20]) addNode(twice, 'pair', shared).setTranslation([x, 0, 0]);
    const { parts, shells } = findParts(twice, { split: true });
    expect(shells).toBe(6);
    expect(parts.filter(({ parent }) => parent !== '')).toHaveLength(6);
    expect(twice.getRoot().listMeshes()).toHaveLength(3);
  });

  test('[EX20] the mixer falls into its fifteen pieces, and not a triangle is lost', async ({ skip }) => {
    const document = await readModel('Mixer/Mixer.glb', skip);
    const { parts, shells } = findParts(document, { split: true });
    expect(shells).toBe(15);
    expect(parts).toHaveLength(15);
    expect(parts.reduce((sum, { triangles }) => sum + triangles, 0)).toBe(46_963);
    expect(
      parts.filter(({ name }) => /^Part 7\.\d$/.test(name)),
      'the wires of the whisk',
    ).toHaveLength(5);
  });
});

const unit: Parameters<typeof growBy>[2] = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
