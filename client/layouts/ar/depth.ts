import { Constants } from '@babylonjs/core/Engines/constants';
import { Effect } from '@babylonjs/core/Materials/effect';
import { ShaderMaterial } from '@babylonjs/core/Materials/shaderMaterial';
import { RawTexture } from '@babylonjs/core/Materials/Textures/rawTexture';
import { Matrix, Vector2 } from '@babylonjs/core/Maths/math.vector';
import { Mesh } from '@babylonjs/core/Meshes/mesh';
import { VertexData } from '@babylonjs/core/Meshes/mesh.vertexData';
import type { Scene } from '@babylonjs/core/scene';
import fragment from '../../../shaders/roomDepth.fragment.fx?raw';
import vertex from '../../../shaders/roomDepth.vertex.fx?raw';
import type { ArSession } from './session.ts';

Effect.ShadersStore.roomDepthVertexShader = vertex;
Effect.ShadersStore.roomDepthFragmentShader = fragment;

type DepthMap = {
  data: ArrayBuffer;
  width: number;
  height: number;
  rawValueToMeters: number;
  normDepthBufferFromNormView: XRRigidTransform;
};
type Sensing = { getDepthInformation?(view: XRView): DepthMap | null };
/** What one eye needs. */
type Eye = { texture: RawTexture; bytes: boolean; scale: number; turn: Matrix; lens: Vector2 };

/** What writes the depth of the real room before anything else is drawn; to be opened before all else in the scene. */
export type Occluder = { mesh: Mesh; material: ShaderMaterial };

/** Opens it, unseen until there is a depth. */
export function openOccluder(scene: Scene): Occluder {
  const mesh = new Mesh('real room', scene);
  const data = new VertexData();
  data.positions = [-1, -1, 0, 1, -1, 0, 1, 1, 0, -1, 1, 0];
  data.indices = [0, 1, 2, 0, 2, 3];
  data.applyToMesh(mesh);
  mesh.alwaysSelectAsActiveMesh = true;
  mesh.isPickable = false;
  const material = new ShaderMaterial('real room', scene, 'roomDepth', {
    attributes: ['position'],
    uniforms: ['bytes', 'scale', 'turn', 'lens'],
    samplers: ['depth'],
  });
  material.backFaceCulling = false;
  material.disableColorWrite = true;
  material.depthFunction = Constants.ALWAYS;
  mesh.material = material;
  mesh.setEnabled(false);
  return { mesh, material };
}

/** Hides what is behind the real room, where the device measures depth; answers whether it does. */
export function followDepth(ar: ArSession, scene: Scene, { mesh, material }: Occluder): () => boolean {
  const eyes: Eye[] = [];
  let told = false;
  if (!ar.offers('depth-sensing')) return () => false;
  material.onBindObservable.add(() => {
    const eye = eyes[scene.activeCamera?.isRightCamera && eyes[1] ? 1 : 0];
    if (!eye) return;
    material.setTexture('depth', eye.texture);
    material.setFloat('bytes', eye.bytes ? 1 : 0);
    material.setFloat('scale', eye.scale);
    material.setMatrix('turn', eye.turn);
    material.setVector2('lens', eye.lens);
  });
  ar.onFrame((frame) => {
    const views = frame.getViewerPose(ar.space)?.views ?? [];
    for (const [index, view] of views.entries()) {
      const map = depthOf(frame, view);
      if (map) eyes[index] = read(eyes[index], map, view, scene);
    }
    if (eyes[0] && !told) material.setTexture('depth', eyes[0].texture);
    told = eyes.length > 0;
    mesh.setEnabled(told);
  });
  return () => told;
}

function depthOf(frame: XRFrame, view: XRView): DepthMap | undefined {
  try {
    const map = (frame as unknown as Sensing).getDepthInformation?.(view);
    return map?.data ? map : undefined;
  } catch {
    return undefined;
  }
}

function read(eye: Eye | undefined, map: DepthMap, { projectionMatrix }: XRView, scene: Scene): Eye {
  const { data, width, height, rawValueToMeters: scale } = map;
  const bytes = data.byteLength === width * height * 2;
  const values = bytes ? new Uint8Array(data) : new Float32Array(data);
  const old = eye?.texture.getSize();
  const fits = old?.width === width && old.height === height && eye?.bytes === bytes;
  if (!fits) eye?.texture.dispose();
  const texture = fits ? eye!.texture : openMap(values, width, height, scene);
  if (fits) texture.update(values);
  const next = fits ? eye! : { texture, bytes, scale, turn: new Matrix(), lens: new Vector2() };
  next.scale = scale;
  Matrix.FromArrayToRef(map.normDepthBufferFromNormView.matrix, 0, next.turn);
  next.lens.set(projectionMatrix[10]!, projectionMatrix[14]!);
  return next;
}

const openMap = (
  values: Uint8Array | Float32Array,
  width: number,
  height: number,
  scene: Scene,
): RawTexture =>
  new RawTexture(
    values,
    width,
    height,
    values instanceof Uint8Array ? Constants.TEXTUREFORMAT_RG : Constants.TEXTUREFORMAT_R,
    scene,
    false,
    false,
    Constants.TEXTURE_NEAREST_SAMPLINGMODE,
    values instanceof Uint8Array ? Constants.TEXTURETYPE_UNSIGNED_BYTE : Constants.TEXTURETYPE_FLOAT,
  );
