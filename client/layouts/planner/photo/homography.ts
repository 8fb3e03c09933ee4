/** A point of a picture or of a plane. */
export type Flat = readonly [x: number, y: number];
/** A map between two planes: nine numbers in rows, the last one 1 as a rule. */
export type Homography = readonly number[];

/** The map that leads four points to four others (Hartley and Zisserman, 4.1); undefined when three lie on a line. */
export function homography(from: readonly Flat[], to: readonly Flat[]): Homography | undefined {
  const rows: number[][] = [];
  from.forEach(([x, y], at) => {
    const [u, v] = to[at]!;
    rows.push([x, y, 1, 0, 0, 0, -u * x, -u * y, u]);
    rows.push([0, 0, 0, x, y, 1, -v * x, -v * y, v]);
  });
  const solution = solve(rows);
  return solution && [...solution, 1];
}

/** Solves equations given as rows of coefficients and their right side, by elimination; undefined when they leave it open. */
export function solve(rows: number[][]): number[] | undefined {
  const count = rows.length;
  const most = Math.max(...rows.flat().map(Math.abs));
  for (let column = 0; column < count; column++) {
    let pivot = column;
    for (let row = column + 1; row < count; row++)
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    if (Math.abs(rows[pivot]![column]!) < most * 1e-12) return undefined;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let row = 0; row < count; row++) {
      if (row === column) continue;
      const factor = rows[row]![column]! / rows[column]![column]!;
      for (let at = column; at <= count; at++) rows[row]![at]! -= factor * rows[column]![at]!;
    }
  }
  return rows.map((row, at) => row[count]! / row[at]!);
}
