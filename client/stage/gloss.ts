import type { Scene as SceneData } from '../../shared/model/scene.ts';

/** How much of a screen's light a floor mirrors, looked at flatly, by what it is made of. */
export const FLOOR_GLOSS: Record<SceneData['sound']['floor'], number> = {
  wood: 0.65,
  stone: 0.6,
  concrete: 0.45,
  gravel: 0,
  carpet: 0,
};
