import { Stopped } from './job.ts';
import { safePath, shown } from './paths.ts';
import type { Resources } from './resources.ts';
import { sniff } from './sniff.ts';

const MOST_LISTED = 20;
const HEAD_BYTES = 65_536;

/** The path of the one model of an upload, or of the one that is named. Several are listed in the refusal, line by line. */
export function findModel(resources: Resources, named?: string): string {
  if (named !== undefined) {
    const path = safePath(named);
    if (!resources.has(path)) throw new Stopped('no-model', shown(named));
    return path;
  }
  const candidates = findCandidates(resources);
  if (candidates.length === 0)
    throw new Stopped('no-model', shown([...resources.keys()].slice(0, 3).join(', ')));
  if (candidates.length > 1)
    throw new Stopped('several-models', candidates.slice(0, MOST_LISTED).map(shown).join('\n'));
  return candidates[0]!;
}

/**
 * What may be the model: by its name or by its bytes. JSON under another name counts only when nothing else does, since
 * scenes of other programs are JSON too.
 */
export function findCandidates(resources: Resources): string[] {
  const paths = [...resources.keys()].sort();
  const sure = paths.filter((path) => /\.(glb|gltf)$/i.test(path) || sniff(resources.get(path)!) === 'glb');
  return sure.length > 0 ? sure : paths.filter((path) => looksLikeModel(resources.get(path)!));
}

/** Exporters differ in where they put `asset`, so both ends of a JSON file are looked at. */
function looksLikeModel(bytes: Uint8Array): boolean {
  if (sniff(bytes) !== 'json') return false;
  const ends = [bytes.subarray(0, HEAD_BYTES), bytes.subarray(-HEAD_BYTES)];
  return ends.some((end) => /"asset"\s*:\s*\{/.test(Buffer.from(end).toString('latin1')));
}
