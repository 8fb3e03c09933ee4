import { Constants } from '@babylonjs/core/Engines/constants';
import type { ThinEngine } from '@babylonjs/core/Engines/thinEngine';
import { WebGLHardwareTexture } from '@babylonjs/core/Engines/WebGL/webGLHardwareTexture';
import { Effect } from '@babylonjs/core/Materials/effect';
import { ShaderMaterial } from '@babylonjs/core/Materials/shaderMaterial';
import { BaseTexture } from '@babylonjs/core/Materials/Textures/baseTexture';
import { InternalTexture, InternalTextureSource } from '@babylonjs/core/Materials/Textures/internalTexture';
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

/** What the device measured for an eye, as numbers. */
type DepthMap = {
  data: ArrayBuffer;
  width: number;
  height: number;
  rawValueToMeters: number;
  normDepthBufferFromNormView: XRRigidTransform;
};
/** What it measured, as the graphics have it: a layer of a picture for each eye. */
type DepthLayer = {
  texture: WebGLTexture;
  imageIndex: number;
  depthNear: number;
  depthFar: number;
  normDepthBufferFromNormView: XRRigidTransform;
};
/** Who tells it: a frame, or what binds the graphics to the session. */
type Teller<Depth> = { getDepthInformation?(view: XRView): Depth | null };
/** What one eye needs. */
type Eye = {
  texture: BaseTexture;
  turn: Matrix;
  lens: Vector2;
  bytes: boolean;
  scale: number;
  layer: number;
  near: number;
  farther: number;
};

/** What writes the depth of the real room before anything else is drawn; to be opened before all else in the scene. */
export type Occluder = Mesh;

/** Opens it, unseen until there is a depth. */
export function openOccluder(scene: Scene): Occluder {
  const mesh = new Mesh('real room', scene);
  const data = new VertexData();
  data.positions = [-1, -1, 0, 1, -1, 0, 1, 1, 0, -1, 1, 0];
  data.indices = [0, 1, 2, 0, 2, 3];
  data.applyToMesh(mesh);
  mesh.alwaysSelectAsActiveMesh = true;
  mesh.isPickable = false;
  mesh.setEnabled(false);
  return mesh;
}

/** Hides what is behind the real room, where the device measures depth; answers whether it does. */
export function followDepth(ar: ArSession, scene: Scene, mesh: Occluder): () => boolean {
  const eyes: Eye[] = [];
  let told = false;
  if (!ar.offers('depth-sensing')) return () => false;
  const layers = (ar.session as { depthUsage?: string }).depthUsage === 'gpu-optimized';
  const read = layers ? readLayers(ar, scene) : readMaps(scene);
  const material = openMaterial(scene, layers);
  mesh.material = material;
  material.onBindObservable.add(() => {
    const eye = eyes[scene.activeCamera?.isRightCamera && eyes[1] ? 1 : 0];
    if (!eye) return;
    material.setTexture('depth', eye.texture);
    material.setMatrix('turn', eye.turn);
    material.setVector2('lens', eye.lens);
    material.setFloat('bytes', eye.bytes ? 1 : 0);
    material.setFloat('scale', eye.scale);
    material.setFloat('layer', eye.layer);
    material.setFloat('near', eye.near);
    material.setFloat('farther', eye.farther);
  });
  ar.onFrame((frame) => {
    const views = frame.getViewerPose(ar.space)?.views ?? [];
    for (const [index, view] of views.entries()) {
      const eye = read(eyes[index], frame, view);
      if (eye) eyes[index] = eye;
    }
    if (eyes[0] && !told) material.setTexture('depth', eyes[0].texture);
    told = eyes.length > 0;
    mesh.setEnabled(told);
  });
  return () => told;
}

function openMaterial(scene: Scene, layers: boolean): ShaderMaterial {
  const material = new ShaderMaterial('real room', scene, 'roomDepth', {
    attributes: ['position'],
    uniforms: ['turn', 'lens', 'bytes', 'scale', 'layer', 'near', 'farther'],
    samplers: ['depth'],
    defines: layers ? ['#define LAYERS'] : [],
  });
  material.backFaceCulling = false;
  material.disableColorWrite = true;
  material.depthFunction = Constants.ALWAYS;
  return material;
}

