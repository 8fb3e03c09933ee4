// bidi-js brings no types: what the papers use of it.
declare module 'bidi-js' {
  export type Bidi = {
    getEmbeddingLevels(
      text: string,
      base?: 'ltr' | 'rtl',
    ): { levels: Uint8Array; paragraphs: { start: number; end: number; level: number }[] };
    getMirroredCharacter(character: string): string | null;
  };
  const bidiFactory: () => Bidi;

  // biome-ignore lint/style/noDefaultExport: the package has no other.
  export { bidiFactory as default };
}
