import { type Document, GLB_BUFFER, type GLTF, type JSONDocument } from '@gltf-transform/core';
import { Stopped } from './job.ts';

const PACKING = 'EXT_meshopt_compression';
/** What a buffer that no file fills may hold. */
const MOST_EMPTY_BYTES = 64_000_000;
const OTHER_SOURCES = ['KHR_texture_basisu', 'EXT_texture_webp', 'EXT_texture_avif'] as const;

/** Puts valid glTF into the form that the reading library takes for granted. */
export function readable({ json, resources }: JSONDocument): JSONDocument {
  json.nodes ??= [];
  fillBuffers(json, resources);
  const empty = new Set(
    (json.textures ?? []).flatMap((texture, index) => (hasSource(texture) ? [] : [index])),
  );
  if (empty.size > 0) dropSlots(json.materials, empty);
  return { json, resources };
}

/** A buffer without a file is for an application to fill; here nobody does, so it is zeros. */
function fillBuffers(json: GLTF.IGLTF, resources: JSONDocument['resources']): void {
  const packed = json.extensionsUsed?.includes(PACKING);
  for (const [index, buffer] of (json.buffers ?? []).entries()) {
    const held = index === 0 && resources[GLB_BUFFER] !== undefined;
    if (buffer.uri !== undefined || held || packed) continue;
    if (buffer.byteLength > MOST_EMPTY_BYTES) throw new Stopped('geometry-broken', `buffer ${index}`);
    buffer.uri = `empty-${index}.bin`;
    resources[buffer.uri] = new Uint8Array(buffer.byteLength);
  }
}

const hasSource = (texture: GLTF.ITexture): boolean =>
  texture.source !== undefined || OTHER_SOURCES.some((name) => texture.extensions?.[name] !== undefined);

/** A slot whose texture has no picture shows nothing, wherever in a material it stands. */
function dropSlots(value: unknown, empty: ReadonlySet<number>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, child] of Object.entries(value)) {
    const index = (child as { index?: unknown } | null)?.index;
    if (/Texture$/.test(name) && typeof index === 'number' && empty.has(index))
      delete (value as Record<string, unknown>)[name];
    else dropSlots(child, empty);
  }
}

/** All data in one buffer, as a binary file has it. */
export function inOneBuffer(document: Document): Document {
  const [first = document.createBuffer(), ...others] = document.getRoot().listBuffers();
  for (const accessor of document.getRoot().listAccessors()) accessor.setBuffer(first).setSparse(false);
  for (const buffer of others) buffer.dispose();
  return document;
}
