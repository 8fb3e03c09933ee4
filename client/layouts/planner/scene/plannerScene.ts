import '@babylonjs/core/Cameras/Inputs/arcRotateCameraPointersInput';
import '@babylonjs/core/Cameras/Inputs/arcRotateCameraMouseWheelInput';
import '@babylonjs/core/Lights/Shadows/shadowGeneratorSceneComponent';
import '@babylonjs/core/Materials/Textures/Loaders/envTextureLoader';
import { ArcRotateCamera } from '@babylonjs/core/Cameras/arcRotateCamera';
import { FreeCamera } from '@babylonjs/core/Cameras/freeCamera';
import { CubeTexture } from '@babylonjs/core/Materials/Textures/cubeTexture';
import { Color4 } from '@babylonjs/core/Maths/math.color';
import { Matrix, Quaternion, Vector3 } from '@babylonjs/core/Maths/math.vector';
import type { Mesh } from '@babylonjs/core/Meshes/mesh';
import type { Node } from '@babylonjs/core/node';
import { Scene } from '@babylonjs/core/scene';
import type { RoomPlan } from '../../../../shared/model/layout.ts';
import { setUpImage } from '../../../world/bakedLight.ts';
import type { World } from '../../../world/world.ts';
import { type Bodies, type LoadBody, openBodies } from '../../bodies.ts';
import type { Piece, Plan } from '../../plan.ts';
import type { SheetPose } from '../photo/sheetPose.ts';
import { buildMark } from './mark.ts';
import { buildRoom, type RoomBody } from './roomBody.ts';
import { openSun } from './sun.ts';
import { openSurfaces } from './surfaces.ts';

/** From where one looks: from above over the walls, or standing in the room. */
export type View = 'above' | 'inside';

/** A point on the floor or on a wall, metres. */
export type Spot = { x: number; y: number; z: number };

/** The room and its pieces as they would be. `dispose` frees all of it; twice is once. */
export type PlannerScene = {
  /** Builds another room; null is open ground. */
  show(room: RoomPlan | null): void;
  look(view: View): void;
  /** Looks as a photo was taken; nothing is drawn but the pieces. Undefined goes back to the room. */
  asPhoto(pose: SheetPose | undefined): void;
  mark(id: string | undefined): void;
  /** The piece under a point of the picture (CSS pixels). */
  pieceAt(x: number, y: number): string | undefined;
  /** Where a point of the picture lies at a height above the floor, or on a wall that looks at it. */
  floorAt(x: number, y: number, height: number): Spot | undefined;
  wallAt(x: number, y: number, room: RoomPlan): Spot | undefined;
  /** Whether who drags turns the view, or a piece. */
  setDragging(piece: boolean): void;
  /** Whether all pieces are drawn. */
  readonly complete: boolean;
  dispose(): void;
};

/** What the scene tells of. */
export type SceneWishes = { onDrawn(): void; onLost(id: string): void };

const LIGHT = '/assets/products/studio.env';
const GROUND = new Color4(0.925, 0.905, 0.868, 1);
const NOTHING = new Color4(0, 0, 0, 0);
const FOV = 0.56;
const EYE_METRES = 1.6;
/** Frames and milliseconds after which a picture that nothing changes is not drawn anew. */
const REST_FRAMES = 8;
const REST_MS = 600;

