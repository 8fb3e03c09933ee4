/** Curves of colour that change nothing: no picture of ours is graded by them. */
export class ColorCurves {}

/** Gives a shader the curves: there are none to give. */
export function ColorCurvesBind(): void {}

/** Tells files with curves how to read them: none has any. */
export function RegisterColorCurves(): void {}
