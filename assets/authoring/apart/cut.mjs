/** Cuts a model of one mesh into its authored parts, and gives it its colours. */
import { KHRMaterialsVariants } from '@gltf-transform/extensions';
import { shellsOf, splitNodes } from '../../../server/products/pipeline/split.ts';
import { linear } from '../products/assemble.mjs';

/** `ear-pad-left` as a designer's program would name it. */
const titleOf = (key) => `${key[0].toUpperCase()}${key.slice(1).replaceAll('-', ' ')}`;

/** A node for each material, then one for each connected piece of it: `walnut 1`, `walnut 3.2`; a whole material keeps its name. */
function piecesOf(document) {
  const [whole] = document.getRoot().listNodes();
  const mesh = whole.getMesh();
  for (const primitive of mesh.listPrimitives()) {
    const name = primitive.getMaterial().getName();
    whole.addChild(document.createNode(name).setMesh(document.createMesh(name).addPrimitive(primitive)));
  }
  whole.setMesh(null);
  mesh.dispose();
  splitNodes(document, shellsOf(document));
  const pieces = new Map();
  whole.traverse((node) => node.getMesh() && pieces.set(node.getName(), node.getMesh()));
  for (const group of whole.listChildren()) {
    for (const piece of group.listChildren()) piece.dispose();
    group.dispose();
  }
  return { whole, pieces };
}

/** Gathers the pieces of each part on a node of its own. Throws when a piece is unknown, or is no part's. */
export function cutApart(document, parts) {
  const { whole, pieces } = piecesOf(document);
  for (const [key, { pieces: wanted }] of Object.entries(parts)) {
    const mesh = document.createMesh(titleOf(key));
    for (const name of wanted) {
      const piece = pieces.get(name);
      if (!piece) throw new Error(`${key}: there is no piece "${name}"; there are ${[...pieces.keys()]}`);
      for (const primitive of piece.listPrimitives()) mesh.addPrimitive(primitive);
      pieces.delete(name);
      piece.dispose();
    }
    whole.addChild(document.createNode(titleOf(key)).setMesh(mesh));
  }
  if (pieces.size > 0) throw new Error(`no part has ${[...pieces.keys()]}`);
}

/** The ids of the found parts by their keys. */
export function idsOf(found, parts) {
  return new Map(Object.keys(parts).map((key) => [key, found.find(({ name }) => name === titleOf(key)).id]));
}

/** Adds KHR_materials_variants: the same materials in other colours. The first one is the file as it is. */
export function dye(document, variants) {
  if (variants.length === 0) return;
  const extension = document.createExtension(KHRMaterialsVariants);
  const root = document.getRoot();
  const dyed = variants.map(({ variant, materials = {} }) => ({
    variant: extension.createVariant(variant),
    materials: new Map(
      Object.entries(materials).map(([name, look]) => [name, dyedLike(root, variant, name, look)]),
    ),
  }));
  const changing = new Set(dyed.flatMap(({ materials }) => [...materials.keys()]));
  for (const primitive of root.listMeshes().flatMap((mesh) => mesh.listPrimitives())) {
    const own = primitive.getMaterial();
    if (!changing.has(own.getName())) continue;
    const list = extension.createMappingList();
    for (const { variant, materials } of dyed) {
      const material = materials.get(own.getName()) ?? own;
      list.addMapping(extension.createMapping().addVariant(variant).setMaterial(material));
    }
    primitive.setExtension('KHR_materials_variants', list);
  }
}

function dyedLike(root, variant, name, { colour }) {
  const own = root.listMaterials().find((material) => material.getName() === name);
  return own
    .clone()
    .setName(`${name}-${variant.toLowerCase()}`)
    .setBaseColorFactor([...linear(colour), own.getBaseColorFactor()[3]]);
}
