import { createRequire } from 'node:module';
import { WebIO } from '@gltf-transform/core';
import { KHRDracoMeshCompression } from '@gltf-transform/extensions';
import { expect, test } from 'vitest';
import { writeGlb } from './gltf.ts';
import { worldBounds } from './placed.ts';
import { readModel } from './read.ts';
import { addMesh, addNode, emptyDocument } from './testing/documents.ts';
import { box } from './testing/solids.ts';

const draco = createRequire(import.meta.url)('draco3dgltf') as { createEncoderModule(): Promise<object> };

test('[DZ6] what came packed by Draco can be written again, plain', async () => {
  const document = emptyDocument();
  addNode(document, 'thing', addMesh(document, box([0, 0, 0], [0.4, 0.2, 0.1])));
  document.createExtension(KHRDracoMeshCompression).setRequired(true);
  const io = new WebIO()
    .registerExtensions([KHRDracoMeshCompression])
    .registerDependencies({ 'draco3d.encoder': await draco.createEncoderModule() });
  const read = await readModel(
    new Map([['thing.glb', Buffer.from(await io.writeBinary(document))]]),
    'thing.glb',
  );
  const glb = await writeGlb(read);
  expect(Buffer.from(glb).toString('latin1')).not.toContain('draco');
  expect(worldBounds(read).max.map((value) => Math.round(value * 1000))).toEqual([400, 200, 100]);
});
