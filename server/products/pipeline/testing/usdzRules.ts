import { extname } from 'node:path';
import { crc32 } from 'node:zlib';
import { type Layer, type Prim, type Property, readUsda } from './usdaReader.ts';

/** What breaks the rules of USDZ in an archive, in its layer or between the two; nothing for one that Quick Look may open. */
export function usdzProblems(bytes: Uint8Array): string[] {
  const { files, problems } = readArchive(Buffer.from(bytes));
  const [first] = files;
  if (problems.length > 0) return problems;
  if (!first) return ['no file'];
  try {
    return layerProblems(readUsda(first.data.toString('utf8')), files.slice(1));
  } catch (error) {
    return [(error as Error).message];
  }
}

/** The text of the layer that opens first. */
export const layerText = (bytes: Uint8Array): string =>
  readArchive(Buffer.from(bytes)).files[0]!.data.toString('utf8');

type File = { name: string; data: Buffer };

const MAGIC: Record<string, string> = { '.png': '89504e470d0a1a0a', '.jpg': 'ffd8ff', '.jpeg': 'ffd8ff' };
const LAYERS = ['.usda', '.usdc', '.usd'];

/** Reads a zip by both of its accounts, local heads and directory, which must agree. */
function readArchive(zip: Buffer): { files: File[]; problems: string[] } {
  const files: File[] = [];
  const problems: string[] = [];
  const must = (holds: boolean, what: string): void => {
    if (!holds) problems.push(what);
  };
  const end = zip.length - 22;
  if (end < 0 || zip.readUInt32LE(end) !== 0x06054b50) return { files, problems: ['no end of directory'] };
  const count = zip.readUInt16LE(end + 8);
  must(count === zip.readUInt16LE(end + 10), 'counts differ');
  let entry = zip.readUInt32LE(end + 16);
  let expected = 0;
  for (let at = 0; at < count; at++) {
    if (zip.readUInt32LE(entry) !== 0x02014b50) return { files, problems: [...problems, 'no entry'] };
    const head = zip.readUInt32LE(entry + 42);
    const [pathLength, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(entry + field)) as [
      number,
      number,
      number,
    ];
    const name = zip.toString('latin1', entry + 46, entry + 46 + pathLength);
    must(head === expected && zip.readUInt32LE(head) === 0x04034b50, `${name}: no head where the last ended`);
    must(
      zip.subarray(head + 4, head + 28).equals(zip.subarray(entry + 6, entry + 30)),
      `${name}: accounts differ`,
    );
    must(zip.toString('latin1', head + 30, head + 30 + pathLength) === name, `${name}: names differ`);
    must(zip.readUInt16LE(head + 6) === 0, `${name}: flags`);
    must(zip.readUInt16LE(head + 8) === 0, `${name}: compressed`);
    must(extra === 0 && comment === 0, `${name}: more in the directory`);
    const padding = zip.readUInt16LE(head + 28);
    const padded =
      padding === 0 || (padding >= 4 && zip.readUInt16LE(head + 32 + pathLength) === padding - 4);
    must(padded, `${name}: padding`);
    const start = head + 30 + pathLength + padding;
    must(start % 64 === 0, `${name}: begins at ${start}`);
    const size = zip.readUInt32LE(head + 18);
    must(size === zip.readUInt32LE(head + 22), `${name}: sizes differ`);
    const data = zip.subarray(start, start + size);
    must(data.length === size && crc32(data) === zip.readUInt32LE(head + 14), `${name}: checksum`);
    must(/^[A-Za-z0-9_][A-Za-z0-9_./-]*$/.test(name) && !name.includes('..'), `${name}: unsafe`);
    must(!files.some((file) => file.name === name), `${name}: twice`);
    const type = extname(name);
    must(at === 0 ? LAYERS.includes(type) : type in MAGIC, `${name}: not a type for place ${at}`);
    if (type in MAGIC) must(data.toString('hex').startsWith(MAGIC[type]!), `${name}: is none`);
    files.push({ name, data });
    expected = start + size;
    entry += 46 + pathLength + extra + comment;
  }
  must(zip.readUInt32LE(end + 16) === expected && entry === end, 'directory is not where the files end');
  return { files, problems };
}

