import { Document, NodeIO } from '@gltf-transform/core';
import { ALL_EXTENSIONS, EXTMeshoptCompression, KHRDracoMeshCompression } from '@gltf-transform/extensions';
import fc from 'fast-check';
import { MeshoptDecoder, MeshoptEncoder } from 'meshoptimizer';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { Examination } from '../../../shared/model/examination.ts';
import { bytesOf, glbOf, textured, triangle, triangleGlb } from '../testing/models.ts';
import { examine } from './examine.ts';
import { Stopped } from './job.ts';
import { LIMITS } from './limits.ts';
import { readModel } from './read.ts';
import type { Resources } from './resources.ts';

type Verdict = { stop: string; detail: string; codes: string[]; examination?: Examination };

async function verdict(resources: Resources, main: string): Promise<Verdict> {
  const said = (examination?: Examination) => (examination?.findings ?? []).map(({ code }) => code);
  try {
    const examination = await examine(resources, main);
    return { stop: '', detail: '', codes: said(examination), examination };
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    const { stop, detail, examination } = error;
    return { stop, detail, codes: said(examination), examination };
  }
}

const ofGltf = (json: unknown, files: Record<string, Uint8Array> = {}) =>
  verdict(new Map([['a/chair.gltf', bytesOf(json)], ...Object.entries(files)]), 'a/chair.gltf');
const ofGlb = (bytes: Uint8Array) => verdict(new Map([['chair.glb', bytes]]), 'chair.glb');
const withBuffer = (uri: string) => triangle({ buffers: [{ byteLength: 36, uri }] });

const png = (widthPx: number, heightPx: number) =>
  sharp({ create: { width: widthPx, height: heightPx, channels: 3, background: 'brown' } })
    .png()
    .toBuffer();

test('[CK7] a valid model passes, with what is to be known of it', async () => {
  const { stop, examination } = await ofGltf(triangle());
  expect(stop).toBe('');
  expect(examination).toMatchObject({
    main: 'a/chair.gltf',
    format: 'gltf',
    counts: { error: 0, warning: 0 },
    generator: 'test',
    version: '2.0',
  });
  expect(await ofGlb(triangleGlb())).toMatchObject({ stop: '', examination: { format: 'glb' } });
});

test('[CK7] errors refuse, and the whole report comes along', async () => {
  const broken = await ofGltf(triangle({ nodes: [{ name: 'leg_2', mesh: 14 }] }));
  expect(broken).toMatchObject({ stop: 'invalid', detail: 'UNRESOLVED_REFERENCE /nodes/0/mesh' });
  expect(broken.examination!.findings[0]).toMatchObject({
    severity: 'error',
    place: { kind: 'node', name: 'leg_2', property: 'mesh' },
    values: ['14', '14'],
  });
});

test('[CK7] an error that comes after a flood of warnings is found', async () => {
  const flood = Array.from({ length: 21_000 }, () => ({ odd: 1 }));
  const { stop, codes } = await ofGltf(
    triangle({ nodes: [{ name: 'leg', mesh: 0 }, ...flood], cameras: [{ type: 'perspective' }] }),
  );
  expect(stop).toBe('invalid');
  expect(codes[0]).not.toBe('UNEXPECTED_PROPERTY');
});

test('[CK7] what is something else is not taken for a model', async () => {
  const picture = await png(4, 4);
  expect(await verdict(new Map([['chair.glb', picture]]), 'chair.glb')).toMatchObject({
    stop: 'not-a-model',
    detail: 'chair.glb: png',
  });
});

test.each([
  'file:///etc/passwd',
  'http://127.0.0.1/chair.bin',
  '//host/chair.bin',
  '/etc/passwd',
  '../../chair.bin',
  '..%2f..%2fchair.bin',
  '%2e%2e/../chair.bin',
  '..\\..\\chair.bin',
  '%5c%5chost%5cchair.bin',
  'C:/chair.bin',
  'javascript:alert(1)',
  'chair.bin%00.png',
  '%2',
])('[CK8] the address %s leads nowhere', async (uri) => {
  const outside = new Map<string, Uint8Array>([
    ['a/chair.gltf', bytesOf(withBuffer(uri))],
    ['chair.bin', new Uint8Array(36)],
  ]);
  const { stop, codes } = await verdict(outside, 'a/chair.gltf');
  expect(stop).toBe('outside-reference');
  expect(codes).toContain('VT_OUTSIDE_REFERENCE');
});

