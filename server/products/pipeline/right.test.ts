import { type Document, PropertyType } from '@gltf-transform/core';
import { EXTMeshGPUInstancing, KHRLightsPunctual, KHRMaterialsVolume } from '@gltf-transform/extensions';
import { describe, expect, test } from 'vitest';
import { DEFAULT_OPTIONS, UP_AXES } from '../../../shared/model/delivery.ts';
import type { Vec3 } from '../../../shared/model/part.ts';
import { worldBounds } from './placed.ts';
import { measure, putRight, setRight } from './right.ts';
import { accessor, addMesh, addNode, emptyDocument } from './testing/documents.ts';
import { readModel } from './testing/models.ts';
import { box, joined } from './testing/solids.ts';

function boxed(min: Vec3, max: Vec3): Document {
  const document = emptyDocument();
  addNode(document, 'thing', addMesh(document, box(min, max)));
  return document;
}

/** Two joints, the second of which has been raised by a metre since the skin was bound. */
function skinnedDocument(): Document {
  const document = emptyDocument();
  const mesh = addMesh(document, box([0, 0, 0], [1, 1, 1]));
  const primitive = mesh.listPrimitives()[0]!;
  const corners = primitive.getAttribute('POSITION')!.getArray()!;
  const count = corners.length / 3;
  const upper = Uint8Array.from({ length: count * 4 }, (_, at) =>
    at % 4 === 0 && corners[Math.floor(at / 4) * 3 + 1]! > 0.5 ? 1 : 0,
  );
  const weights = Float32Array.from({ length: count * 4 }, (_, at) => (at % 4 === 0 ? 1 : 0));
  primitive.setAttribute('JOINTS_0', accessor(document, 'VEC4', upper));
  primitive.setAttribute('WEIGHTS_0', accessor(document, 'VEC4', weights));
  const low = addNode(document, 'low', null);
  const high = addNode(document, 'high', null, low).setTranslation([0, 1, 0]);
  const unit = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
  const bind = accessor(document, 'MAT4', Float32Array.from([...unit, ...unit]));
  const skin = document.createSkin().addJoint(low).addJoint(high).setInverseBindMatrices(bind);
  addNode(document, 'body', mesh).setSkin(skin).setTranslation([50, 0, 0]);
  return document;
}

describe('the size of a product', () => {
  test('[SZ1] is told in millimetres from where things stand: nodes, skins, morphs and instances counted', () => {
    expect(measure(boxed([0, 0, 0], [0.3, 0.2, 0.1]))).toEqual({ mm: [300, 200, 100] });
    expect(measure(skinnedDocument()).mm, 'the skin in the pose of its joints').toEqual([1000, 2000, 1000]);

    const morphed = boxed([0, 0, 0], [1, 1, 1]);
    const mesh = morphed.getRoot().listMeshes()[0]!;
    const primitive = mesh.listPrimitives()[0]!;
    const lifted = Float32Array.from(primitive.getAttribute('POSITION')!.getArray()!, (v, at) =>
      at % 3 === 1 ? v * 2 : 0,
    );
    const target = morphed
      .createPrimitiveTarget()
      .setAttribute('POSITION', accessor(morphed, 'VEC3', lifted));
    primitive.addTarget(target);
    mesh.setWeights([0.5]);
    expect(measure(morphed).mm, 'half a morph').toEqual([1000, 2000, 1000]);

    const many = boxed([0, 0, 0], [1, 1, 1]);
    const batch = many
      .createExtension(EXTMeshGPUInstancing)
      .createInstancedMesh()
      .setAttribute('TRANSLATION', accessor(many, 'VEC3', Float32Array.from([0, 0, 0, 4, 0, 0])));
    many.getRoot().listNodes()[0]!.setExtension('EXT_mesh_gpu_instancing', batch);
    expect(measure(many).mm, 'two instances').toEqual([5000, 1000, 1000]);
  });

  test('[SZ2] is zeros for nothing, and never not a number', () => {
    expect(measure(emptyDocument())).toEqual({ mm: [0, 0, 0] });
    const odd = boxed([0, 0, 0], [1, 1, 1]);
    const array = odd.getRoot().listMeshes()[0]!.listPrimitives()[0]!.getAttribute('POSITION')!.getArray()!;
    array[0] = Number.NaN;
    array[4] = Number.POSITIVE_INFINITY;
    expect(measure(odd).mm.every(Number.isFinite)).toBe(true);
  });

  test('[SZ3] is doubted when too large or too small, with the units that make sense of it, the likeliest first', () => {
    const units = (metres: number) => measure(boxed([0, 0, 0], [metres, metres / 2, metres / 2])).doubt;
    expect(units(4200)).toEqual({ why: 'too-large', units: [0.001] });
    expect(units(800)!.units[0], '800: millimetres').toBe(0.001);
    expect(units(45)!.units[0], '45: centimetres').toBe(0.01);
    expect(units(45)!.units).toContain(0.0254);
    expect(units(0.0008)).toMatchObject({ why: 'too-small' });
    expect(units(0.0008)!.units[0]).toBe(1000);
    expect(units(1e9)).toEqual({ why: 'too-large', units: [] });
    for (const usual of [0.006, 0.3, 2, 19]) expect(units(usual), `${usual} m`).toBeUndefined();
  });

  test('[SZ4] asks whether z is up only when a thing stands flat on z and nothing speaks for y', () => {
    const legs = [-0.5, 0.4].flatMap((x) => [-0.4, 0.3].map((y) => box([x, y, 0], [x + 0.1, y + 0.1, 0.7])));
    const table = joined([box([-0.5, -0.4, 0.7], [0.5, 0.4, 0.75]), ...legs]);
    const document = emptyDocument();
    addNode(document, 'table', addMesh(document, table));
    expect(measure(document).doubt, 'a table that stands on z').toMatchObject({ why: 'flat-up', up: 'z' });
    setRight(document, { ...DEFAULT_OPTIONS, up: 'z' });
    expect(measure(document)).toEqual({ mm: [1000, 750, 800] });
    expect(measure(boxed([-0.3, -0.2, 0], [0.3, 0.2, 0.02])).doubt, 'a picture on a wall').toBeUndefined();
    expect(measure(boxed([-0.3, 0, -0.3], [0.3, 0.5, 0.3])).doubt, 'a box on its floor').toBeUndefined();
  });

  test('[SZ5] mentions a thing that lies far from its origin', () => {
    expect(measure(boxed([3, 0, 0], [4, 1, 1])).doubt?.why).toBe('off-floor');
    expect(measure(boxed([-0.5, -0.5, -0.5], [0.5, 0.5, 0.5])).doubt).toBeUndefined();
  });
});

