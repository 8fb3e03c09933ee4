/** What a file is by its bytes, whatever its name says. */
export type Kind =
  | 'glb'
  | 'json'
  | 'zip'
  | 'png'
  | 'jpeg'
  | 'webp'
  | 'avif'
  | 'ktx2'
  | 'gif'
  | 'tiff'
  | 'bmp'
  | 'svg'
  | 'ktx'
  | 'dds'
  | 'psd'
  | 'exr'
  | 'hdr'
  | 'fbx'
  | 'blend'
  | 'rar'
  | '7z'
  | 'gzip'
  | 'other';

/** Beginnings of files, in Latin-1; the first that fits counts. */
const BEGINNINGS: readonly [string, Kind][] = [
  ['glTF', 'glb'],
  ['PK\x03\x04', 'zip'],
  ['PK\x05\x06', 'zip'],
  ['\x89PNG\r\n\x1a\n', 'png'],
  ['\xff\xd8\xff', 'jpeg'],
  ['\xabKTX 20\xbb\r\n\x1a\n', 'ktx2'],
  ['\xabKTX 11\xbb\r\n\x1a\n', 'ktx'],
  ['GIF8', 'gif'],
  ['II*\0', 'tiff'],
  ['MM\0*', 'tiff'],
  ['BM', 'bmp'],
  ['DDS ', 'dds'],
  ['8BPS', 'psd'],
  ['v/1\x01', 'exr'],
  ['#?RADIANCE', 'hdr'],
  ['Kaydara FBX', 'fbx'],
  ['BLENDER', 'blend'],
  ['Rar!', 'rar'],
  ["7z\xbc\xaf'\x1c", '7z'],
  ['\x1f\x8b', 'gzip'],
];
const HEAD_BYTES = 1_024;

/** Tells what a file is. JSON is what begins like an object, after a byte order mark or spaces. */
export function sniff(bytes: Uint8Array): Kind {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(HEAD_BYTES, bytes.byteLength)).toString(
    'latin1',
  );
  const begun = BEGINNINGS.find(([beginning]) => head.startsWith(beginning));
  if (begun) return begun[1];
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp';
  if (head.slice(4, 8) === 'ftyp') return /avi[fs]/.test(head.slice(8, 40)) ? 'avif' : 'other';
  if (/^(\xef\xbb\xbf)?\s*\{/.test(head)) return 'json';
  return /<svg[\s>]/i.test(head) ? 'svg' : 'other';
}