test('[CK8] addresses of unknown extensions are looked at too, texts in extras are not', async () => {
  const sneaky = { extensionsUsed: ['EXT_x'], extensions: { EXT_x: { schemaUri: 'http://x/y.json' } } };
  expect((await ofGltf(triangle(sneaky))).stop).toBe('outside-reference');
  expect((await ofGltf(triangle({ extras: { uri: 'http://x' } }))).stop).toBe('');
});

test('[CK8] an address within the upload is found, encoded and by detours too', async () => {
  const bin = new Uint8Array(Buffer.from(new Float32Array([0, 0, 0, 1, 0, 0, 0, 1, 0]).buffer));
  expect((await ofGltf(withBuffer('the%20leg.bin'), { 'a/the leg.bin': bin })).stop).toBe('');
  expect((await ofGltf(withBuffer('../b/leg.bin'), { 'b/leg.bin': bin })).stop).toBe('');
  expect((await ofGltf(withBuffer('b/../le%CC%81g.bin'), { 'a/l\u00e9g.bin': bin })).stop).toBe('');
});

test('[CK9] a missing file is named, and the one that was meant', async () => {
  expect(await ofGltf(withBuffer('leg.bin'))).toMatchObject({ stop: 'missing-file', detail: 'a/leg.bin' });
  const near = await ofGltf(withBuffer('leg.bin'), { 'a/Leg.BIN': new Uint8Array(36) });
  expect(near.stop).toBe('missing-file');
  expect(near.examination!.findings.find(({ code }) => code === 'VT_OTHER_FILE_NAME')!.values).toEqual([
    'a/leg.bin',
    'a/Leg.BIN',
  ]);
});

test('[CK10] an extension that is demanded but unknown refuses, one that is merely used is dropped', async () => {
  const uses = { extensionsUsed: ['EXT_x'], extensions: { EXT_x: {} } };
  expect(await ofGltf(triangle({ ...uses, extensionsRequired: ['EXT_x'] }))).toMatchObject({
    stop: 'unsupported-extension',
    detail: 'EXT_x',
  });
  const dropped = await ofGltf(triangle(uses));
  expect(dropped.stop).toBe('');
  expect(dropped.codes).toContain('VT_DROPPED_EXTENSION');
});

test('[CK10] a model that draws nothing passes with a warning', async () => {
  const { stop, codes } = await ofGltf({ asset: { version: '2.0' } });
  expect(stop).toBe('');
  expect(codes).toContain('VT_NOTHING_TO_SEE');
});

test('[CK10] parts without a name are counted', async () => {
  const { codes } = await ofGltf(triangle({ nodes: [{ mesh: 0 }] }));
  expect(codes).toContain('VT_UNNAMED_PARTS');
});

const accessor = (more: Record<string, unknown>) =>
  triangle({ accessors: [{ componentType: 5126, type: 'VEC3', count: 3, ...more }] });
const chain = Array.from({ length: LIMITS.nodeDepth + 2 }, (_, index) => ({ children: [index + 1] }));

test.each<[string, unknown]>([
  ['an accessor without data', accessor({ count: 2 ** 31 })],
  ['a sparse accessor', accessor({ count: 3, sparse: { count: 2 ** 31 } })],
  ['many accessors over the same data', accessor({ count: 1 })],
  ['too many nodes', triangle({ nodes: Array.from({ length: LIMITS.nodes + 1 }, () => ({})) })],
  ['too deep a tree', triangle({ nodes: [...chain, { mesh: 0 }] })],
  [
    'too many instances',
    triangle({
      extensionsUsed: ['EXT_mesh_gpu_instancing'],
      nodes: [{ mesh: 0, extensions: { EXT_mesh_gpu_instancing: { attributes: { TRANSLATION: 1 } } } }],
      accessors: [
        { componentType: 5126, type: 'VEC3', count: 3 },
        { componentType: 5126, type: 'VEC3', count: LIMITS.instances + 1 },
      ],
    }),
  ],
  [
    'a meshopt view',
    triangle({
      bufferViews: [
        {
          buffer: 0,
          byteLength: 2 ** 33,
          extensions: { EXT_meshopt_compression: { count: 2 ** 31, byteStride: 4 } },
        },
      ],
    }),
  ],
])('[CK11] what %s declares is bounded before anything counts up to it', async (what, json) => {
  const bomb = what.startsWith('many')
    ? triangle({
        accessors: Array.from({ length: 5_000 }, () => ({
          componentType: 5126,
          type: 'VEC3',
          count: 10_000,
        })),
      })
    : json;
  expect((await ofGltf(bomb)).stop).toBe('too-complex');
});