/** Opens the scene in a world; it is drawn until it is disposed. */
export function openPlannerScene(
  world: World,
  plan: Plan,
  load: LoadBody,
  wishes: SceneWishes,
): PlannerScene {
  const scene = new Scene(world.engine);
  scene.useRightHandedSystem = true;
  scene.skipPointerMovePicking = true;
  scene.clearColor = GROUND.clone();
  setUpImage(scene, 1.02);
  scene.environmentTexture = CubeTexture.CreateFromPrefilteredData(LIGHT, scene);
  scene.environmentIntensity = 0.74;
  const surfaces = openSurfaces(scene);
  const sun = openSun(scene);
  const orbit = new ArcRotateCamera('above', 0.9, 1, 8, Vector3.Zero(), scene);
  orbit.fov = FOV;
  orbit.minZ = 0.05;
  orbit.maxZ = 200;
  orbit.lowerRadiusLimit = 0.4;
  orbit.upperRadiusLimit = 60;
  orbit.upperBetaLimit = Math.PI / 2 + 0.05;
  orbit.lowerBetaLimit = 0.02;
  orbit.wheelDeltaPercentage = 0.01;
  orbit.pinchDeltaPercentage = 0.01;
  orbit.panningSensibility = 0;
  orbit.inertia = 0.85;
  orbit.attachControl(true);
  const still = new FreeCamera('photo', Vector3.Zero(), scene);
  still.inputs.clear();
  still.minZ = 0.05;
  still.maxZ = 100;
  let room: RoomPlan | null = null;
  let body: RoomBody | undefined;
  let marked: { id: string; mesh: Mesh; key: string } | undefined;
  let disposed = false;
  let frames = 0;
  let since = performance.now();
  const last = new Float64Array(6);

  const stir = (): void => {
    frames = 0;
    since = performance.now();
  };
  const renewShadow = (): void => {
    const drawn = plan.pieces().flatMap(({ id }) => bodies.nodeOf(id)?.getChildMeshes() ?? []);
    sun.cast([...(body?.casters ?? []), ...drawn], body?.unlit ?? []);
    stir();
  };
  const bodies: Bodies = openBodies(scene, plan, load, {
    onDrawn: () => {
      renewShadow();
      wishes.onDrawn();
    },
    onLost: (id) => wishes.onLost(id),
  });
  const keepMark = (): void => {
    const piece = marked && plan.find(marked.id);
    if (!marked || !piece) {
      clearMark();
      return;
    }
    const key = [piece.size, piece.scale, piece.mount].join();
    if (key !== marked.key) marked = { id: piece.id, mesh: renewed(piece, marked.mesh), key };
    marked.mesh.position.set(piece.x, piece.y, piece.z);
    marked.mesh.rotation.y = piece.yaw;
  };
  const renewed = (piece: Piece, former?: Mesh): Mesh => {
    former?.dispose();
    const mesh = buildMark(piece, scene);
    mesh.material = surfaces.mark;
    return mesh;
  };
  const clearMark = (): void => {
    marked?.mesh.dispose();
    marked = undefined;
  };
  const unfollow = plan.subscribe(() => {
    keepMark();
    renewShadow();
  });
  const rests = (): boolean => {
    const { alpha, beta, radius, target } = orbit;
    [alpha, beta, radius, target.x, target.y, target.z].forEach((value, at) => {
      if (Math.abs(value - last[at]!) > 1e-5) stir();
      last[at] = value;
    });
    frames++;
    return frames > REST_FRAMES && performance.now() - since > REST_MS && bodies.complete;
  };
  scene.onNewTextureAddedObservable.add(stir);
  world.show(scene, rests);

  const look = (view: View): void => {
    const middle = middleOf(room);
    const { wide, deep, height } = sizeOf(room);
    const towards = sun.wallYaw(room);
    const flat = (yaw: number) => new Vector3(Math.sin(yaw), 0, Math.cos(yaw));
    if (view === 'above') {
      const away = Math.hypot(wide, deep) * 0.5;
      orbit.fov = FOV;
      orbit.setTarget(middle.add(new Vector3(0, height * 0.28, 0)));
      const narrow = Math.min(1, world.engine.getAspectRatio(orbit) * 0.86);
      const reach = (away + 0.35) / Math.tan(FOV / 2) / narrow;
      const direction = flat(towards + 0.42)
        .scale(Math.cos(0.62))
        .add(new Vector3(0, Math.sin(0.62), 0));
      orbit.setPosition(orbit.target.add(direction.scale(reach)));
    } else {
      const back = Math.min(wide, deep) * 0.5 - 0.25;
      orbit.fov = 1.05;
      orbit.setTarget(middle.subtract(flat(towards).scale(back * 0.6)).add(new Vector3(0, 1.15, 0)));
      orbit.setPosition(middle.add(flat(towards + 0.3).scale(back)).add(new Vector3(0, EYE_METRES, 0)));
    }
    stir();
  };
  const rayAt = (x: number, y: number) => {
    const scale = world.engine.getHardwareScalingLevel();
    return scene.createPickingRay(x / scale, y / scale, Matrix.Identity(), scene.activeCamera);
  };
  return {
    show(next) {
      const isFirst = room === null && body === undefined;
      room = next;
      body?.dispose();
      body = next ? buildRoom(next, surfaces, scene) : undefined;
      sun.shine(next);
      renewShadow();
      if (isFirst) look('above');
    },
    look,
    asPhoto(pose) {
      scene.clearColor.copyFrom(pose ? NOTHING : GROUND);
      scene.activeCamera = pose ? still : orbit;
      if (pose) {
        still.position.fromArray(pose.position);
        const axes = [pose.right, pose.up, pose.forward.map((one) => -one)] as number[][];
        const turn = Matrix.FromValues(
          ...([...axes[0]!, 0, ...axes[1]!, 0, ...axes[2]!, 0, 0, 0, 0, 1] as Parameters<
            typeof Matrix.FromValues
          >),
        );
        still.rotationQuaternion = Quaternion.FromRotationMatrix(turn);
        still.updateUpVectorFromRotation = true;
        still.fov = pose.fov;
        body?.dispose();
        body = undefined;
        room = null;
        sun.shine(null);
      }
      stir();
    },
    mark(id) {
      clearMark();
      const piece = id === undefined ? undefined : plan.find(id);
      if (piece) marked = { id: piece.id, mesh: renewed(piece), key: '' };
      keepMark();
      stir();
    },
    pieceAt(x, y) {
      const hit = scene.pickWithRay(rayAt(x, y), (mesh) => mesh.isEnabled() && pieceOf(mesh) !== undefined);
      return hit?.pickedMesh ? pieceOf(hit.pickedMesh) : undefined;
    },
    floorAt(x, y, height) {
      const { origin, direction } = rayAt(x, y);
      const far = (height - origin.y) / direction.y;
      if (!(far > 0)) return undefined;
      return { x: origin.x + direction.x * far, y: height, z: origin.z + direction.z * far };
    },
    wallAt: (x, y, at) => sun.wallUnder(rayAt(x, y), at),
    setDragging(piece) {
      if (piece) orbit.detachControl();
      else orbit.attachControl(true);
    },
    get complete() {
      return bodies.complete;
    },
    dispose() {
      if (disposed) return;
      disposed = true;
      unfollow();
      world.show(undefined);
      bodies.dispose();
      scene.dispose();
    },
  };
}

const PIECE = 'piece ';

/** The piece that something drawn belongs to. */
function pieceOf(mesh: Node): string | undefined {
  for (let node: Node | null = mesh; node; node = node.parent)
    if (node.name.startsWith(PIECE)) return node.name.slice(PIECE.length);
  return undefined;
}

function sizeOf(room: RoomPlan | null): { wide: number; deep: number; height: number } {
  if (!room) return { wide: 4, deep: 4, height: 2.4 };
  const [xs, zs] = [room.corners.map(([x]) => x), room.corners.map(([, z]) => z)];
  return {
    wide: Math.max(...xs) - Math.min(...xs),
    deep: Math.max(...zs) - Math.min(...zs),
    height: room.height,
  };
}

function middleOf(room: RoomPlan | null): Vector3 {
  if (!room) return Vector3.Zero();
  const [xs, zs] = [room.corners.map(([x]) => x), room.corners.map(([, z]) => z)];
  return new Vector3((Math.max(...xs) + Math.min(...xs)) / 2, 0, (Math.max(...zs) + Math.min(...zs)) / 2);
}
