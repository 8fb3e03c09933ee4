import { Matrix } from '@babylonjs/core/Maths/math.vector';

/** The coldest light that the engine can correct, in kelvin. */
export const MinTemperatureKelvin = 1e6 / 600;
/** The furthest from white to green or magenta. */
export const MaxTintMagnitude = 150;

/** White balance that changes nothing: our light is as it was baked. */
export const GetWhiteBalanceMatrix = (): Matrix => Matrix.Identity();
