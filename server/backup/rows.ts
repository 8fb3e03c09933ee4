import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

/** A row as its values, in the order of the table's columns. */
export type Row = unknown[];

/** Gathers lines into pieces of about this many characters: fewer, larger steps. */
const PIECE = 64 * 1024;

const toJson = (value: unknown): unknown =>
  value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value;

function fromJson(value: unknown): unknown {
  const bytes = (value as { base64?: string } | null)?.base64;
  return bytes === undefined ? value : new Uint8Array(Buffer.from(bytes, 'base64'));
}

/** Writes rows into a file, one as JSON on each line, packed; answers how many there were. */
export async function writeRows(file: string, batches: AsyncIterable<Row[]>): Promise<number> {
  let rows = 0;
  async function* lines(): AsyncGenerator<string> {
    let piece = '';
    for await (const batch of batches)
      for (const row of batch) {
        rows++;
        piece += `${JSON.stringify(row.map(toJson))}\n`;
        if (piece.length < PIECE) continue;
        yield piece;
        piece = '';
      }
    yield piece;
  }
  await pipeline(Readable.from(lines()), createGzip({ level: 6 }), createWriteStream(file, { mode: 0o600 }));
  return rows;
}

/** Reads what `writeRows` has written, so many rows at a time. */
export async function* readRows(file: string, atOnce: number): AsyncGenerator<Row[]> {
  const unpacked = createReadStream(file).pipe(createGunzip());
  let batch: Row[] = [];
  for await (const line of createInterface({ input: unpacked, crlfDelay: Infinity })) {
    batch.push((JSON.parse(line) as unknown[]).map(fromJson));
    if (batch.length < atOnce) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
