/**
 * Everybody in the room, drawn together: one draw call per body and level of detail, one for all shadows. Before each frame
 * the people in view are sorted into the buckets of their level; their poses come from clips baked into a texture.
 */
import { Mesh } from '@babylonjs/core/Meshes/mesh';
import type { Scene } from '@babylonjs/core/scene';
import type { Scene as SceneData } from '../../shared/model/scene.ts';
import type { World } from '../world/world.ts';
import { type BodyFacts, type BodyModel, openBodyModel } from './bodyModel.ts';
import { openBucket } from './bucket.ts';
import { type CrowdStats, openCrowdFrame } from './crowdFrame.ts';
import { type CrowdLight, NO_SCREEN, openCrowdLight, type ScreenShine } from './crowdLight.ts';
import { openPalettes, type Palettes } from './palettes.ts';
import type { ShownPosture } from './postureTrack.ts';
import { dress, newSomeone, type Someone } from './someone.ts';
import { tintsOf } from './tints.ts';

/** How somebody looks: a body of `assets/avatars`, the colour of their top (`#rrggbb`), and other colours than the body's own. */
export type Looks = { body: string; colour: string; skin?: string; hair?: string; legs?: string };

/** Somebody in the room; whoever added them moves and disposes them. */
export type Person = {
  /** Metres; a usual one until the body is loaded. */
  readonly height: number;
  /** Whether there is a body to draw. */
  readonly ready: boolean;
  /** Stands on the ground at a place (metres), facing a way (radians). */
  place(x: number, z: number, yaw: number, y?: number): void;
  /** Plays a clip, idle for one that the body lacks, with a soft change; `speed` (m/s) paces the walk so that feet do not slide. */
  play(clip: string, speed: number): void;
  /** Holds head and hands as somebody with a headset does, over what is played; undefined leaves them to the clips. */
  hold(posture: ShownPosture | undefined): void;
  /** Hides the body; its shadow stays. */
  setVisible(visible: boolean): void;
  setLooks(looks: Looks): void;
  dispose(): void;
};

/** The crowd; `dispose` frees all of it, twice is once. */
export type Crowd = {
  add(looks: Looks): Person;
  readonly stats: Readonly<CrowdStats>;
  dispose(): void;
};

type Wardrobe = {
  models: readonly BodyModel[];
  model(body: string): Promise<BodyModel>;
  palettes: Palettes;
  dispose(): void;
};

const USUAL_METRES = 1.7;

/** Opens an empty crowd in a world, lit as the scene says. */
export async function openCrowd(
  world: World,
  data: Pick<SceneData, 'sun' | 'exposure'>,
  screen: ScreenShine = NO_SCREEN,
): Promise<Crowd> {
  const { scene } = world;
  const light = openCrowdLight(world, data, screen);
  const wardrobe = await openWardrobe(world, light);
  const people: Someone[] = [];
  const shadows = openBucket(shadowMesh(scene, light));
  const frame = openCrowdFrame(world, people, wardrobe.models, shadows);
  let elapsed = 0;
  const forget = world.onFrame((seconds) => {
    elapsed += seconds;
  });
  const observer = scene.onBeforeActiveMeshesEvaluationObservable.add(() => {
    light.refresh();
    frame.fill(elapsed);
    elapsed = 0;
  });
  const undo = [
    forget,
    () => scene.onBeforeActiveMeshesEvaluationObservable.remove(observer),
    shadows.dispose,
    wardrobe.dispose,
  ];
  return {
    add: (looks) => addPerson(people, wardrobe, looks),
    stats: frame.stats,
    dispose() {
      for (const step of undo.splice(0)) step();
    },
  };
}

/** Bodies by name, each loaded when somebody first wears it, and their colours. */
async function openWardrobe(world: World, light: CrowdLight): Promise<Wardrobe> {
  const facts = (await (await fetch('/assets/avatars/avatars.json')).json()) as BodyFacts[];
  const palettes = openPalettes(world);
  const opening = new Map<string, Promise<BodyModel>>();
  const models: BodyModel[] = [];
  let disposed = false;
  const open = async (fact: BodyFacts): Promise<BodyModel> => {
    const model = await openBodyModel(world.scene, fact, light, palettes, world.tier === 'low' ? 1 : 0);
    if (disposed) model.dispose();
    else models.push(model);
    return model;
  };
  return {
    models,
    palettes,
    model(body) {
      const fact = facts.find(({ name }) => name === body) ?? facts[0]!;
      const known = opening.get(fact.name) ?? open(fact);
      opening.set(fact.name, known);
      return known;
    },
    dispose() {
      disposed = true;
      for (const model of models.splice(0)) model.dispose();
      palettes.dispose();
    },
  };
}

function addPerson(people: Someone[], { model, palettes }: Wardrobe, first: Looks): Person {
  const one = newSomeone();
  let wanted = first;
  let worn = '';
  let gone = false;
  const setLooks = async (looks: Looks): Promise<void> => {
    wanted = looks;
    const body = await model(looks.body);
    if (gone || wanted !== looks) return;
    const key = [body.facts.name, looks.colour, looks.skin, looks.hair, looks.legs].join(' ');
    if (key === worn) return;
    const row = palettes.take(key, body.palette, tintsOf(body.facts.tint, looks));
    palettes.give(worn);
    worn = key;
    dress(one, body, row);
  };
  people.push(one);
  void setLooks(first);
  return {
    get height() {
      return one.model?.facts.height ?? USUAL_METRES;
    },
    get ready() {
      return one.model !== undefined;
    },
    place(x, z, yaw, y = 0) {
      one.x = x;
      one.y = y;
      one.z = z;
      one.yaw = yaw;
    },
    play(clip, speed) {
      one.clip = clip;
      one.speed = speed;
    },
    hold(posture) {
      one.posture = posture;
    },
    setVisible(visible) {
      one.visible = visible;
    },
    setLooks: (looks) => void setLooks(looks),
    dispose() {
      if (gone) return;
      gone = true;
      people.splice(people.indexOf(one), 1);
      palettes.give(worn);
    },
  };
}

/** A square on the ground, one metre around its middle; the shader rounds and scales it. */
function shadowMesh(scene: Scene, light: CrowdLight): Mesh {
  const mesh = new Mesh('people shadows', scene);
  mesh.setVerticesData('position', [-1, 0, -1, 1, 0, -1, 1, 0, 1, -1, 0, 1]);
  mesh.setIndices([0, 1, 2, 0, 2, 3]);
  mesh.material = light.shadow();
  return mesh;
}
