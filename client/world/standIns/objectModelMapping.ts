/** What the loader needs of its object model to read clips: nothing of ours animates lights, cameras or materials. */
const interpolations = new Map<string, { interpolation: unknown }>();

/** How a property is animated, by its path in the file. */
export const GetMappingForKey = (key: string): { interpolation: unknown } | undefined =>
  interpolations.get(key);

/** Says how a property is animated. */
export function SetInterpolationForKey(key: string, interpolation: unknown): void {
  interpolations.set(key, { interpolation });
}
