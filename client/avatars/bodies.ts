import type { AnimationGroup } from '@babylonjs/core/Animations/animationGroup';
import type { AssetContainer } from '@babylonjs/core/assetContainer';
import { PBRMaterial } from '@babylonjs/core/Materials/PBR/pbrMaterial';
import { RawTexture } from '@babylonjs/core/Materials/Textures/rawTexture';
import { Texture } from '@babylonjs/core/Materials/Textures/texture';
import { Color3 } from '@babylonjs/core/Maths/math.color';
import { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import type { Scene } from '@babylonjs/core/scene';
import { type Body, GAITS } from '../../shared/model/avatar.ts';
import { addContactShadow } from '../world/contactShadow.ts';
import { loadModel, lowOf } from '../world/models.ts';
import type { World } from '../world/world.ts';

/** One body in the room. `node` stands on the floor and is moved by the owner, who also disposes it. */
export type BodyInstance = {
  node: TransformNode;
  /** Metres. */
  height: number;
  /** Plays a gait with a soft change; `speed` (m/s) paces the walk so that feet do not slide. */
  play(gait: number, speed: number): void;
  setVisible(visible: boolean): void;
  dispose(): void;
};

/** The wardrobe: each body's file is loaded once. */
export type Wardrobe = {
  /** A new body with its top in a colour (`#rrggbb`). */
  dress(body: string, colour: string): Promise<BodyInstance>;
  dispose(): void;
};

type BodyFacts = {
  name: string;
  file: string;
  height: number;
  walkSpeed: number;
  tint?: { top?: { texel: [number, number] } };
};

/** Seconds that a change of gait takes. */
const BLEND_SECONDS = 0.22;
const SHADOW_METRES = 0.36;

/** Opens the wardrobe of `assets/avatars`. */
export async function openWardrobe(world: World): Promise<Wardrobe> {
  const { scene } = world;
  const facts = (await (await fetch('/assets/avatars/avatars.json')).json()) as BodyFacts[];
  const loaded = new Map<string, Promise<AssetContainer>>();
  const palettes = new Map<string, Promise<Texture | undefined>>();
  const load = (file: string): Promise<AssetContainer> => {
    const url = world.tier === 'low' ? lowOf(`/assets/avatars/${file}`) : `/assets/avatars/${file}`;
    const known = loaded.get(url) ?? loadModel(url, scene);
    loaded.set(url, known);
    return known;
  };
  return {
    async dress(body, colour) {
      const fact = facts.find((candidate) => candidate.name === (body as Body)) ?? facts[0]!;
      const container = await load(fact.file);
      const key = `${fact.name} ${colour}`;
      const palette = palettes.get(key) ?? tinted(container, fact.tint?.top?.texel, colour, scene);
      palettes.set(key, palette);
      return instantiate(container, fact, await palette, scene);
    },
    dispose() {
      for (const container of loaded.values()) void container.then((it) => it.dispose());
    },
  };
}

function instantiate(
  container: AssetContainer,
  fact: BodyFacts,
  palette: Texture | undefined,
  scene: Scene,
): BodyInstance {
  const copy = container.instantiateModelsToScene((name) => name, Boolean(palette));
  const node = new TransformNode(`body ${fact.name}`, scene);
  for (const root of copy.rootNodes) root.parent = node;
  const meshes = node.getChildMeshes();
  for (const mesh of meshes) {
    mesh.isPickable = false;
    mesh.alwaysSelectAsActiveMesh = false;
    if (palette && mesh.material instanceof PBRMaterial) mesh.material.albedoTexture = palette;
    if (mesh.material instanceof PBRMaterial) mesh.material.specularIntensity = 0.6;
  }
  addContactShadow(node, SHADOW_METRES, SHADOW_METRES, scene);
  const clips = new Map(copy.animationGroups.map((group) => [group.name, group]));
  for (const group of clips.values()) {
    group.enableBlending = true;
    group.blendingSpeed = 1 / (BLEND_SECONDS * 60);
    group.stop();
  }
  let playing: AnimationGroup | undefined;
  return {
    node,
    height: fact.height,
    play(gait, speed) {
      const name = GAITS[gait] ?? 'idle';
      const clip = clips.get(name) ?? clips.get('idle');
      if (clip && clip !== playing) {
        playing?.stop();
        clip.start(name !== 'wave');
        playing = clip;
      }
      if (playing && name === 'walk') playing.speedRatio = Math.max(0.5, speed / fact.walkSpeed);
    },
    setVisible(visible) {
      for (const mesh of meshes) mesh.isVisible = visible;
    },
    dispose() {
      copy.dispose();
      node.dispose();
    },
  };
}

/** The body's palette with the top's colour replaced; undefined when the file has no palette to replace. */
async function tinted(
  container: AssetContainer,
  texel: [number, number] | undefined,
  colour: string,
  scene: Scene,
): Promise<Texture | undefined> {
  const material = container.materials.find((candidate) => candidate instanceof PBRMaterial);
  const palette = material instanceof PBRMaterial ? material.albedoTexture : null;
  if (!palette || !texel) return undefined;
  if (!palette.isReady())
    await new Promise<void>((resolve) => (palette as Texture).onLoadObservable.addOnce(() => resolve()));
  const pixels = await palette.readPixels();
  if (!pixels) return undefined;
  const { width, height } = palette.getSize();
  const bytes = new Uint8Array(pixels.buffer.slice(0));
  const wanted = Color3.FromHexString(colour);
  const at = (texel[1] * width + texel[0]) * 4;
  bytes.set([wanted.r * 255, wanted.g * 255, wanted.b * 255, 255], at);
  const copy = RawTexture.CreateRGBATexture(
    bytes,
    width,
    height,
    scene,
    false,
    false,
    Texture.NEAREST_SAMPLINGMODE,
  );
  copy.gammaSpace = true;
  return copy;
}