/** Inputs and outputs of the shaders of the preview surface, with their types. */
const SHADERS: Record<string, Record<string, string>> = {
  UsdPreviewSurface: {
    'inputs:diffuseColor': 'color3f',
    'inputs:emissiveColor': 'color3f',
    'inputs:useSpecularWorkflow': 'int',
    'inputs:metallic': 'float',
    'inputs:roughness': 'float',
    'inputs:clearcoat': 'float',
    'inputs:clearcoatRoughness': 'float',
    'inputs:opacity': 'float',
    'inputs:opacityThreshold': 'float',
    'inputs:ior': 'float',
    'inputs:normal': 'normal3f',
    'inputs:occlusion': 'float',
    'outputs:surface': 'token',
  },
  UsdUVTexture: {
    'inputs:file': 'asset',
    'inputs:st': 'float2',
    'inputs:wrapS': 'token',
    'inputs:wrapT': 'token',
    'inputs:scale': 'float4',
    'inputs:bias': 'float4',
    'inputs:sourceColorSpace': 'token',
    'outputs:rgb': 'float3',
    'outputs:r': 'float',
    'outputs:g': 'float',
    'outputs:b': 'float',
    'outputs:a': 'float',
  },
  UsdTransform2d: {
    'inputs:in': 'float2',
    'inputs:rotation': 'float',
    'inputs:scale': 'float2',
    'inputs:translation': 'float2',
    'outputs:result': 'float2',
  },
  UsdPrimvarReader_float2: { 'inputs:varname': 'string', 'outputs:result': 'float2' },
  UsdPrimvarReader_float3: { 'inputs:varname': 'string', 'outputs:result': 'float3' },
};
const SAME: Record<string, string> = { color3f: 'float3', normal3f: 'float3' };
const ALLOWED: Record<string, RegExp> = {
  wrapS: /^(repeat|clamp|mirror)$/,
  wrapT: /^(repeat|clamp|mirror)$/,
  sourceColorSpace: /^(sRGB|raw)$/,
};
const MESH: Record<string, string> = {
  doubleSided: 'bool',
  extent: 'float3[]',
  faceVertexCounts: 'int[]',
  faceVertexIndices: 'int[]',
  normals: 'normal3f[]',
  points: 'point3f[]',
  subdivisionScheme: 'token',
  'primvars:displayColor': 'color3f[]',
  'material:binding': 'rel',
};

function layerProblems(layer: Layer, images: File[]): string[] {
  const problems: string[] = [];
  const must = (holds: boolean, what: string): void => {
    if (!holds) problems.push(what);
  };
  const prims = new Map<string, Prim>();
  const visit = (prim: Prim): void => {
    prims.set(prim.path, prim);
    prim.children.forEach(visit);
  };
  layer.prims.forEach(visit);
  must(prims.has(`/${layer.meta.get('defaultPrim')?.text}`), 'no default prim');
  must(layer.prims.length === 1, 'prims beside the default one');
  must(layer.meta.get('metersPerUnit')?.text === '1', 'not in metres');
  must(layer.meta.get('upAxis')?.text === 'Y', 'y is not up');
  const used = new Set<string>();
  for (const prim of prims.values()) {
    must(
      ['Xform', 'Scope', 'Material', 'Shader', 'Mesh'].includes(prim.type),
      `${prim.path}: type ${prim.type}`,
    );
    if (prim.type === 'Shader') shaderProblems(prim, must, images, used);
    if (prim.type === 'Mesh') meshProblems(prim, prims, must);
    if (prim.type === 'Xform') transformProblems(prim, must);
    for (const property of prim.properties.values()) connectionProblems(prim, property, prims, must);
  }
  for (const { name } of images) must(used.has(name), `${name}: used by none`);
  return problems;
}

type Must = (holds: boolean, what: string) => void;

function shaderProblems(prim: Prim, must: Must, images: File[], used: Set<string>): void {
  const id = prim.properties.get('info:id')?.value?.text ?? '';
  const known = SHADERS[id];
  if (!known) {
    must(false, `${prim.path}: shader ${id}`);
    return;
  }
  for (const { name, type, value } of prim.properties.values()) {
    if (name === 'info:id') continue;
    const plain = name.replace(/\.connect$/, '');
    must(known[plain] === type, `${prim.path}.${name}: ${type}`);
    const rule = ALLOWED[plain.replace('inputs:', '')];
    if (rule) must(rule.test(value?.text ?? ''), `${prim.path}.${name}: ${value?.text}`);
    if (type === 'float')
      must(
        name.startsWith('outputs:') || name.endsWith('.connect') || isNumber(value?.text),
        `${prim.path}.${name}`,
      );
    if (value?.kind === 'tuple')
      must(tupleWidth(value.text) === Number(/[234]/.exec(type)?.[0]), `${prim.path}.${name}`);
    if (type === 'asset') {
      used.add(value?.text ?? '');
      must(
        images.some((image) => image.name === value?.text),
        `${prim.path}: ${value?.text} is not there`,
      );
    }
  }
  if (id === 'UsdUVTexture') must(prim.properties.has('inputs:st.connect'), `${prim.path}: no coordinates`);
}

