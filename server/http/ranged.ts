import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { Refusal } from '../../shared/wire/refusal.ts';

/** What of a file is asked for: all of it, a range of bytes (both ends within), or nothing that is there. */
type Asked = 'all' | 'none' | { from: number; to: number };

/** Reads a Range header (RFC 9110, 14.2) of a file with this many bytes; several ranges count as none asked for. */
export function readRange(header: string | undefined, bytes: number): Asked {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!match || (!match[1] && !match[2])) return 'all';
  const from = match[1] ? Number(match[1]) : Math.max(0, bytes - Number(match[2]));
  const to = match[1] && match[2] ? Math.min(Number(match[2]), bytes - 1) : bytes - 1;
  return from > to || from >= bytes ? 'none' : { from, to };
}

const TYPES: Record<string, string> = {
  webm: 'video/webm',
  mkv: 'video/x-matroska',
  mp4: 'video/mp4',
  glb: 'model/gltf-binary',
  usdz: 'model/vnd.usdz+zip',
  webp: 'image/webp',
  png: 'image/png',
  jpg: 'image/jpeg',
};

/** Answers a file, or the range of it that is asked for; `name` has it saved instead of shown. */
export async function answerFile(request: Request, file: string, name?: string): Promise<Response> {
  const found = await stat(file).catch(() => undefined);
  if (!found) throw new Refusal('gone', 'the file is not there any more');
  const etag = `"${found.size.toString(36)}-${Math.round(found.mtimeMs).toString(36)}"`;
  const same = request.headers.get('if-range');
  const asked = readRange(
    same === null || same === etag ? (request.headers.get('range') ?? undefined) : undefined,
    found.size,
  );
  const headers: Record<string, string> = {
    'accept-ranges': 'bytes',
    etag,
    'content-type': TYPES[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
    ...(name && { 'content-disposition': `attachment; filename="${name}"` }),
  };
  if (asked === 'none')
    return new Response(null, {
      status: 416,
      headers: { ...headers, 'content-range': `bytes */${found.size}` },
    });
  const { from, to } = asked === 'all' ? { from: 0, to: found.size - 1 } : asked;
  headers['content-length'] = String(to - from + 1);
  if (asked !== 'all') headers['content-range'] = `bytes ${from}-${to}/${found.size}`;
  const status = asked === 'all' ? 200 : 206;
  if (request.method === 'HEAD') return new Response(null, { status, headers });
  const stream = createReadStream(file, { start: from, end: to });
  return new Response(Readable.toWeb(stream) as never, { status, headers });
}
