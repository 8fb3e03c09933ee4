import { createRequire } from 'node:module';
import { type Document, Format, GLB_BUFFER, type GLTF, Logger, WebIO } from '@gltf-transform/core';
import { ALL_EXTENSIONS } from '@gltf-transform/extensions';
import { MeshoptDecoder, MeshoptEncoder } from 'meshoptimizer';
import { AnimationPointer } from './animationPointer.ts';
import { toGlb } from './glb.ts';
import { Packing } from './packing.ts';

const EXTENSIONS = ALL_EXTENSIONS.filter(({ EXTENSION_NAME }) => EXTENSION_NAME !== Packing.EXTENSION_NAME);

/** Reads and writes glTF with every extension that we know; it never fetches anything. */
export async function openGltf(): Promise<WebIO> {
  await Promise.all([MeshoptDecoder.ready, MeshoptEncoder.ready]);
  const io = new WebIO({ credentials: 'omit' })
    .setLogger(new Logger(Logger.Verbosity.SILENT))
    .registerExtensions([...EXTENSIONS, AnimationPointer, Packing])
    .registerDependencies({ 'meshopt.decoder': MeshoptDecoder, 'meshopt.encoder': MeshoptEncoder });
  const readJSON = io.readJSON.bind(io);
  io.readJSON = async (source) => settled(await readJSON(source));
  return io;
}

function settled(document: Document): Document {
  for (const extension of document.getRoot().listExtensionsUsed())
    if (extension instanceof AnimationPointer) extension.settle();
  return document;
}

/** Lets it read Draco: the decoder is half a megabyte of code, for which only files that are packed so pay. */
export async function withDraco(io: WebIO): Promise<WebIO> {
  // The package has no types.
  const draco = createRequire(import.meta.url)('draco3dgltf') as { createDecoderModule(): Promise<object> };
  return io.registerDependencies({ 'draco3d.decoder': await draco.createDecoderModule() });
}

/** One binary file of a document. */
export async function writeGlb(document: Document): Promise<Uint8Array> {
  const { json, resources } = await (await openGltf()).writeJSON(document, { format: Format.GLB });
  // The library writes empty lists, which the specification does not allow.
  for (const scene of (json.scenes ?? []) as Partial<GLTF.IScene>[])
    if (scene.nodes?.length === 0) delete scene.nodes;
  const data = resources[GLB_BUFFER];
  return toGlb(json, data ? [data] : []);
}
