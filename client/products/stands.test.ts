import { FreeCamera } from '@babylonjs/core/Cameras/freeCamera';
import { NullEngine } from '@babylonjs/core/Engines/nullEngine';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import { Scene } from '@babylonjs/core/scene';
import { Document, WebIO } from '@gltf-transform/core';
import sharp from 'sharp';
import { afterAll, expect, test, vi } from 'vitest';
import type { Product } from '../../shared/model/catalogue.ts';
import type { Scene as SceneData } from '../../shared/model/scene.ts';
import type { Link } from '../net/link.ts';
import type { World } from '../world/world.ts';
import { openStands } from './stands.ts';

vi.stubGlobal('matchMedia', () => ({ matches: true }));
const engine = new NullEngine();
/** What is held of pictures: an engine without a card never takes one off its list by itself. */
const pictures = engine.getLoadedTexturesCache();
engine._releaseTexture = (picture) => {
  const at = pictures.indexOf(picture);
  if (at >= 0) pictures.splice(at, 1);
};
afterAll(() => engine.dispose());

/** A plate with a picture on it, as an address that has the file in it. */
async function plate(size: number): Promise<string> {
  const side = { width: 4, height: 4, channels: 3 } as const;
  const picture = await sharp({ create: { ...side, background: { r: size, g: 90, b: 60 } } })
    .png()
    .toBuffer();
  const document = new Document();
  const buffer = document.createBuffer();
  const accessor = (type: 'VEC2' | 'VEC3', values: number[]) =>
    document.createAccessor().setBuffer(buffer).setType(type).setArray(Float32Array.from(values));
  const material = document
    .createMaterial('glaze')
    .setBaseColorTexture(document.createTexture().setImage(picture).setMimeType('image/png'));
  const primitive = document
    .createPrimitive()
    .setAttribute('POSITION', accessor('VEC3', [0, 0, 0, size, 0, 0, 0, size, 0]))
    .setAttribute('NORMAL', accessor('VEC3', [0, 0, 1, 0, 0, 1, 0, 0, 1]))
    .setAttribute('TEXCOORD_0', accessor('VEC2', [0, 0, 1, 0, 0, 1]))
    .setMaterial(material);
  const node = document.createNode('plate').setMesh(document.createMesh('plate').addPrimitive(primitive));
  document.createScene().addChild(node);
  const bytes = Buffer.from(await new WebIO().writeBinary(document));
  return `data:model/gltf-binary;base64,${bytes.toString('base64')}`;
}

/** One stand of a room, on which the test sets a version. */
function openRoom() {
  const stand = { product: 'plate', version: 0, stock: 1, pinned: false };
  const listeners = new Set<() => void>();
  const link = {
    state: { stands: new Map([['one', stand]]) },
    onStatus: () => () => {},
    watch: {
      added(_: string, listener: (of: typeof stand, id: string) => void) {
        listener(stand, 'one');
        return () => {};
      },
      changed(_: unknown, listener: () => void) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  } as unknown as Link;
  const setVersion = (version: number): void => {
    stand.version = version;
    for (const listener of listeners) listener();
  };
  return { link, setVersion };
}

test('[IN28] a product that is replaced on its stand is freed: meshes, materials, textures and geometries are as many as before', async () => {
  const scene = new Scene(engine);
  const camera = new FreeCamera('eye', new Vector3(0, 1.65, 2), scene);
  const world = {
    ...{ engine, scene, camera, tier: 'high' },
    onFrame: () => () => {},
    standStill: () => () => {},
  } as unknown as World;
  const files = new Map<number, string>();
  for (const version of [1, 2, 3, 4, 5]) files.set(version, await plate(version));
  const ask = async (slug: string, version: number) =>
    ({
      ...{ slug, version, standYaw: 0, sizeMm: [100, 100, 100] },
      files: { hero: { web: { url: files.get(version), bytes: 1000 } } },
    }) as unknown as Product;
  const data = {
    stands: [{ id: 'one', position: [0, 1, 0], yaw: 0, size: [1, 1] }],
  } as unknown as SceneData;
  const room = openRoom();
  const stands = openStands(world, room.link, data, ask, () => {});
  const counts = () => ({
    meshes: scene.meshes.length,
    nodes: scene.transformNodes.length,
    materials: scene.materials.length,
    textures: scene.textures.length,
    geometries: scene.geometries.length,
    pictures: pictures.length,
  });
  const put = async (version: number): Promise<void> => {
    room.setVersion(version);
    const url = version > 0 ? files.get(version) : undefined;
    await expect.poll(() => stands.fileOf({ slug: 'plate', version })).toBe(url);
  };
  const empty = counts();
  await put(1);
  const one = counts();
  for (const what of Object.keys(empty) as (keyof typeof empty)[])
    expect([what, one[what]]).toEqual([what, expect.toSatisfy((count: number) => count > empty[what])]);
  for (const version of [2, 3, 4, 5]) await put(version);
  await expect.poll(counts).toEqual({ ...one, pictures: 1 });
  room.setVersion(0);
  // The shadow's material and the table of reflections serve every stand of the scene, and stay with it.
  await expect
    .poll(counts)
    .toEqual({ ...empty, materials: empty.materials + 1, textures: empty.textures + 1 });
  stands.dispose();
});
