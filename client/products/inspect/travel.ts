import type { ArcRotateCamera } from '@babylonjs/core/Cameras/arcRotateCamera';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';

/** A place of the camera: angles in radians, metres. */
export type Place = { alpha: number; beta: number; radius: number; target: Vector3 };

/** A camera that travels softly to places. */
export type Travel = {
  /** Goes there; at once where less motion is asked for. Another journey, or the person's hand, ends it. */
  to(place: Partial<Place>): void;
  /** Follows a place that is told anew again and again, as when somebody else turns it. */
  chase(place: Place): void;
  stop(): void;
  /** Where it is, or is on its way to. */
  goal(): Place;
  readonly under: boolean;
  /** Goes on by so many seconds; to be called with each frame. */
  step(seconds: number): void;
};

const SECONDS = 0.6;
/** Share of the way that is left after a second, when one chases. */
const LEFT_AFTER_SECOND = 0.0006;
const soft = (share: number): number => share * share * (3 - 2 * share);

/** The angle that means the same as `to` and is nearest to `from`. */
export const nearestTurn = (from: number, to: number): number =>
  to + Math.round((from - to) / (2 * Math.PI)) * 2 * Math.PI;

/** Opens the travel of a camera. `calm` tells whether less motion is asked for. */
export function openTravel(camera: ArcRotateCamera, calm: () => boolean): Travel {
  let journey: { from: Place; to: Place; seconds: number } | undefined;
  const here = (): Place => ({
    alpha: camera.alpha,
    beta: camera.beta,
    radius: camera.radius,
    target: camera.target.clone(),
  });
  let chased: Place | undefined;
  const at = new Vector3();
  const put = (from: Place, to: Place, share: number): void => {
    camera.alpha = from.alpha + (to.alpha - from.alpha) * share;
    camera.beta = from.beta + (to.beta - from.beta) * share;
    camera.radius = from.radius * (to.radius / from.radius) ** share;
    Vector3.LerpToRef(from.target, to.target, share, at);
    camera.target.copyFrom(at);
  };
  const rest = (): void => {
    camera.inertialAlphaOffset = camera.inertialBetaOffset = camera.inertialRadiusOffset = 0;
  };
  return {
    goal: () => journey?.to ?? chased ?? here(),
    get under() {
      return journey !== undefined || chased !== undefined;
    },
    to(place) {
      const from = here();
      const to = { ...from, ...place };
      to.alpha = nearestTurn(from.alpha, to.alpha);
      rest();
      chased = undefined;
      if (calm()) put(from, to, 1);
      else journey = { from, to, seconds: 0 };
    },
    chase(place) {
      journey = undefined;
      rest();
      chased = place;
    },
    stop() {
      journey = chased = undefined;
    },
    step(seconds) {
      if (chased) {
        const to = { ...chased, alpha: nearestTurn(camera.alpha, chased.alpha) };
        put(here(), to, calm() ? 1 : 1 - LEFT_AFTER_SECOND ** seconds);
      }
      if (!journey) return;
      journey.seconds += seconds;
      const share = Math.min(1, journey.seconds / SECONDS);
      put(journey.from, journey.to, soft(share));
      if (share === 1) journey = undefined;
    },
  };
}
