import { lengthOf } from '../world/turns.ts';
import type { World } from '../world/world.ts';
import type { BodyModel } from './bodyModel.ts';
import type { Bucket } from './bucket.ts';
import { inView } from './culling.ts';
import { BORDERS, coming, going, type Level, pickLevel, pixelsOf, pressure, stepFade } from './levels.ts';
import { rowOf, stepMotion, turnTo } from './motion.ts';
import { type Someone, unshow } from './someone.ts';

/** What of the picture is people. */
export type CrowdStats = { inView: number; drawCalls: number; triangles: number };

/** The level in which heads and hands are too small to be seen. */
const OUTLINE = 2;
/** Radius of the ball around somebody, as a share of their height: arms may be spread, the shadow lies beside. */
const BALL = 0.62;

/** Sorts people into the buckets that draw them, once before each frame of the room; `stats` is kept up to date. */
export function openCrowdFrame(
  world: World,
  people: readonly Someone[],
  models: readonly BodyModel[],
  shadows: Bucket,
): { fill(seconds: number): void; stats: CrowdStats } {
  const { scene, camera, engine } = world;
  const stats: CrowdStats = { inView: 0, drawCalls: 0, triangles: 0 };
  const borders: [number, number] = [0, 0];
  let focal = 1;

  const put = (one: Someone, level: Level, fade: number, held: number): void => {
    const { from, to, fromFrame, toFrame, share } = one.motion!;
    const laid = held >= 0 && level !== OUTLINE;
    const rowA = laid ? held : rowOf(from, fromFrame);
    const rowB = laid ? held : rowOf(to, toFrame);
    const turn = one.yaw + Math.PI; // bodies face +z, yaw 0 looks along -z
    one.model!.bucket(level)?.put(one.x, one.y, one.z, turn, rowA, rowB, share, one.palette, fade);
  };
  const draw = (one: Someone, model: BodyModel, seconds: number): void => {
    const { fade } = one;
    const eye = camera.globalPosition;
    const { height } = model.facts;
    const distance = lengthOf(one.x - eye.x, one.y + height / 2 - eye.y, one.z - eye.z);
    const wanted = pickLevel(pixelsOf(height, distance, focal), fade.shown, borders);
    stepFade(fade, model.available(wanted), seconds);
    const { posture, motion } = one;
    const isNear = fade.shown < OUTLINE || (fade.share < 1 && fade.leaving < OUTLINE);
    const held = posture && posture.weight > 0 && isNear ? model.held.lay(motion!, posture) : -1;
    put(one, fade.shown, fade.share < 1 ? coming(fade.share) : 1, held);
    if (fade.share < 1) put(one, fade.leaving, going(fade.share), held);
  };
  /** Moves somebody on and draws them if they are in view; answers whether they are. */
  const show = (one: Someone, seconds: number): boolean => {
    const { model, motion } = one;
    if (!model || !motion) return false;
    const { height } = model.facts;
    turnTo(motion, model.clips, one.clip);
    stepMotion(motion, seconds, one.speed);
    if (!inView(world.sight, one.x, one.y + height / 2, one.z, height * BALL)) return false;
    shadows.put(one.x, one.y, one.z, 0, 0, 0, 0, 0, 1);
    if (one.visible) draw(one, model, seconds);
    else unshow(one);
    return true;
  };
  const aim = (): void => {
    const lines = engine.getRenderHeight() * engine.getHardwareScalingLevel();
    const { fine, light } = BORDERS;
    const plain = world.tier === 'low' ? light : fine;
    borders[0] = plain[0] * pressure(stats.inView, 0);
    borders[1] = plain[1] * pressure(stats.inView, 1);
    focal = lines / (2 * Math.tan(camera.fov / 2));
  };
  const flush = (bucket: Bucket): void => {
    bucket.flush();
    if (bucket.count === 0) return;
    stats.drawCalls++;
    stats.triangles += bucket.triangles * bucket.count;
    scene._activeIndices.addCount(bucket.triangles * bucket.count * 3, false);
  };
  return {
    stats,
    fill(seconds) {
      aim();
      shadows.clear();
      for (const model of models) {
        model.held.clear();
        for (const bucket of model.buckets) bucket.clear();
      }
      stats.inView = stats.drawCalls = stats.triangles = 0;
      for (const one of people) if (show(one, seconds)) stats.inView++;
      flush(shadows);
      for (const model of models) {
        model.held.flush();
        for (const bucket of model.buckets) flush(bucket);
      }
    },
  };
}