test('[CK11] JSON that is nested too deeply is not parsed', async () => {
  const deep = `{"asset":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`;
  expect((await verdict(new Map([['a.gltf', Buffer.from(deep)]]), 'a.gltf')).stop).toBe('too-complex');
  expect((await ofGltf(triangle({ extras: { text: '[[[['.repeat(100) } }))).stop).toBe('');
});

test('[CK11] a file can’t change what objects are', async () => {
  const text = JSON.stringify(triangle()).replace(
    '{',
    '{"__proto__": {"polluted": 1}, "constructor": {"prototype": 1},',
  );
  const { stop } = await verdict(new Map([['a.gltf', Buffer.from(text)]]), 'a.gltf');
  expect(stop).toBe('');
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('[CK12] a picture is judged by its head: too large, broken, moving or of another kind is refused', async () => {
  const uri = (bytes: Uint8Array, type = 'image/png') =>
    `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;
  const small = await png(4, 4);
  expect((await ofGltf(textured({ uri: uri(small) }))).stop).toBe('');
  const huge = Buffer.from(small);
  huge.writeUInt32BE(60_000, 16);
  huge.writeUInt32BE(60_000, 20);
  expect(await ofGltf(textured({ uri: uri(huge) }))).toMatchObject({
    stop: 'image-too-large',
    detail: '60000 × 60000',
  });
  const frames = await sharp({
    create: { width: 4, height: 8, channels: 3, background: 'red', pageHeight: 4 } as never,
  })
    .gif()
    .toBuffer();
  expect((await ofGltf(textured({ uri: 'a.png' }), { 'a/a.png': frames })).stop).toBe('image-broken');
  expect((await ofGltf(textured({ uri: 'a.png' }), { 'a/a.png': Buffer.from('<svg xmlns="">') })).stop).toBe(
    'image-broken',
  );
  expect((await ofGltf(textured({ uri: uri(small.subarray(0, 60)) }))).stop).toMatch(
    /^(invalid|image-broken)$/,
  );
});

test('[CK12] the type that a picture declares is compared with its bytes', async () => {
  const { codes, stop } = await ofGltf(textured({ uri: 'a.jpg', mimeType: 'image/jpeg' }), {
    'a/a.jpg': await png(4, 4),
  });
  expect(stop).toBe('invalid');
  expect(codes).toContain('IMAGE_MIME_TYPE_INVALID');
});

test('[CK12] AVIF and KTX2 are pictures, though the validator does not know them', async () => {
  const avif = await sharp(await png(4, 4))
    .avif()
    .toBuffer();
  const { codes, stop } = await ofGltf(
    textured(
      { uri: 'a.avif', mimeType: 'image/avif' },
      {
        extensionsUsed: ['EXT_texture_avif'],
        extensionsRequired: ['EXT_texture_avif'],
        textures: [{ extensions: { EXT_texture_avif: { source: 0 } } }],
      },
    ),
    { 'a/a.avif': avif },
  );
  expect({ stop, codes }).toEqual({ stop: '', codes: [] });
});

const io = new NodeIO().registerExtensions(ALL_EXTENSIONS);

/** A grid of triangles, packed by Draco or meshopt, whose JSON is then changed. */
async function packed(by: 'draco' | 'meshopt', change: (json: Json) => void): Promise<Uint8Array> {
  const draco = (await import('draco3dgltf' as string)).default;
  io.registerDependencies({
    'draco3d.encoder': await draco.createEncoderModule(),
    'meshopt.encoder': MeshoptEncoder,
    'meshopt.decoder': MeshoptDecoder,
  });
  await MeshoptEncoder.ready;
  const document = new Document();
  const buffer = document.createBuffer();
  const points = Array.from({ length: 64 }, (_, index) => [index % 8, Math.floor(index / 8), 0]).flat();
  const corners = Array.from({ length: 48 }, (_, index) => [index, index + 1, index + 8]).flat();
  const primitive = document
    .createPrimitive()
    .setIndices(
      document.createAccessor().setType('SCALAR').setArray(new Uint16Array(corners)).setBuffer(buffer),
    )
    .setAttribute(
      'POSITION',
      document.createAccessor().setType('VEC3').setArray(new Float32Array(points)).setBuffer(buffer),
    );
  const node = document.createNode('grid').setMesh(document.createMesh('grid').addPrimitive(primitive));
  document.createScene().addChild(node);
  if (by === 'draco') document.createExtension(KHRDracoMeshCompression).setRequired(true);
  else document.createExtension(EXTMeshoptCompression).setRequired(true);
  const { json, resources } = await io.writeJSON(document);
  const [bin] = Object.values(resources);
  const changed = json as unknown as Json;
  delete changed.buffers![0]!.uri;
  change(changed);
  return glbOf(changed, bin!);
}

type Json = Record<string, Record<string, unknown>[]>;
const meshopt = (json: Json, index: number) =>
  (json.bufferViews!.filter(({ extensions }) => extensions)[index]!.extensions as Json)
    .EXT_meshopt_compression as unknown as Record<string, unknown>;

test('[CK13] compressed geometry that is what it says passes', async () => {
  for (const by of ['draco', 'meshopt'] as const)
    expect(await ofGlb(await packed(by, () => {}))).toMatchObject({
      stop: '',
      examination: { counts: { error: 0 } },
    });
});

test('[CK13] meshopt under the name that Khronos gave it is checked and read alike', async () => {
  const khronos = (json: Json): void => {
    for (const view of [...json.bufferViews!, ...json.buffers!]) {
      const { EXT_meshopt_compression: packed, ...others } = (view.extensions ?? {}) as Record<
        string,
        unknown
      >;
      if (packed) view.extensions = { ...others, KHR_meshopt_compression: packed };
    }
    for (const list of ['extensionsUsed', 'extensionsRequired'])
      json[list] = ['KHR_meshopt_compression'] as never;
  };
  const bytes = await packed('meshopt', khronos);
  expect(await ofGlb(bytes)).toMatchObject({ stop: '', examination: { counts: { error: 0 } } });
  const read = await readModel(new Map([['grid.glb', bytes]]), 'grid.glb');
  const [primitive] = read.getRoot().listMeshes()[0]!.listPrimitives();
  expect(primitive!.getAttribute('POSITION')!.getElement(9, [])).toEqual([1, 1, 0]);
  const lie = await packed('meshopt', (json) => {
    Object.assign(meshopt(json, 0), { count: 9 });
    khronos(json);
  });
  expect((await ofGlb(lie)).stop).toMatch(/geometry-broken|invalid/);
});

test('[CK13] Draco that holds more or less than is said of it is refused', async () => {
  const lie = (index: number, count: number) =>
    packed('draco', (json) => {
      json.accessors![index]!.count = count;
    });
  const wrong = await ofGlb(await lie(0, 3_000_000));
  expect(wrong.stop).toBe('geometry-broken');
  expect(wrong.codes).toContain('VT_GEOMETRY_BROKEN');
  expect((await ofGlb(await lie(1, 3))).stop).toBe('geometry-broken');
});

test('[CK13] meshopt that does not fill its view, or can’t be unpacked, is refused', async () => {
  const lies: ((json: Json) => void)[] = [
    (json) => Object.assign(meshopt(json, 0), { count: 9 }),
    (json) => Object.assign(meshopt(json, 0), { byteLength: 5 }),
    (json) => Object.assign(meshopt(json, 0), { buffer: 7 }),
    (json) => Object.assign(meshopt(json, 0), { mode: 'OTHER' }),
    (json) => Object.assign(meshopt(json, 0), { byteOffset: 4 }),
  ];
  for (const lie of lies)
    expect((await ofGlb(await packed('meshopt', lie))).stop).toMatch(/geometry-broken|invalid/);
});

test('[CK14] whatever a file’s bytes are, the check ends with a verdict', async () => {
  const whole = [triangleGlb(), await packed('meshopt', () => {}), await packed('draco', () => {})];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...whole),
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 }),
      async (model, flips) => {
        const bytes = model.slice();
        for (const [at, value] of flips) bytes[at % bytes.length] = value;
        await ofGlb(bytes);
      },
    ),
    { numRuns: 150 },
  );
});

test('[CK14] a value at which the validator itself gives up ends in a refusal', async () => {
  const text = JSON.stringify(triangle()).replace('"mesh":0', '"mesh":1e999');
  const { stop, codes } = await verdict(new Map([['a.gltf', Buffer.from(text)]]), 'a.gltf');
  expect({ stop, codes }).toEqual({ stop: 'invalid', codes: ['VT_UNCHECKABLE', 'VT_NOTHING_TO_SEE'] });
});

test('[CK14] whatever stands in its JSON too', async () => {
  const keys = Object.keys(triangle());
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...keys), fc.json({ maxDepth: 3 }), async (key, value) => {
      await ofGltf(triangle({ [key]: JSON.parse(value) }));
      await ofGltf(triangle({ [key]: [JSON.parse(value)] }));
    }),
    { numRuns: 100 },
  );
});
