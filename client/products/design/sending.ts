import { type Signal, signal } from '@preact/signals';
import type { Draft } from '../../../shared/model/draft.ts';
import { Refusal } from '../../../shared/wire/refusal.ts';
import type { ChosenFile } from './chosenFiles.ts';

/** How far the files of an upload have come. */
export type Sending = {
  files: { path: string; bytes: number; sent: number }[];
  state: 'sending' | 'paused' | 'failed';
  refusal?: Refusal;
};

/** Sends files of uploads by the tus protocol. */
export type Sender = {
  /** What is on its way, by the upload's id. */
  sendings: Signal<Record<string, Sending>>;
  /** Sends the files of an upload that are not there yet; resolves when all are, or when it is stopped. */
  send(draft: Draft, chosen: readonly ChosenFile[]): Promise<void>;
  /** Ends the sending of an upload. */
  stop(draft: string): void;
  dispose(): void;
};

const ENDPOINT = '/api/designer/uploads';
const CHUNK_BYTES = 8_000_000;
const AT_ONCE = 3;
const RETRY_MS = [0, 1000, 3000, 5000];
/** Milliseconds after which it is tried again where nothing answered. */
const PAUSE_MS = 5000;

/** Opens the sender; `token` proves who sends. What breaks off goes on by itself, from where it was. */
export function openSender(token: () => string): Sender {
  const sendings = signal<Record<string, Sending>>({});
  const ends = new Map<string, AbortController>();
  const change = (draft: string, next: Partial<Sending>): void => {
    const now = sendings.value[draft];
    if (now) sendings.value = { ...sendings.value, [draft]: { ...now, ...next } };
  };
  const forget = (draft: string): void => {
    const { [draft]: gone, ...rest } = sendings.value;
    sendings.value = rest;
    ends.delete(draft);
  };
  const progress = (draft: string, path: string, sent: number): void => {
    const files = sendings.value[draft]?.files.map((one) => (one.path === path ? { ...one, sent } : one));
    if (files) change(draft, { files, state: 'sending' });
  };
  const sendOne = async (draft: string, { path, file }: ChosenFile, end: AbortSignal): Promise<void> => {
    for (;;) {
      if (end.aborted) return;
      const outcome = await attempt({
        draft,
        path,
        file,
        token,
        end,
        onSent: (n) => progress(draft, path, n),
      });
      if (outcome === 'done') return progress(draft, path, file.size);
      if (outcome === 'stopped') return;
      if (outcome instanceof Refusal) throw outcome;
      change(draft, { state: 'paused' });
      await untilOnline(end);
    }
  };
  const stop = (draft: string): void => ends.get(draft)?.abort();
  return {
    sendings,
    stop,
    async send(draft, chosen) {
      const lacking = new Set(draft.files.filter(({ whole }) => !whole).map(({ path }) => path));
      const waiting = chosen.filter(({ path }) => lacking.has(path));
      const end = new AbortController();
      ends.set(draft.id, end);
      const files = draft.files.map(({ path, bytes, whole }) => ({ path, bytes, sent: whole ? bytes : 0 }));
      sendings.value = { ...sendings.value, [draft.id]: { files, state: 'sending' } };
      const one = async (): Promise<void> => {
        for (let next = waiting.shift(); next; next = waiting.shift())
          await sendOne(draft.id, next, end.signal);
      };
      try {
        await Promise.all(Array.from({ length: AT_ONCE }, one));
        forget(draft.id);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        end.abort();
        change(draft.id, { state: 'failed', refusal: error });
      }
    },
    dispose() {
      for (const end of ends.values()) end.abort();
    },
  };
}

type Attempt = {
  draft: string;
  path: string;
  file: File;
  token(): string;
  end: AbortSignal;
  onSent(bytes: number): void;
};

/** Sends a file once, from where it broke off; a Refusal when the server does not want it, `broken` when nothing answered. */
async function attempt({
  draft,
  path,
  file,
  token,
  end,
  onSent,
}: Attempt): Promise<'done' | 'stopped' | 'broken' | Refusal> {
  const { Upload, DetailedError } = await import('tus-js-client');
  return new Promise((resolve) => {
    const upload = new Upload(file, {
      endpoint: ENDPOINT,
      metadata: { draft, path },
      headers: { authorization: `Bearer ${token()}` },
      chunkSize: CHUNK_BYTES,
      retryDelays: RETRY_MS,
      removeFingerprintOnSuccess: true,
      fingerprint: async ({ size, lastModified }) => `vitrine ${draft} ${path} ${size} ${lastModified}`,
      onProgress: onSent,
      onSuccess: () => resolve('done'),
      onError: (error) => {
        const answer = error instanceof DetailedError ? error.originalResponse : null;
        if (!answer || answer.getStatus() >= 500) return resolve('broken');
        resolve(toRefusal(answer.getBody()));
      },
    });
    const abort = (): void => {
      void upload.abort().catch(() => undefined);
      resolve(end.aborted ? 'stopped' : 'broken');
    };
    end.addEventListener('abort', abort, { once: true });
    addEventListener('offline', abort, { once: true });
    void upload.findPreviousUploads().then(([previous]) => {
      if (previous) upload.resumeFromPreviousUpload(previous);
      if (!end.aborted) upload.start();
    });
  });
}

function toRefusal(body: string): Refusal {
  try {
    return Refusal.from(JSON.parse(body));
  } catch {
    return new Refusal('internal');
  }
}

/** When the browser says that it is online again, or after a while where it never said otherwise. */
const untilOnline = (end: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      if (navigator.onLine || end.aborted) resolve();
    };
    addEventListener('online', go, { once: true });
    end.addEventListener('abort', go, { once: true });
    setTimeout(go, PAUSE_MS);
  });
