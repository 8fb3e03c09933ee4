import type { Material } from '@babylonjs/core/Materials/material';
import { ShaderMaterial } from '@babylonjs/core/Materials/shaderMaterial';
import { Color3 } from '@babylonjs/core/Maths/math.color';
import type { AbstractMesh } from '@babylonjs/core/Meshes/abstractMesh';

const own = new WeakMap<Material, Color3>();

/** Tints the materials of a name, of the fine or the light tier (`name-simple`), by `#rrggbb`; empty gives their own colour back. */
export function tintMeshes(meshes: readonly AbstractMesh[], name: string, colour: string): void {
  const materials = new Set(meshes.map(({ material }) => material));
  for (const material of materials) {
    if (!material || (material.name !== name && material.name !== `${name}-simple`)) continue;
    const wished = colour ? Color3.FromHexString(colour).toLinearSpace() : undefined;
    if (isFine(material)) {
      const plain = remembered(material, material.albedoColor);
      material.albedoColor = wished ?? plain;
    } else if (material instanceof ShaderMaterial) {
      const plain = remembered(material, (material as never as { _colors3: { tint: Color3 } })._colors3.tint);
      material.setColor3('tint', wished ?? plain);
    }
  }
}

/** Asked by its field: the light tier is not to carry the full material's code. */
const isFine = (material: Material): material is Material & { albedoColor: Color3 } =>
  'albedoColor' in material;

function remembered(material: Material, colour: Color3): Color3 {
  const known = own.get(material) ?? colour.clone();
  own.set(material, known);
  return known;
}