/** What is read for an eye in a frame; what was read before is written anew. Undefined while there is nothing. */
type Reader = (eye: Eye | undefined, frame: XRFrame, view: XRView) => Eye | undefined;

const newEye = (texture: BaseTexture): Eye => ({
  ...{ texture, turn: new Matrix(), lens: new Vector2() },
  ...{ bytes: false, scale: 1, layer: 0, near: 0, farther: 0 },
});

/** Lays the map as it was measured over the picture of an eye. */
function lay(eye: Eye, map: { normDepthBufferFromNormView: XRRigidTransform }, view: XRView): Eye {
  Matrix.FromArrayToRef(map.normDepthBufferFromNormView.matrix, 0, eye.turn);
  eye.lens.set(view.projectionMatrix[10]!, view.projectionMatrix[14]!);
  return eye;
}

/** Reads depth that comes as numbers: each map is brought to the graphics. */
const readMaps =
  (scene: Scene): Reader =>
  (eye, frame, view) => {
    const map = depthOf(frame as unknown as Teller<DepthMap>, view);
    if (!map?.data) return undefined;
    const { data, width, height } = map;
    const bytes = data.byteLength === width * height * 2;
    const values = bytes ? new Uint8Array(data) : new Float32Array(data);
    const old = eye?.texture.getSize();
    const fits = old?.width === width && old.height === height && eye?.bytes === bytes;
    if (!fits) eye?.texture.dispose();
    const next = fits ? eye! : newEye(openMap(values, width, height, scene));
    if (fits) (next.texture as RawTexture).update(values);
    next.bytes = bytes;
    next.scale = map.rawValueToMeters;
    return lay(next, map, view);
  };

/** Reads depth that the graphics have already. */
function readLayers({ session }: ArSession, scene: Scene): Reader {
  const gl = (scene.getEngine() as ThinEngine)._gl;
  const binding = new XRWebGLBinding(session, gl) as unknown as Teller<DepthLayer>;
  const known = new Map<WebGLTexture, BaseTexture>();
  const textureOf = (texture: WebGLTexture): BaseTexture => {
    const found = known.get(texture) ?? wrap(texture, gl, scene);
    known.set(texture, found);
    return found;
  };
  return (eye, _frame, view) => {
    const map = depthOf(binding, view);
    if (!map?.texture) return undefined;
    const texture = textureOf(map.texture);
    const next = eye ?? newEye(texture);
    next.texture = texture;
    next.layer = map.imageIndex;
    next.near = map.depthNear;
    next.farther = map.depthNear / map.depthFar;
    return lay(next, map, view);
  };
}

/** What a device tells of a view; nothing where it refuses. */
function depthOf<Depth>(teller: Teller<Depth>, view: XRView): Depth | undefined {
  try {
    return teller.getDepthInformation?.(view) ?? undefined;
  } catch {
    return undefined;
  }
}

/** A picture of the device's with a layer for each eye, for the engine; it stays the device's. */
function wrap(texture: WebGLTexture, gl: WebGL2RenderingContext, scene: Scene): BaseTexture {
  const inside = new InternalTexture(scene.getEngine(), InternalTextureSource.Unknown, true);
  inside._hardwareTexture = new WebGLHardwareTexture(texture, gl);
  inside.is2DArray = true;
  inside.samplingMode = Constants.TEXTURE_NEAREST_SAMPLINGMODE;
  inside.isReady = true;
  const found = new BaseTexture(scene, inside);
  found.wrapU = found.wrapV = Constants.TEXTURE_CLAMP_ADDRESSMODE;
  found.anisotropicFilteringLevel = 1;
  scene.onDisposeObservable.addOnce(() => {
    inside._hardwareTexture = null;
  });
  return found;
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
