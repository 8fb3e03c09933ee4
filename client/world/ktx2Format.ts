/** What the graphics card can read, in Babylon's words. */
export type Caps = { astc?: unknown; bptc?: unknown; s3tc?: unknown; etc2?: unknown };

/** What a file holds. */
type Content = { uastc: boolean; alpha: boolean; width: number; height: number };

/** Formats of the transcoder (basisu_transcoder.h) and what WebGL calls them. */
const FORMATS = {
  etc1: { basis: 0, gl: 0x9274 },
  etc2: { basis: 1, gl: 0x9278 },
  bc1: { basis: 2, gl: 0x83f0 },
  bc3: { basis: 3, gl: 0x83f3 },
  bc7: { basis: 6, gl: 0x8e8c },
  astc: { basis: 10, gl: 0x93b0 },
  rgba: { basis: 13, gl: 0x8058 },
} as const;

/** The format into which a file is transcoded: the best that the card reads; plain pixels where sides are no multiples of four. */
export function chooseFormat(
  caps: Caps,
  { uastc, alpha, width, height }: Content,
  forceRgba: boolean,
): number {
  const name = ((): keyof typeof FORMATS => {
    if (forceRgba || width % 4 !== 0 || height % 4 !== 0) return 'rgba';
    if (caps.astc) return 'astc';
    if (uastc && caps.bptc) return 'bc7';
    if (caps.etc2) return alpha ? 'etc2' : 'etc1';
    if (caps.bptc) return 'bc7';
    if (caps.s3tc) return alpha ? 'bc3' : 'bc1';
    return 'rgba';
  })();
  return FORMATS[name].basis;
}

/** What WebGL calls one of the transcoder's formats. */
chooseFormat.glOf = (basis: number): number =>
  Object.values(FORMATS).find((format) => format.basis === basis)?.gl ?? FORMATS.rgba.gl;
