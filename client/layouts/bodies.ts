import '@babylonjs/core/Meshes/instancedMesh';
import { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import type { Scene } from '@babylonjs/core/scene';
import { addContactShadow } from '../world/contactShadow.ts';
import type { Piece, Plan } from './plan.ts';

/** A model at true size: its root stands with its foot on the floor, in the middle, and faces +z. */
export type BodyModel = { root: TransformNode; dispose(): void };
/** Loads what a SKU looks like into a scene. */
export type LoadBody = (product: string, sku: string, scene: Scene) => Promise<BodyModel>;

/** What is seen of the pieces of a plan. */
export type Bodies = {
  /** Where a piece is drawn: its node has the placement's point, yaw and scale. Undefined before its model is there. */
  nodeOf(id: string): TransformNode | undefined;
  /** Whether the next frame shows a piece: its model is there, with shaders and pictures. */
  isReady(id: string): boolean;
  /** Whether all pieces are drawn. */
  readonly complete: boolean;
  /** Fetches a SKU's model ahead and makes ready what draws it; a model that can't be had is asked for again the next time. */
  prefetch(product: string, sku: string): Promise<void>;
  /** Frees all of it; twice is once. */
  dispose(): void;
};

/** What else the bodies are to do: `parent` holds all of them, `onDrawn` hears of each piece that appears, `onLost` of one that can't. */
export type BodyWishes = {
  parent?: TransformNode;
  onDrawn?(id: string): void;
  onLost?(id: string, error: unknown): void;
};

/** Radius of the soft shadow against the half of a side. */
const SHADOW = 1.24;

type Body = { sku: string; node: TransformNode; shadow?: TransformNode };

/** Draws the pieces of a plan, each SKU's model loaded once, and keeps them at their placements. */
export function openBodies(scene: Scene, plan: Plan, load: LoadBody, wishes: BodyWishes = {}): Bodies {
  const models = new Map<string, Promise<BodyModel>>();
  const bodies = new Map<string, Body>();
  let disposed = false;

  void fetchShaders();
  const modelOf = (product: string, sku: string): Promise<BodyModel> => {
    let model = models.get(sku);
    if (!model) {
      model = load(product, sku, scene).then((one) => {
        if (disposed) one.dispose();
        else one.root.setEnabled(false);
        return one;
      });
      models.set(sku, model);
      model.catch(() => models.delete(sku));
    }
    return model;
  };
  const clear = (id: string): void => {
    bodies.get(id)?.node.dispose();
    bodies.delete(id);
  };
  const bring = async (piece: Piece): Promise<void> => {
    const node = new TransformNode(`piece ${piece.id}`, scene);
    node.parent = wishes.parent ?? null;
    const body = { sku: piece.sku, node };
    const former = bodies.get(piece.id);
    bodies.set(piece.id, body);
    try {
      const model = await modelOf(piece.product, piece.sku);
      if (disposed || bodies.get(piece.id) !== body) return node.dispose();
      wear(body, model, piece, scene);
      keep(body, plan.find(piece.id)!);
      wishes.onDrawn?.(piece.id);
    } catch (error) {
      if (bodies.get(piece.id) === body) wishes.onLost?.(piece.id, error);
    } finally {
      // What it was before stays until it is something else.
      former?.node.dispose();
    }
  };
  const follow = (): void => {
    const now = plan.pieces();
    for (const id of [...bodies.keys()]) if (!now.some((piece) => piece.id === id)) clear(id);
    for (const piece of now) {
      const body = bodies.get(piece.id);
      if (body?.sku === piece.sku) keep(body, piece);
      else void bring(piece);
    }
  };
  const stop = plan.subscribe(follow);
  follow();
  const nodeOf = (id: string): TransformNode | undefined => {
    const node = bodies.get(id)?.node;
    return node && node.getChildren().length > 0 ? node : undefined;
  };
  return {
    nodeOf,
    isReady: (id) =>
      nodeOf(id)
        ?.getChildMeshes()
        .every((mesh) => mesh.isReady(true)) ?? false,
    get complete() {
      return plan.pieces().every(({ id }) => bodies.get(id)?.node.getChildren().length);
    },
    async prefetch(product, sku) {
      const model = await modelOf(product, sku).catch(() => undefined);
      if (model && !disposed) await makeReady(model);
    },
    dispose() {
      if (disposed) return;
      disposed = true;
      stop();
      for (const id of [...bodies.keys()]) clear(id);
      for (const model of models.values())
        model.then(
          (one) => one.dispose(),
          () => undefined,
        );
    },
  };
}

/** Fetches what all models are drawn with while the first of them is still on its way. */
const fetchShaders = (): Promise<unknown> =>
  Promise.allSettled([
    import('@babylonjs/core/Shaders/pbr.vertex'),
    import('@babylonjs/core/Shaders/pbr.fragment'),
  ]);

/** Builds the shaders beforehand: the first frame with a piece in it would wait for them. */
async function makeReady({ root }: BodyModel): Promise<void> {
  const building = root
    .getChildMeshes()
    .map((mesh) => mesh.material?.forceCompilationAsync(mesh, { useInstances: true }));
  await Promise.allSettled(building);
}

/** Hangs a copy of a model into a body, so that the body's point is the face with which it touches. */
function wear(body: Body, model: BodyModel, { mount, size }: Piece, scene: Scene): void {
  const copy = model.root.instantiateHierarchy(body.node)!;
  copy.setEnabled(true);
  if (mount === 'wall') copy.position.set(0, -size[1] / 2, size[2] / 2);
  else if (mount === 'ceiling') copy.position.set(0, -size[1], 0);
  else addContactShadow(body.node, (size[0] / 2) * SHADOW, (size[2] / 2) * SHADOW, scene);
}

function keep({ node }: Body, { x, y, z, yaw, scale }: Piece): void {
  node.position.set(x, y, z);
  node.rotation.y = yaw;
  node.scaling.setAll(scale);
}
