import { createRequire } from 'node:module';

type Message = { code: string; message: string; severity: number; pointer?: string };
type Report = { issues: { numErrors: number; messages: Message[] } };

// The package has no types.
const khronos = createRequire(import.meta.url)('gltf-validator') as {
  validateBytes(data: Uint8Array, options: object): Promise<Report>;
};

/** Throws if the Khronos validator finds an error in a file that we made: then the fault is ours. */
export async function assertValid(glb: Uint8Array, name: string): Promise<void> {
  const { issues } = await khronos.validateBytes(glb, { uri: name, maxIssues: 0, writeTimestamp: false });
  if (issues.numErrors === 0) return;
  const errors = issues.messages.filter(({ severity }) => severity === 0).slice(0, 10);
  const told = errors.map(({ code, message, pointer }) => `${code} ${pointer ?? ''} ${message}`);
  throw new Error(`${name} is not valid: ${told.join('; ')}`);
}
