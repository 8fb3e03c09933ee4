import type { Scene as SceneData, ScenePortal } from '../../shared/model/scene.ts';
import type { Walker } from '../world/walker.ts';
import type { World } from '../world/world.ts';

/** Metres from the middle of a door's threshold at which one goes through. */
const DOORSTEP_METRES = 0.62;

/** Tells of each door when one steps onto its threshold, once until one has stepped off again. */
export function watchDoors(
  world: World,
  data: SceneData,
  walker: Walker,
  entered: (portal: ScenePortal) => void,
): () => void {
  let at: ScenePortal | undefined;
  const near = ({ position: [x, , z] }: ScenePortal, metres: number): boolean =>
    Math.hypot(walker.x - x, walker.z - z) < metres;
  return world.onFrame(() => {
    if (at && !near(at, DOORSTEP_METRES * 1.5)) at = undefined;
    if (at || walker.speed < 0.1) return;
    at = data.portals.find((portal) => portal.kind === 'door' && near(portal, DOORSTEP_METRES));
    if (at) entered(at);
  });
}
