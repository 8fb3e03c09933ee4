import type { Document, Material, Node, Primitive } from '@gltf-transform/core';
import type { MappingList } from '@gltf-transform/extensions';
import { drawnNodes, type Placed, placedPrimitives } from './placed.ts';
import { type Corners, materialLines, setOf, texturesOf } from './usdMaterial.ts';
import { hasColors, meshLines, transformLines, uvSets } from './usdMesh.ts';
import { type Named, openNames, prim, quoted } from './usdText.ts';
import { encodeTextures, type Images } from './usdTextures.ts';
import { storeZip } from './zipStore.ts';

export type UsdzOptions = {
  /** What the product is called. */
  name: string;
  /** The variant that is shown; without it the file's own look. */
  variant?: string;
};

/** What a file may weigh, and how many pixels a side its textures have: the first size that fits. */
const BYTES = 10_000_000;
const TEXTURE_PX = [2048, 1024, 512, 256, 128];
/** Characters after which a mesh that is shown again refers to where it was written first. */
const WRITTEN_OUT = 5_000_000;
const INSTANCES = 5_000;

/**
 * Writes what a document shows at rest as USDZ for iOS Quick Look: metres, y up, standing on a level surface. Triangles
 * with materials, textures and the colours of corners; animation, lights, points and lines are left out.
 */
export async function writeUsdz(document: Document, { name, variant }: UsdzOptions): Promise<Uint8Array> {
  const looks = looksOf(document, variant);
  const wanted = [...new Set([...looks.values()])].flatMap((material) =>
    material ? texturesOf(material) : [],
  );
  let archive: Uint8Array = new Uint8Array();
  for (const px of TEXTURE_PX) {
    const images = await encodeTextures(wanted, px);
    const text = sceneText(document, name, looks, images);
    // Where corners have no coordinates, a material does without its pictures.
    const pictures = images.files.filter((file) => text.includes(`@${file.name}@`));
    archive = storeZip([{ name: 'product.usda', data: new TextEncoder().encode(text) }, ...pictures]);
    if (archive.length <= BYTES || pictures.length === 0) break;
  }
  return archive;
}

type Looks = Map<Primitive, Material | null>;

/** The material of each primitive that is shown, in a variant. */
function looksOf(document: Document, variant: string | undefined): Looks {
  const looks: Looks = new Map();
  for (const node of drawnNodes(document))
    for (const primitive of node.getMesh()!.listPrimitives()) {
      const mappings = primitive.getExtension<MappingList>('KHR_materials_variants')?.listMappings() ?? [];
      const mapping = mappings.find((one) => one.listVariants().some((its) => its.getName() === variant));
      looks.set(primitive, mapping?.getMaterial() ?? primitive.getMaterial());
    }
  return looks;
}

/** A layer that is being written. */
type Layer = {
  looks: Looks;
  /** Each material once for every kind of corners that it is used with. */
  materials: Map<Material, Map<string, Named>>;
  /** Text of all materials so far. */
  shading: string[];
  nameMaterial: ReturnType<typeof openNames>;
  images: Images;
  /** Where a primitive was written first. */
  first: Map<Primitive, string>;
  written: number;
};

function sceneText(document: Document, name: string, looks: Looks, images: Images): string {
  const { name: root, path } = openNames('')(name, 'Product');
  const names = openNames(path);
  const materials = names('Materials', 'Materials');
  const layer: Layer = {
    looks,
    materials: new Map(),
    shading: [],
    nameMaterial: openNames(materials.path),
    images,
    first: new Map(),
    written: 0,
  };
  const drawn = new Set(drawnNodes(document));
  const scene = document.getRoot().getDefaultScene() ?? document.getRoot().listScenes()[0];
  const shown = (scene?.listChildren() ?? []).flatMap((node) => nodeLines(layer, node, names, drawn));
  for (const node of drawn) if (isLoose(node)) shown.push(...looseLines(layer, node, names));
  const product = prim(
    `def Xform "${root}"`,
    [
      'prepend apiSchemas = ["Preliminary_AnchoringAPI"]',
      'assetInfo = {',
      `    string name = ${quoted(name)}`,
      '}',
      'kind = "component"',
    ],
    [
      'uniform token preliminary:anchoring:type = "plane"',
      'uniform token preliminary:planeAnchoring:alignment = "horizontal"',
      ...prim('def Scope "Materials"', [], layer.shading),
      ...shown,
    ],
  );
  const head = [
    '#usda 1.0',
    '(',
    `    defaultPrim = "${root}"`,
    '    metersPerUnit = 1',
    '    upAxis = "Y"',
    ')',
    '',
  ];
  return `${[...head, ...product].join('\n')}\n`;
}

