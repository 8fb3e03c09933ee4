import { createRequire } from 'node:module';
import type { Message } from '../../../shared/model/explain.ts';

type Options = {
  uri?: string;
  format?: 'glb' | 'gltf';
  maxIssues?: number;
  ignoredIssues?: string[];
  writeTimestamp?: boolean;
  externalResourceFunction?: (uri: string) => Promise<Uint8Array>;
};
type Report = { issues: { messages: Message[]; truncated: boolean } };

// The package has no types.
const khronos = createRequire(import.meta.url)('gltf-validator') as {
  validateBytes(data: Uint8Array, options: Options): Promise<Report>;
};

const MOST_MESSAGES = 20_000;

/** Validates a model whose other files are handed out by `read`, which must be the only way to any. */
export async function validate(
  bytes: Uint8Array,
  format: 'glb' | 'gltf',
  read: (uri: string) => Promise<Uint8Array>,
): Promise<Message[]> {
  const options: Options = {
    format,
    writeTimestamp: false,
    maxIssues: MOST_MESSAGES,
    externalResourceFunction: read,
  };
  const harmless: Message[] = [];
  const ignored = new Set<string>();
  // At its limit the validator stops looking: errors that come after a flood of warnings would be missed. So it looks
  // anew without the codes that were only warnings, until it reaches the end or has nothing left to pass over.
  for (;;) {
    const { issues } = await contained(() =>
      khronos.validateBytes(bytes, { ...options, ignoredIssues: [...ignored] }),
    );
    const warnings = issues.messages.filter(({ severity }) => severity > 0);
    if (!issues.truncated || warnings.length === 0) return [...issues.messages, ...harmless];
    harmless.push(...warnings);
    for (const { code } of warnings) ignored.add(code);
  }
}

/**
 * Runs the validator so that what it throws becomes a rejection: at some values (1e999 as a version) it throws outside
 * its promise, which would end the process.
 */
async function contained<T>(call: () => Promise<T>): Promise<T> {
  if (process.hasUncaughtExceptionCaptureCallback()) return call();
  try {
    return await new Promise<T>((resolve, reject) => {
      process.setUncaughtExceptionCaptureCallback(reject);
      call().then(resolve, reject);
    });
  } finally {
    process.setUncaughtExceptionCaptureCallback(null);
  }
}
