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
type Report = {
  issues: {
    numErrors: number;
    numWarnings: number;
    numInfos: number;
    numHints: number;
    messages: Message[];
    truncated: boolean;
  };
  info?: { version?: string; generator?: string; extensionsUsed?: string[]; extensionsRequired?: string[] };
};

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
): Promise<{ messages: Message[]; info: NonNullable<Report['info']> }> {
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
    const { issues, info = {} } = await khronos.validateBytes(bytes, {
      ...options,
      ignoredIssues: [...ignored],
    });
    const warnings = issues.messages.filter(({ severity }) => severity > 0);
    if (!issues.truncated || warnings.length === 0)
      return { messages: [...issues.messages, ...harmless], info };
    harmless.push(...warnings);
    for (const { code } of warnings) ignored.add(code);
  }
}
