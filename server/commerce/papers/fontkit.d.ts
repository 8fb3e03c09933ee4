// fontkit brings no types: what the papers use of it.
declare module 'fontkit' {
  export type Glyph = {
    id: number;
    codePoints: number[];
    advanceWidth: number;
    path: { commands: { command: string; args: number[] }[] };
  };
  export type Position = { xAdvance: number; yAdvance: number; xOffset: number; yOffset: number };
  export type Font = {
    unitsPerEm: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
    getGlyph(id: number, codePoints?: number[]): Glyph;
    getVariation(settings: Record<string, number>): Font;
    layout(
      text: string,
      features?: string[] | Record<string, boolean>,
      script?: string,
      language?: string,
      direction?: 'ltr' | 'rtl',
    ): { glyphs: Glyph[]; positions: Position[] };
  };
  export function create(bytes: Uint8Array): Font;
}
