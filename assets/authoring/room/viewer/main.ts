/** A small page to look at the room: ?view=first|stand-1|…, ?cam=x,y,z,tx,ty,tz[,fov], ?mode=full|simple|capture. */
import '@babylonjs/core/Materials/Textures/Loaders/envTextureLoader';
import '@babylonjs/core/Helpers/sceneHelpers';
import '@babylonjs/loaders/glTF/2.0';
import { Camera } from '@babylonjs/core/Cameras/camera';
import { FreeCamera } from '@babylonjs/core/Cameras/freeCamera';
import { Engine } from '@babylonjs/core/Engines/engine';
import { SceneInstrumentation } from '@babylonjs/core/Instrumentation/sceneInstrumentation';
import { LoadAssetContainerAsync } from '@babylonjs/core/Loading/sceneLoader';
import type { Material } from '@babylonjs/core/Materials/material';
import { PBRMaterial } from '@babylonjs/core/Materials/PBR/pbrMaterial';
import { DynamicTexture } from '@babylonjs/core/Materials/Textures/dynamicTexture';
import { Texture } from '@babylonjs/core/Materials/Textures/texture';
import { Color3, Color4 } from '@babylonjs/core/Maths/math.color';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import { MeshoptCompression } from '@babylonjs/core/Meshes/Compression/meshoptCompression';
import { MeshBuilder } from '@babylonjs/core/Meshes/meshBuilder';
import { Scene } from '@babylonjs/core/scene';
import { loadLightmap, loadProbe, setUpImage } from '../../../../client/world/bakedLight.ts';
import { FACTS_ONLY, FactsMaterial } from '../../../../client/world/factsOnly.ts';
import { applyBakedLight } from '../../../../client/world/fineRoom.ts';
import { createOutside } from '../../../../client/world/outside.ts';
import { applySimpleLight } from '../../../../client/world/simpleLight.ts';
import type { Scene as SceneData } from '../../../../shared/model/scene.ts';
import { captureProbe } from './captureProbe.ts';

const query = new URLSearchParams(location.search);
const mode = query.get('mode') ?? 'full';
const files = (name: string) => `/scene/${name}`;
const data: SceneData = await fetch('/scene.json').then((answer) => answer.json());
const baked = data;
if (query.get('exposure')) baked.exposure = Number(query.get('exposure'));

/** Puts the camera where the query says. */
function createCamera(scene: Scene): FreeCamera {
  const asked = query.get('cam')?.split(',').map(Number);
  const stand = data.stands.find((each) => each.id === query.get('view'));
  const from = asked?.slice(0, 3) ?? stand?.view.from ?? data.firstView.from;
  const to = asked?.slice(3, 6) ?? stand?.view.to ?? data.firstView.to;
  const camera = new FreeCamera('camera', Vector3.FromArray(from), scene);
  camera.setTarget(Vector3.FromArray(to));
  camera.fovMode = Camera.FOVMODE_HORIZONTAL_FIXED;
  camera.fov = asked?.[6] ?? data.firstView.fov;
  camera.minZ = 0.05;
  camera.maxZ = 100;
  return camera;
}

/** Shows a calm picture on the screens, as the client would show its film. */
function createScreen(scene: Scene): void {
  const picture = new DynamicTexture('film', { width: 1024, height: 576 }, scene, true);
  const pen = picture.getContext();
  const sky = pen.createLinearGradient(0, 0, 0, 576);
  for (const [stop, colour] of [
    [0, '#b9c4cf'],
    [0.45, '#e8d3bf'],
    [0.62, '#f0c9a4'],
  ] as const)
    sky.addColorStop(stop, colour);
  pen.fillStyle = sky;
  pen.fillRect(0, 0, 1024, 576);
  ['#c9a08a', '#a67f76', '#7b6468', '#4d454f'].forEach((colour, i) => {
    pen.fillStyle = colour;
    pen.beginPath();
    pen.moveTo(0, 576);
    for (let x = 0; x <= 1024; x += 8)
      pen.lineTo(x, 350 + i * 52 + 26 * Math.sin(x / (210 - i * 30) + i * 2) + 9 * Math.sin(x / 61 + i));
    pen.lineTo(1024, 576);
    pen.fill();
  });
  picture.update();
  const material = unlit(picture, scene, 0.62);
  for (const screen of data.screens) {
    const quad = MeshBuilder.CreatePlane('screen', { width: screen.width, height: screen.height }, scene);
    quad.position = Vector3.FromArray(screen.centre);
    quad.rotation.y = screen.yaw;
    quad.material = material;
  }
}

