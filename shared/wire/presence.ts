/**
 * Poses of people, packed. They are presence: the latest wins, a lost one is no loss; so they travel beside the replicated
 * state. A message is a head (the server's milliseconds, uint32) and 8 bytes for each person, little-endian 16-bit words:
 * slot (10 bits) and gait (6 bits); x; z; yaw (8 bits) and age (8 bits).
 */

/** Type of the message that carries poses from the server. */
export const POSES = 7;
/** Bytes before the first pose, and of each pose. */
export const HEAD_BYTES = 4;
export const POSE_BYTES = 8;
/** Most slots of a room: what ten bits tell apart. */
export const MOST_SLOTS = 1024;
/** Milliseconds of one step of age; an older pose is told as the oldest. */
export const AGE_STEP_MS = 4;

const RANGE_METRES = 64;
const STEPS_PER_METRE = 65_535 / (2 * RANGE_METRES);
const TURN = 2 * Math.PI;

/** Where somebody stands, how they are turned (radians, 0 to -z, left positive) and what they do (index of a gait). */
export type Pose = { x: number; z: number; yaw: number; gait: number };

const wordOf = (metres: number): number =>
  Math.max(0, Math.min(65_535, Math.round((metres + RANGE_METRES) * STEPS_PER_METRE)));
const metresOf = (word: number): number => word / STEPS_PER_METRE - RANGE_METRES;

/** Writes a pose as four words, its age left at nought. */
export function packPose(words: Uint16Array, at: number, slot: number, { x, z, yaw, gait }: Pose): void {
  words[at] = (slot << 6) | (gait & 63);
  words[at + 1] = wordOf(x);
  words[at + 2] = wordOf(z);
  words[at + 3] = Math.round((yaw / TURN) * 256) & 255;
}

/** Reads a message; `visit` hears each pose and the server's time at which it was so. A damaged end is left out. */
export function readPoses(bytes: Uint8Array, visit: (slot: number, pose: Pose, atMs: number) => void): void {
  if (bytes.byteLength < HEAD_BYTES) return;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const now = view.getUint32(0, true);
  for (let at = HEAD_BYTES; at + POSE_BYTES <= bytes.byteLength; at += POSE_BYTES) {
    const head = view.getUint16(at, true);
    const x = metresOf(view.getUint16(at + 2, true));
    const z = metresOf(view.getUint16(at + 4, true));
    const yaw = (view.getInt8(at + 6) / 256) * TURN;
    const age = view.getUint8(at + 7) * AGE_STEP_MS;
    visit(head >>> 6, { x, z, yaw, gait: head & 63 }, (now - age) >>> 0);
  }
}