/** Instances and skins are placed in the world on their own, outside of the tree. */
const isLoose = (node: Node): boolean =>
  node.getSkin() !== null || node.getExtension('EXT_mesh_gpu_instancing') !== null;

/** A node and what is below it; nothing when nothing of it is shown. */
function nodeLines(
  layer: Layer,
  node: Node,
  nameIn: ReturnType<typeof openNames>,
  drawn: Set<Node>,
): string[] {
  if (!isShown(node, drawn)) return [];
  const { name, path } = nameIn(node.getName(), 'Node');
  const names = openNames(path);
  const own = drawn.has(node) && !isLoose(node) ? placedPrimitives(node, node.getMesh()!) : [];
  return prim(`def Xform "${name}"`, aboutName(node.getName(), name), [
    ...transformLines(node.getMatrix()),
    ...own.flatMap((placed) => primitiveLines(layer, node, placed, names)),
    ...node.listChildren().flatMap((child) => nodeLines(layer, child, names, drawn)),
  ]);
}

const isShown = (node: Node, drawn: Set<Node>): boolean =>
  (drawn.has(node) && !isLoose(node)) || node.listChildren().some((child) => isShown(child, drawn));

/** The name as the file has it, where USD takes another. */
const aboutName = (name: string, taken: string): string[] =>
  name && name !== taken ? ['customData = {', `    string name = ${quoted(name)}`, '}'] : [];

function looseLines(layer: Layer, node: Node, nameIn: ReturnType<typeof openNames>): string[] {
  return placedPrimitives(node, node.getMesh()!).flatMap((placed) =>
    placed.matrices.slice(0, INSTANCES).flatMap((matrix) => {
      const { name, path } = nameIn(node.getName(), 'Node');
      const mesh = primitiveLines(layer, node, placed, openNames(path));
      return mesh.length > 0 ? prim(`def Xform "${name}"`, [], [...transformLines(matrix), ...mesh]) : [];
    }),
  );
}

function primitiveLines(
  layer: Layer,
  node: Node,
  { primitive, points }: Placed,
  nameIn: ReturnType<typeof openNames>,
): string[] {
  const { name, path } = nameIn(node.getMesh()!.getName(), 'Mesh');
  const material = layer.looks.get(primitive) ?? null;
  const corners = cornersOf(primitive, material);
  const bound = material ? bind(layer, material, corners) : undefined;
  const first = layer.first.get(primitive);
  // What a skin or a morph makes of it is another form each time.
  const same = !node.getSkin() && primitive.listTargets().length === 0;
  if (first && same && layer.written > WRITTEN_OUT)
    return prim(
      `def Mesh "${name}"`,
      [`prepend references = <${first}>`, ...(bound ? ['prepend apiSchemas = ["MaterialBindingAPI"]'] : [])],
      bound ? [`rel material:binding = <${bound.path}>`] : [],
    );
  const lines = meshLines({
    primitive,
    points,
    name,
    colored: corners.colored,
    ...(material && bound
      ? {
          material: {
            path: bound.path,
            doubleSided: material.getDoubleSided(),
            color: material.getBaseColorFactor(),
          },
        }
      : {}),
  });
  if (lines.length > 0 && same && !first) layer.first.set(primitive, path);
  layer.written += lines.reduce((sum, line) => sum + line.length, 0);
  return lines;
}

/** A picture of the base colour hides the colours of corners: a surface of USD takes one of them. */
function cornersOf(primitive: Primitive, material: Material | null): Corners {
  const sets = uvSets(primitive);
  const info = material?.getBaseColorTexture() ? material.getBaseColorTextureInfo() : null;
  return { sets, colored: hasColors(primitive) && !(info && sets.includes(setOf(info))) };
}

/** Where a material stands; it is written when it is first used with corners of this kind. */
function bind(layer: Layer, material: Material, corners: Corners): Named {
  const known = layer.materials.get(material) ?? new Map<string, Named>();
  layer.materials.set(material, known);
  const kind = `${corners.colored} ${corners.sets.join(' ')}`;
  const before = known.get(kind);
  if (before) return before;
  const named = layer.nameMaterial(material.getName(), 'Material');
  known.set(kind, named);
  layer.shading.push(...materialLines(material, named, corners, layer.images.pathOf));
  return named;
}
