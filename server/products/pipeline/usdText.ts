/** A name that stands for a prim within its parent, and the path of that prim. */
export type Named = { name: string; path: string };

/** Makes a function that gives each thing under one prim a valid name that no other has there. */
export function openNames(parent: string): (wish: string, otherwise: string) => Named {
  const taken = new Set<string>();
  return (wish, otherwise) => {
    const base = identifier(wish) || otherwise;
    let name = base;
    for (let number = 2; taken.has(name); number++) name = `${base}_${number}`;
    taken.add(name);
    return { name, path: `${parent}/${name}` };
  };
}

/** A name as USD takes it everywhere: older readers know no letters beyond ASCII. Empty when nothing of it is left. */
export function identifier(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return /^[0-9]/.test(plain) ? `_${plain}` : plain;
}

/** A string as it stands in the text, with its quotes. */
export function quoted(text: string): string {
  const escaped = text
    .replace(/[\\"]/g, (sign) => `\\${sign}`)
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not get into the text.
    .replace(/[\u0000-\u001f\u007f]|\p{Cs}/gu, ' ');
  return `"${escaped}"`;
}

/** A number as it stands in the text: finite, without needless digits. */
export function decimal(value: number, digits = 6): string {
  if (!Number.isFinite(value)) return '0';
  if (value !== 0 && (Math.abs(value) >= 1e15 || Math.abs(value) < 10 ** -digits)) {
    return Math.abs(value) >= 1e15 ? String(value) : '0';
  }
  const text = value.toFixed(digits);
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return short === '-0' ? '0' : short;
}

/** A tuple as it stands in the text. */
export const tuple = (values: number[], digits = 6): string =>
  `(${values.map((value) => decimal(value, digits)).join(', ')})`;

/** An array of tuples of a width (1 for plain numbers). */
export function list(values: ArrayLike<number>, width: number, digits = 6): string {
  const out: string[] = [];
  for (let at = 0; at + width <= values.length; at += width) {
    if (width === 1) out.push(decimal(values[at]!, digits));
    else {
      let text = `(${decimal(values[at]!, digits)}`;
      for (let k = 1; k < width; k++) text += `,${decimal(values[at + k]!, digits)}`;
      out.push(`${text})`);
    }
  }
  return `[${out.join(',')}]`;
}

/** A prim with its lines and the prims within it, each indented by its depth. */
export function prim(head: string, meta: string[], lines: string[]): string[] {
  const about = meta.length > 0 ? [`${head} (`, ...indented(meta), ')'] : [head];
  return [...about, '{', ...indented(lines), '}'];
}

const indented = (lines: string[]): string[] => lines.map((line) => (line ? `    ${line}` : line));
