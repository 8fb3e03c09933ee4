import { type Document, Logger, WebIO } from '@gltf-transform/core';
import { ALL_EXTENSIONS } from '@gltf-transform/extensions';
import draco from 'draco3dgltf';
import { MeshoptDecoder, MeshoptEncoder } from 'meshoptimizer';
import { AnimationPointer } from './animationPointer.ts';

/** Reads and writes glTF with every extension that we know; it never fetches anything. */
export async function openGltf(): Promise<WebIO> {
  await Promise.all([MeshoptDecoder.ready, MeshoptEncoder.ready]);
  return new WebIO({ credentials: 'omit' })
    .setLogger(new Logger(Logger.Verbosity.SILENT))
    .registerExtensions([...ALL_EXTENSIONS, AnimationPointer])
    .registerDependencies({ 'meshopt.decoder': MeshoptDecoder, 'meshopt.encoder': MeshoptEncoder });
}

/** The Draco decoder is half a megabyte of code: only files that are packed so pay for it. */
export async function withDraco(io: WebIO): Promise<WebIO> {
  return io.registerDependencies({ 'draco3d.decoder': await draco.createDecoderModule() });
}

/** One binary file of a document. */
export async function writeGlb(document: Document): Promise<Uint8Array> {
  return (await openGltf()).writeBinary(document);
}