const isNumber = (text = ''): boolean => text !== '' && Number.isFinite(Number(text));
const tupleWidth = (text: string): number => {
  const numbers = text.slice(1, -1).split(',');
  return numbers.every((number) => isNumber(number.trim())) ? numbers.length : 0;
};

/** Where a connection leads: an output of the right type, or a material. */
function connectionProblems(
  prim: Prim,
  { name, type, value }: Property,
  prims: Map<string, Prim>,
  must: Must,
): void {
  if (type === 'rel') {
    must(prims.get(value?.text ?? '')?.type === 'Material', `${prim.path}.${name}: leads to ${value?.text}`);
    must(
      prim.meta.get('apiSchemas')?.text.includes('MaterialBindingAPI') === true,
      `${prim.path}: no binding schema`,
    );
    return;
  }
  if (!name.endsWith('.connect')) return;
  const [path, output] = (value?.text ?? '').split('.');
  const target = prims.get(path ?? '')?.properties.get(output ?? '');
  const fits = (SAME[target?.type ?? ''] ?? target?.type) === (SAME[type] ?? type);
  must(output?.startsWith('outputs:') === true && fits, `${prim.path}.${name}: leads to ${value?.text}`);
}

function transformProblems(prim: Prim, must: Must): void {
  const transform = prim.properties.get('xformOp:transform');
  const order = prim.properties.get('xformOpOrder')?.value?.text;
  must((transform === undefined) === (order === undefined), `${prim.path}: order of transforms`);
  if (transform)
    must(/^\((\((-?[0-9.e+-]+(, )?){4}\)(, )?){4}\)$/.test(transform.value!.text), `${prim.path}: matrix`);
}

function meshProblems(prim: Prim, prims: Map<string, Prim>, must: Must): void {
  const reference = prim.meta.get('references')?.text;
  if (reference !== undefined) {
    must(prims.get(reference)?.type === 'Mesh', `${prim.path}: refers to ${reference}`);
    must(
      [...prim.properties.keys()].every((name) => name === 'material:binding'),
      `${prim.path}: overrides`,
    );
    return;
  }
  for (const { name, type } of prim.properties.values())
    must(
      (MESH[name] ?? (/^primvars:st\d?$/.test(name) ? 'texCoord2f[]' : '')) === type,
      `${prim.path}.${name}: ${type}`,
    );
  const numbers = (name: string): number[] => arrayOf(prim.properties.get(name)?.value?.text ?? '[NaN]');
  const [points, indices, counts, extent] = ['points', 'faceVertexIndices', 'faceVertexCounts', 'extent'].map(
    numbers,
  ) as [number[], number[], number[], number[]];
  must([...points, ...extent].every(Number.isFinite), `${prim.path}: numbers`);
  must(counts.every((count) => count === 3) && counts.length * 3 === indices.length, `${prim.path}: counts`);
  must(
    indices.every((corner) => Number.isInteger(corner) && corner >= 0 && corner * 3 < points.length),
    `${prim.path}: indices`,
  );
  must(
    extent.length === 6 &&
      points.every((value, at) => value >= extent[at % 3]! && value <= extent[3 + (at % 3)]!),
    `${prim.path}: extent`,
  );
  must(numbers('normals').length === points.length, `${prim.path}: normals`);
  for (const { name, type } of prim.properties.values()) {
    if (!name.startsWith('primvars:')) continue;
    const width = type === 'texCoord2f[]' ? 2 : 3;
    const values = numbers(name);
    must(
      values.length * 3 === points.length * width && values.every(Number.isFinite),
      `${prim.path}.${name}: length`,
    );
  }
  const material = prims.get(prim.properties.get('material:binding')?.value?.text ?? '');
  for (const shader of material?.children ?? []) {
    const primvar = shader.properties.get('inputs:varname')?.value?.text;
    if (primvar) must(prim.properties.has(`primvars:${primvar}`), `${prim.path}: no ${primvar}`);
  }
}

function arrayOf(text: string): number[] {
  const inner = text.replace(/[[\]() ]/g, '');
  return inner === '' ? [] : inner.split(',').map((part) => (part === '' ? Number.NaN : Number(part)));
}