describe('setting a product right', () => {
  test('[SZ6] turns each axis that is up upright, and puts the pivot on the floor below the middle', () => {
    for (const up of UP_AXES) {
      const axis = 'xyz'.indexOf(up.at(-1)!);
      const sizes: Vec3 = [0.2, 0.2, 0.2];
      sizes[axis] = 0.9;
      const document = boxed([1, 1, 1], sizes.map((size) => 1 + size) as Vec3);
      // Something small at the end that is up.
      const at: Vec3 = [1, 1, 1];
      at[axis] = up.startsWith('-') ? 0.95 : 1.9;
      addNode(document, 'tip', addMesh(document, box(at, at.map((value) => value + 0.05) as Vec3)));
      setRight(document, { ...DEFAULT_OPTIONS, up });
      const { min, max } = worldBounds(document);
      expect(min[1], up).toBeCloseTo(0, 6);
      expect(max[1], up).toBeCloseTo(0.95, 5);
      expect(min[0] + max[0], up).toBeCloseTo(0, 6);
      expect(min[2] + max[2], up).toBeCloseTo(0, 6);
      const tip = document
        .getRoot()
        .listNodes()
        .find((node) => node.getName() === 'tip')!;
      const [, y] = tip.getMesh()!.listPrimitives()[0]!.getAttribute('POSITION')!.getElement(0, [0, 0, 0]);
      expect(y).toBeDefined();
      const world = worldBounds(onlyOf(document, 'tip'));
      expect(world.min[1], `${up}: the tip is at the top`).toBeGreaterThan(0.89);
    }
  });

  test('[SZ7] turns about the upright axis after it stands', () => {
    const document = boxed([0, 0, 0], [0.4, 0.1, 0.2]);
    setRight(document, { ...DEFAULT_OPTIONS, turn: 90 });
    expect(measure(document).mm).toEqual([200, 100, 400]);
  });

  test('[SZ8] scales by one node above the roots, with lights, media and cameras, and leaves what the node scales alone', () => {
    const document = boxed([0, 0, 0], [300, 200, 100]);
    const lights = document.createExtension(KHRLightsPunctual);
    const lamp = lights.createLight().setType('point').setRange(1000).setIntensity(2e6);
    const sun = lights.createLight().setType('directional').setIntensity(3);
    addNode(document, 'lamp', null).setExtension('KHR_lights_punctual', lamp);
    addNode(document, 'sun', null).setExtension('KHR_lights_punctual', sun);
    const volume = document.createExtension(KHRMaterialsVolume).createVolume();
    volume.setThicknessFactor(5).setAttenuationDistance(50);
    document.createMaterial().setExtension('KHR_materials_volume', volume);
    const camera = document.createCamera().setZNear(10).setZFar(5000);
    setRight(document, { ...DEFAULT_OPTIONS, unit: 0.001 });
    expect(measure(document)).toEqual({ mm: [300, 200, 100] });
    expect(lamp.getRange()).toBeCloseTo(1);
    expect(lamp.getIntensity()).toBeCloseTo(2);
    expect(sun.getIntensity()).toBe(3);
    expect(volume.getAttenuationDistance()).toBeCloseTo(0.05);
    expect(volume.getThicknessFactor(), 'told in the space of the mesh').toBe(5);
    expect([camera.getZNear(), camera.getZFar()]).toEqual([0.01, 5]);
    expect(document.getRoot().getDefaultScene()!.listChildren()).toHaveLength(1);
  });

  test('[SZ9] moves skins by their joints, and a second run with the defaults changes nothing', () => {
    const document = skinnedDocument();
    setRight(document, { ...DEFAULT_OPTIONS, unit: 0.5 });
    expect(measure(document).mm).toEqual([500, 1000, 500]);
    expect(worldBounds(document).min).toEqual([-0.25, 0, -0.25]);
    const nodes = document.getRoot().listNodes().length;
    setRight(document, DEFAULT_OPTIONS);
    expect(document.getRoot().listNodes()).toHaveLength(nodes);
    const right = boxed([-1, 0, -1], [1, 1, 1]);
    setRight(right, DEFAULT_OPTIONS);
    expect(right.getRoot().listNodes(), 'nothing to do').toHaveLength(1);
  });

  test('[SZ10] measures real products and puts them on the floor once', async ({ skip }) => {
    const known: [string, Vec3][] = [
      ['TennisRacquet/TennisRacquet.gltf', [284.505, 34.769, 660]],
      ['Mixer/Mixer.glb', [211.628, 299.495, 319.467]],
      ['WickerChair/WickerChair.glb', [1346.403, 1888.483, 1028.138]],
      ['MaterialsVariantsShoe/MaterialsVariantsShoe.gltf', [297.879, 153.101, 115.798]],
    ];
    for (const [path, mm] of known) {
      const document = await readModel(path, skip);
      expect(measure(document), path).toEqual({ mm });
      setRight(document, DEFAULT_OPTIONS);
      const { min, max } = worldBounds(document);
      expect(Math.hypot(min[1], min[0] + max[0], min[2] + max[2]), path).toBeLessThan(1e-4);
      const before = document.getRoot().listNodes().length;
      setRight(document, DEFAULT_OPTIONS);
      expect(document.getRoot().listNodes().length, path).toBe(before);
    }
  });
});

