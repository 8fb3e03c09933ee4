import { ALL_EXTENSIONS } from '@gltf-transform/extensions';
import { MESHOPT } from './meshopt.ts';

/** Extensions of glTF that come through the pipeline; a file that demands another is refused, one that merely uses it loses it. */
export const SUPPORTED: ReadonlySet<string> = new Set([
  ...ALL_EXTENSIONS.map(({ EXTENSION_NAME }) => EXTENSION_NAME),
  'KHR_animation_pointer',
  ...MESHOPT,
]);
