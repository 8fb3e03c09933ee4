import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create, type Font } from 'fontkit';
import { unpackWoff2 } from './woff2.ts';

/** The weights that papers are set in. */
export type Weight = 400 | 600;

/** One file of a font family: a part of its characters. */
export type Face = { name: string; scale: number; at(weight: Weight): Font };

/** Finds the face that has a character; `chinese` prefers Chinese punctuation. None: no font has it. */
export type Faces = { find(codePoint: number, chinese?: boolean): Face | undefined };

type Part = Face & { from: number; to: number };

const require = createRequire(import.meta.url);

/** The families in the order in which they are asked; Arabic is drawn a little larger, so that its letters look as tall as the Latin ones beside them. */
const FAMILIES = [
  { name: 'inter', scale: 1, only: undefined },
  { name: 'noto-sans-arabic', scale: 1.08, only: ['arabic'] },
  { name: 'noto-sans-sc', scale: 1, only: undefined },
  { name: 'noto-sans-arabic', scale: 1, only: ['symbols', 'math'] },
];

/** Opens the fonts of the packages: a file is read when its first character is asked for, and then kept. */
export function openFaces(): Faces {
  const parts = FAMILIES.flatMap(partsOf);
  const found = new Map<number, Face | undefined>();
  const search = (codePoint: number, chinese: boolean): Face | undefined =>
    parts.find(
      ({ from, to, name, at }) =>
        codePoint >= from &&
        codePoint <= to &&
        (!chinese || name.startsWith('noto-sans-sc')) &&
        at(400).hasGlyphForCodePoint(codePoint),
    );
  return {
    find(codePoint, chinese = false) {
      const key = chinese ? -codePoint : codePoint;
      if (!found.has(key))
        found.set(key, search(codePoint, chinese) ?? (chinese ? this.find(codePoint) : undefined));
      return found.get(key);
    },
  };
}

function partsOf({ name, scale, only }: (typeof FAMILIES)[number]): Part[] {
  const folder = dirname(require.resolve(`@fontsource-variable/${name}/package.json`));
  const ranges = JSON.parse(readFileSync(join(folder, 'unicode.json'), 'utf8')) as Record<string, string>;
  return Object.entries(ranges).flatMap(([subset, list]) => {
    const file = subset.replace(/[[\]]/g, '');
    if (only && !only.includes(file)) return [];
    const at = openFile(join(folder, 'files', `${name}-${file}-wght-normal.woff2`));
    return list.split(',').map((range) => {
      const [from, to] = range.slice(2).split('-');
      const first = Number.parseInt(from!, 16);
      return { name: `${name}-${file}`, scale, at, from: first, to: to ? Number.parseInt(to, 16) : first };
    });
  });
}

function openFile(path: string): (weight: Weight) => Font {
  let file: Font | undefined;
  const weights = new Map<Weight, Font>();
  return (weight) => {
    file ??= create(unpackWoff2(readFileSync(path)));
    const font = weights.get(weight) ?? telling(file.getVariation({ wght: weight }));
    weights.set(weight, font);
    return font;
  };
}

/** fontkit keeps each glyph with the characters that it first stood for; the dotless body of several Arabic letters would be read as the first of them for ever. */
function telling(font: Font): Font {
  const getGlyph = font.getGlyph.bind(font);
  font.getGlyph = (id, codePoints = []) =>
    Object.create(getGlyph(id, codePoints), { codePoints: { value: codePoints, enumerable: true } });
  return font;
}