/** The document with only one node's mesh left. */
function onlyOf(document: Document, name: string): Document {
  for (const node of document.getRoot().listNodes())
    if (node.propertyType === PropertyType.NODE && node.getName() !== name) node.setMesh(null);
  return document;
}

test('[DZ2] the size that is told is the one it comes out with, and a doubt that was answered is not asked again', () => {
  const wide = () => boxed([0, 0, 0], [400, 200, 100]);
  expect(putRight(wide(), DEFAULT_OPTIONS)).toMatchObject({
    mm: [400_000, 200_000, 100_000],
    doubt: { why: 'too-large' },
  });
  expect(putRight(wide(), { ...DEFAULT_OPTIONS, unit: 0.001 })).toEqual({ mm: [400, 200, 100] });
  const still = putRight(wide(), { ...DEFAULT_OPTIONS, unit: 0.1 }).doubt!;
  expect(still.why).toBe('too-large');
  expect(still.units[0]).toBeCloseTo(0.001, 6);
  const far = () => boxed([3, 0, 0], [4, 1, 1]);
  expect(putRight(far(), DEFAULT_OPTIONS)).toEqual({ mm: [1000, 1000, 1000] });
  expect(putRight(far(), { ...DEFAULT_OPTIONS, toFloor: false }).doubt?.why).toBe('off-floor');
  expect(putRight(boxed([0, 0, 0], [1, 2, 3]), { ...DEFAULT_OPTIONS, up: 'z' }).mm).toEqual([
    1000, 3000, 2000,
  ]);
});
