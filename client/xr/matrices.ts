/** Matrices as a graphics card reads them, many in one array: sixteen floats each, column by column. Nothing is allocated. */
type Floats = Float32Array;

/** `a` after `b`, each the so-manieth of its array; the place written may be neither. */
export function multiply(a: Floats, atA: number, b: Floats, atB: number, into: Floats, at: number): void {
  for (let column = 0; column < 4; column++)
    for (let row = 0; row < 4; row++) {
      let sum = 0;
      for (let each = 0; each < 4; each++)
        sum += a[atA * 16 + each * 4 + row]! * b[atB * 16 + column * 4 + each]!;
      into[at * 16 + column * 4 + row] = sum;
    }
}

/** A turn (quaternion), and where the origin goes. */
export function rigid(
  x: number,
  y: number,
  z: number,
  qx: number,
  qy: number,
  qz: number,
  qw: number,
  into: Floats,
  at: number,
): void {
  const first = at * 16;
  into[first] = 1 - 2 * (qy * qy + qz * qz);
  into[first + 1] = 2 * (qx * qy + qz * qw);
  into[first + 2] = 2 * (qx * qz - qy * qw);
  into[first + 4] = 2 * (qx * qy - qz * qw);
  into[first + 5] = 1 - 2 * (qx * qx + qz * qz);
  into[first + 6] = 2 * (qy * qz + qx * qw);
  into[first + 8] = 2 * (qx * qz + qy * qw);
  into[first + 9] = 2 * (qy * qz - qx * qw);
  into[first + 10] = 1 - 2 * (qx * qx + qy * qy);
  into[first + 12] = x;
  into[first + 13] = y;
  into[first + 14] = z;
  into[first + 3] = into[first + 7] = into[first + 11] = 0;
  into[first + 15] = 1;
}
