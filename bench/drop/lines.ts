import { connect, type Socket } from 'node:net';

/** One request over a line that is kept open; answers whatever came as JSON. */
export type Send = (
  url: string,
  init: { method: string; body?: unknown; headers?: Record<string, string> },
  // biome-ignore lint/suspicious/noExplicitAny: whatever came
) => Promise<{ status: number; body: any; headers: Record<string, string> }>;

type Answer = Awaited<ReturnType<Send>>;
type Line = { socket: Socket; pending: { resolve(answer: Answer): void; reject(error: Error): void } | null };

const PATIENCE_MS = 180_000;
const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * Lines to servers that are kept open, as browsers keep theirs, one request at a time on each. Buyers share two cores with the
 * shop: `node:http` costs a third of what our whole shop does, `fetch` as much as it, and would measure us.
 */
export function openLines(): { send: Send; close(): void } {
  const free = new Map<string, Line[]>();
  const all = new Set<Socket>();
  const open = (host: string): Line => {
    const { hostname, port } = new URL(`http://${host}`);
    const socket = connect({ host: hostname, port: Number(port || 80), noDelay: true });
    const line: Line = { socket, pending: null };
    all.add(socket);
    let came: Buffer<ArrayBufferLike> = Buffer.alloc(0);
    const fail = (error: Error) => {
      all.delete(socket);
      const mine = free.get(host);
      if (mine?.includes(line)) mine.splice(mine.indexOf(line), 1);
      line.pending?.reject(error);
      line.pending = null;
    };
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error(`no answer in ${PATIENCE_MS / 1000} s`)));
    socket.on('error', fail);
    socket.on('close', () => fail(new Error('the line was closed')));
    socket.on('data', (piece) => {
      came = came.length === 0 ? piece : Buffer.concat([came, piece]);
      const answer = readAnswer(came);
      const { pending } = line;
      if (!answer || !pending) return;
      came = Buffer.alloc(0);
      line.pending = null;
      if (answer.headers.connection === 'close') socket.end();
      else free.get(host)?.push(line);
      try {
        const { status, headers, text } = answer;
        pending.resolve({ status, headers, body: text ? JSON.parse(text) : undefined });
      } catch {
        pending.reject(new Error(`${answer.status}: not JSON`));
      }
    });
    return line;
  };
  const send: Send = (url, { method, body, headers = {} }) =>
    new Promise((resolve, reject) => {
      const [, host = '', path = ''] = /^http:\/\/([^/]+)(.*)$/.exec(url) ?? [];
      if (!free.has(host)) free.set(host, []);
      const line = free.get(host)!.pop() ?? open(host);
      line.pending = { resolve, reject };
      const text = body === undefined ? '' : JSON.stringify(body);
      const said = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      if (text) said.push(`content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n`);
      line.socket.write(
        `${method} ${(path || '/').replaceAll(' ', '%20')} HTTP/1.1\r\nhost: ${host}\r\n${said.join('')}\r\n${text}`,
      );
    });
  return {
    send,
    close: () => {
      for (const socket of all) socket.destroy();
    },
  };
}

/** An answer once all of it is there. */
function readAnswer(
  came: Buffer,
): { status: number; headers: Record<string, string>; text: string } | undefined {
  const end = came.indexOf(HEAD_END);
  if (end < 0) return undefined;
  const [first = '', ...lines] = came.toString('latin1', 0, end).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf(':');
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
    }),
  );
  const text =
    headers['transfer-encoding'] === 'chunked'
      ? readChunks(came, end + 4)
      : readLength(came, end + 4, Number(headers['content-length'] ?? 0));
  return text === undefined ? undefined : { status: Number(first.split(' ')[1]), headers, text };
}

const readLength = (came: Buffer, from: number, length: number): string | undefined =>
  came.length < from + length ? undefined : came.toString('utf8', from, from + length);

function readChunks(came: Buffer, from: number): string | undefined {
  const pieces: Buffer[] = [];
  for (let at = from; ; ) {
    const end = came.indexOf('\r\n', at);
    if (end < 0) return undefined;
    const length = Number.parseInt(came.toString('latin1', at, end), 16);
    if (came.length < end + 2 + length + 2) return undefined;
    if (length === 0) return Buffer.concat(pieces).toString();
    pieces.push(came.subarray(end + 2, end + 2 + length));
    at = end + 2 + length + 2;
  }
}
