/** A small model that is valid: one named triangle. */
export function triangle(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    asset: { version: '2.0', generator: 'test' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ name: 'leg', mesh: 0 }],
    meshes: [{ primitives: [{ attributes: { POSITION: 0 } }] }],
    accessors: [
      { bufferView: 0, componentType: 5126, count: 3, type: 'VEC3', min: [0, 0, 0], max: [1, 1, 0] },
    ],
    bufferViews: [{ buffer: 0, byteLength: 36, target: 34962 }],
    buffers: [{ byteLength: 36, uri: `data:application/octet-stream;base64,${POINTS.toString('base64')}` }],
    ...changes,
  };
}

const POINTS = Buffer.from(new Float32Array([0, 0, 0, 1, 0, 0, 0, 1, 0]).buffer);

/** JSON as the bytes of a file. */
export const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

/** The same as a GLB. */
export function glbOf(json: unknown, bin: Uint8Array = POINTS): Uint8Array {
  const text = padded(Buffer.from(JSON.stringify(json)), 0x20);
  const data = padded(Buffer.from(bin), 0);
  const head = Buffer.alloc(12);
  head.write('glTF', 0, 'latin1');
  head.writeUInt32LE(2, 4);
  head.writeUInt32LE(12 + 8 + text.length + 8 + data.length, 8);
  return new Uint8Array(Buffer.concat([head, chunk('JSON', text), chunk('BIN\0', data)]));
}

const padded = (bytes: Buffer, fill: number): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4, fill)]);

function chunk(type: string, bytes: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(bytes.length, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, bytes]);
}

/** The triangle as a GLB. */
export const triangleGlb = (): Uint8Array => glbOf(triangle({ buffers: [{ byteLength: 36 }] }));

/** The triangle with one texture, whose image is as given. */
export function textured(image: Record<string, unknown>, more: Record<string, unknown> = {}) {
  return triangle({
    images: [image],
    textures: [{ source: 0 }],
    materials: [{ pbrMetallicRoughness: { baseColorTexture: { index: 0 } } }],
    meshes: [{ primitives: [{ attributes: { POSITION: 0, TEXCOORD_0: 1 }, material: 0 }] }],
    accessors: [
      { bufferView: 0, componentType: 5126, count: 3, type: 'VEC3', min: [0, 0, 0], max: [1, 1, 0] },
      { bufferView: 1, componentType: 5126, count: 3, type: 'VEC2' },
    ],
    bufferViews: [
      { buffer: 0, byteLength: 36, target: 34962 },
      { buffer: 0, byteLength: 24, target: 34962 },
    ],
    ...more,
  });
}
