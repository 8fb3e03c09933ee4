import { SphericalHarmonics } from '@babylonjs/core/Maths/sphericalPolynomial';
import type { EmptyRoom } from './room.ts';
import type { ArSession } from './session.ts';

type Vec = { x: number; y: number; z: number };
type Estimate = {
  sphericalHarmonicsCoefficients: Float32Array;
  primaryLightDirection: Vec;
  primaryLightIntensity: Vec;
};
type Probing = { requestLightProbe?(): Promise<unknown> };
type Estimating = { getLightEstimate?(probe: unknown): Estimate | null };

/** Milliseconds between two looks at the light. */
const LOOK_MS = 250;
/** Share of the difference that one look takes over, so that nothing flickers. */
const SOFT = 0.35;
/** Bounds of what the strongest light may be. */
const KEY = { least: 0.4, most: 3 } as const;

/** Lights the pieces as the room is lit, where the device tells; answers whether it has told. */
export function followLight(ar: ArSession, room: EmptyRoom): () => boolean {
  let probe: unknown;
  let told = false;
  let last = 0;
  const harmonics = new SphericalHarmonics();
  if (ar.offers('light-estimation'))
    void (ar.session as Probing)
      .requestLightProbe?.()
      .then((one) => {
        probe = one;
      })
      .catch(() => undefined);
  ar.onFrame((frame) => {
    const now = performance.now();
    if (!probe || now - last < LOOK_MS) return;
    last = now;
    const estimate = (frame as unknown as Estimating).getLightEstimate?.(probe);
    if (!estimate) return;
    take(estimate, room, harmonics, told ? SOFT : 1);
    told = true;
  });
  return () => told;
}

function take(
  estimate: Estimate,
  { key, around }: EmptyRoom,
  harmonics: SphericalHarmonics,
  by: number,
): void {
  const { primaryLightDirection: from, primaryLightIntensity: light } = estimate;
  const strongest = Math.max(light.x, light.y, light.z, 1e-3);
  const wished = Math.min(KEY.most, Math.max(KEY.least, strongest));
  key.intensity += (wished - key.intensity) * by;
  const { r, g, b } = key.diffuse;
  key.diffuse.set(
    r + (light.x / strongest - r) * by,
    g + (light.y / strongest - g) * by,
    b + (light.z / strongest - b) * by,
  );
  // The device says where light comes from; the engine where it goes.
  const { x, y, z } = key.direction;
  key.direction.set(x + (-from.x - x) * by, y + (-from.y - y) * by, z + (-from.z - z) * by);
  key.direction.normalize();
  harmonics.updateFromFloatsArray(estimate.sphericalHarmonicsCoefficients);
  around.sphericalPolynomial?.updateFromHarmonics(harmonics);
}
