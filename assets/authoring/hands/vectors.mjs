/** Turns and places as arrays: quaternions are x, y, z, w; matrices of glTF, column by column. */

/** A rigid movement between two places of a node: the turn, and where the point `pivot` goes from the first. */
export function movement(from, to) {
  const turn = quaternionOf(multiply(rotationOf(to), transpose(rotationOf(from))));
  return { turn, shift: [12, 13, 14].map((at) => to[at] - from[at]) };
}

/** The rotation of a matrix as three columns of length one; mirrored ones stay mirrored, so that two of them cancel. */
function rotationOf(m) {
  return [0, 4, 8].map((at) => {
    const column = [m[at], m[at + 1], m[at + 2]];
    const length = Math.hypot(...column);
    return column.map((value) => value / length);
  });
}

const transpose = (m) => [0, 1, 2].map((column) => m.map((each) => each[column]));

function multiply(a, b) {
  return b.map((column) =>
    [0, 1, 2].map((row) => a[0][row] * column[0] + a[1][row] * column[1] + a[2][row] * column[2]),
  );
}

function quaternionOf([x, y, z]) {
  const [a, b, c] = [x[0], y[1], z[2]];
  const w = Math.sqrt(Math.max(0, 1 + a + b + c)) / 2;
  const signed = (square, difference) => (Math.sqrt(Math.max(0, square)) / 2) * (difference < 0 ? -1 : 1);
  return [
    signed(1 + a - b - c, y[2] - z[1]),
    signed(1 - a + b - c, z[0] - x[2]),
    signed(1 - a - b + c, x[1] - y[0]),
    w,
  ];
}

/** Brings a point by a matrix. */
export const place = (m, [x, y, z]) =>
  [0, 1, 2].map((row) => m[row] * x + m[row + 4] * y + m[row + 8] * z + m[row + 12]);

/** Brings a normal by a matrix that scales evenly, and makes it one long. */
export function way(m, [x, y, z]) {
  const moved = [0, 1, 2].map((row) => m[row] * x + m[row + 4] * y + m[row + 8] * z);
  const length = Math.hypot(...moved) || 1;
  return moved.map((value) => value / length);
}

/** Whether a matrix mirrors: triangles then turn the other way round. */
export const mirrors = (m) =>
  m[0] * (m[5] * m[10] - m[6] * m[9]) -
    m[4] * (m[1] * m[10] - m[2] * m[9]) +
    m[8] * (m[1] * m[6] - m[2] * m[5]) <
  0;

/** Rounded, so that files stay short. */
export const short = (values, digits = 5) => values.map((value) => Number(value.toFixed(digits)));
