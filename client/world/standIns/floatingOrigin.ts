/** The scene whose origin goes along with its camera: none does, a showroom is small. */
export const FloatingOriginCurrentScene = { getScene: (): undefined => undefined, eyeAtCamera: true };

/** Makes the engine's matrices go along: nothing asks for it. */
export function OverrideMatrixFunctions(): void {}

/** Makes them stay again: they never went. */
export function ResetMatrixFunctions(): void {}

/** Moves a light's view along: it is asked for only where an origin moves. */
export const GetFullOffsetViewProjectionToRef = <T>(
  _offset: unknown,
  _view: unknown,
  _projection: T,
  ref: T,
): T => ref;