/** An unlit picture, for the shader of the mode. */
function unlit(picture: Texture, scene: Scene, brightness: number): Material {
  if (mode === 'simple') {
    const plain = new FactsMaterial('outside', scene);
    plain.facts.baseColorTexture = picture;
    plain.facts.baseColor.setAll(brightness);
    return plain;
  }
  const material = new PBRMaterial('outside', scene);
  material.unlit = true;
  material.albedoTexture = picture;
  material.albedoColor = new Color3(brightness, brightness, brightness);
  material.backFaceCulling = false;
  return material;
}

/** Loads the room, lights it and reports numbers in window.stats. */
async function show(): Promise<void> {
  const canvas = document.querySelector('canvas')!;
  const engine = new Engine(canvas, mode !== 'simple', { preserveDrawingBuffer: true });
  if (mode === 'simple') engine.setHardwareScalingLevel(Number(query.get('scaling') ?? 2));
  const scene = new Scene(engine);
  scene.useRightHandedSystem = true;
  scene.skipPointerMovePicking = true;
  scene.clearColor = new Color4(0.8, 0.87, 0.95, 1);
  MeshoptCompression.Configuration = { decoder: { url: '/meshopt_decoder.js' } };
  createCamera(scene);
  const simple = mode === 'simple';
  const room = await LoadAssetContainerAsync(files(data.files.room), scene, {
    pluginOptions: { gltf: { extensionOptions: { [FACTS_ONLY]: { enabled: simple } } } },
  });
  room.addAllToScene();
  const lightmap = loadLightmap(
    files(mode === 'simple' ? data.files.lightmapLow : data.files.lightmap),
    scene,
  );
  const { outside: picture } = data.files;
  const dome = data.outsideDome;
  const gain = mode === 'capture' ? 1.6 : 1;
  const outside =
    picture &&
    dome &&
    createOutside(scene, dome, unlit(new Texture(files(picture), scene), scene, dome.brightness * gain));
  createScreen(scene);
  if (mode === 'simple') {
    applySimpleLight(scene.meshes, scene, { lightmap, range: baked.lightmapRange, exposure: baked.exposure });
  } else {
    applyBakedLight(room.materials, lightmap, baked.lightmapRange);
    setUpImage(scene, baked.exposure);
    if (mode === 'full') loadProbe(files(data.files.probe), scene, baked);
  }
  for (const mesh of scene.meshes) mesh.freezeWorldMatrix();
  if (outside) outside.alwaysSelectAsActiveMesh = true;
  await scene.whenReadyAsync();
  if (mode === 'capture') {
    const probeAt = (data.authoring?.probeAt as number[] | undefined) ?? [0, 1.6, 0];
    Object.assign(window, {
      probe: await captureProbe(scene, Vector3.FromArray(probeAt)),
    });
    return;
  }
  await measure(engine, scene);
}

/** Renders for a while and stores frame rate, draw calls and triangles. */
async function measure(engine: Engine, scene: Scene): Promise<void> {
  const counter = new SceneInstrumentation(scene);
  let frames = 0;
  const start = performance.now();
  engine.runRenderLoop(() => {
    scene.render();
    frames++;
  });
  await new Promise((done) => setTimeout(done, Number(query.get('wait') ?? 4000)));
  engine.stopRenderLoop(); // a busy software renderer keeps the browser from taking pictures
  const triangles = scene.meshes.reduce((sum, mesh) => sum + mesh.getTotalIndices() / 3, 0);
  const fps = Math.round((frames / (performance.now() - start)) * 10000) / 10;
  Object.assign(window, {
    stats: { fps, draws: counter.drawCallsCounter.current, triangles, materials: scene.materials.length },
  });
}

show().catch((error: unknown) => Object.assign(window, { stats: { error: String(error) } }));
