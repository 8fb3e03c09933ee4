import { lastLines, run } from '../bootstrap/exec.cjs';
import { SetupError } from './setup-error.ts';

const LIMIT_MS = 20_000;

/** Starts a worker, opens and closes a router and a WebRTC transport in it; throws with its last words. */
export async function proveWorker(path: string): Promise<void> {
  const env = { ...process.env, MEDIASOUP_WORKER_BIN: path };
  const ended = await run(process.execPath, [import.meta.filename], {
    quiet: true,
    env,
    timeoutMs: LIMIT_MS,
  });
  if (ended.code === 0) return;
  throw new SetupError(
    `${lastLines(ended.output, 15)}\n\nThe media worker was made but does not work (${path}).`,
  );
}

async function prove(): Promise<void> {
  const { createWorker } = await import('mediasoup');
  const worker = await createWorker({ logLevel: 'warn' });
  const router = await worker.createRouter({
    mediaCodecs: [
      { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
      { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
    ],
  });
  const transport = await router.createWebRtcTransport({
    listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }],
  });
  transport.close();
  router.close();
  worker.close();
}

if (process.argv[1] === import.meta.filename) await prove();
