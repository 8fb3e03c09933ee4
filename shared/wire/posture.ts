/**
 * Head and hands of people with a headset, packed: told beside the poses, to those who are near. A message is a head (the
 * server's milliseconds, uint32) and 16 bytes for each person, bit by bit: slot (10), is there, left hand is there, right
 * hand is there, left closed, right closed (1 each), age (7), height of the eyes (8), yaw (7), pitch (7), roll (6), and for
 * each hand its place from the shoulder (3 × 8) and its turn as the smallest three of its quaternion (15).
 */
import { HEAD, type HeldHand, newPosture, type Posture, REACH_METRES, SHOULDER } from '../model/posture.ts';
import { HEAD_BYTES } from './presence.ts';

/** Type of the message that carries postures from the server. */
export const POSTURES = 8;
/** Bytes of each. */
export const POSTURE_BYTES = 16;

const SLOT_BITS = 10;
const AGE = { at: 15, bits: 7, stepMs: 4 } as const;
const PLACE_BITS = 8;
const TURN_BITS = 15;
/** Levels of each of a quaternion's smallest three: odd, so that nought is one. */
const LEVELS = 19;
const LARGEST = Math.SQRT1_2;

let cursor = 0;

function put(bytes: Uint8Array, bits: number, value: number): void {
  for (let bit = bits - 1; bit >= 0; bit--, cursor++) {
    const mask = 0x80 >> (cursor & 7);
    if ((value >> bit) & 1) bytes[cursor >> 3]! |= mask;
    else bytes[cursor >> 3]! &= ~mask;
  }
}

function take(bytes: Uint8Array, bits: number): number {
  let value = 0;
  for (let bit = 0; bit < bits; bit++, cursor++)
    value = (value << 1) | ((bytes[cursor >> 3]! >> (7 - (cursor & 7))) & 1);
  return value;
}

/** An even number of steps, so that the middle is one. */
const stepsOf = (bits: number): number => 2 ** bits - 2;

function putBetween(bytes: Uint8Array, bits: number, value: number, low: number, high: number): void {
  const share = Math.max(0, Math.min(1, (value - low) / (high - low)));
  put(bytes, bits, Math.round(share * stepsOf(bits)));
}

const takeBetween = (bytes: Uint8Array, bits: number, low: number, high: number): number =>
  low + (Math.min(stepsOf(bits), take(bytes, bits)) / stepsOf(bits)) * (high - low);

const quaternion = new Float64Array(4);

/** The three smallest parts, each in a few levels, and which one is left out: it follows from them. */
function putTurn(bytes: Uint8Array, { qx, qy, qz, qw }: HeldHand): void {
  quaternion[0] = qx;
  quaternion[1] = qy;
  quaternion[2] = qz;
  quaternion[3] = qw;
  let left = 0;
  for (let part = 1; part < 4; part++)
    if (Math.abs(quaternion[part]!) > Math.abs(quaternion[left]!)) left = part;
  const sign = quaternion[left]! < 0 ? -1 : 1;
  let code = left;
  for (let part = 0; part < 4; part++) {
    if (part === left) continue;
    const share = ((sign * quaternion[part]!) / LARGEST + 1) / 2;
    code = code * LEVELS + Math.max(0, Math.min(LEVELS - 1, Math.round(share * (LEVELS - 1))));
  }
  put(bytes, TURN_BITS, code);
}

function takeTurn(bytes: Uint8Array, hand: HeldHand): void {
  let code = take(bytes, TURN_BITS);
  const left = Math.min(3, Math.floor(code / LEVELS ** 3));
  let rest = 1;
  for (let part = 3; part >= 0; part--) {
    if (part === left) continue;
    const value = (((code % LEVELS) / (LEVELS - 1)) * 2 - 1) * LARGEST;
    code = Math.floor(code / LEVELS);
    quaternion[part] = value;
    rest -= value * value;
  }
  quaternion[left] = Math.sqrt(Math.max(0, rest));
  const length = Math.hypot(quaternion[0]!, quaternion[1]!, quaternion[2]!, quaternion[3]!);
  hand.qx = quaternion[0]! / length;
  hand.qy = quaternion[1]! / length;
  hand.qz = quaternion[2]! / length;
  hand.qw = quaternion[3]! / length;
}

function putHand(bytes: Uint8Array, hand: HeldHand, x: number, y: number): void {
  putBetween(bytes, PLACE_BITS, hand.x - x, -REACH_METRES, REACH_METRES);
  putBetween(bytes, PLACE_BITS, hand.y - y, -REACH_METRES, REACH_METRES);
  putBetween(bytes, PLACE_BITS, hand.z, -REACH_METRES, REACH_METRES);
  putTurn(bytes, hand);
}

function takeHand(bytes: Uint8Array, hand: HeldHand, x: number, y: number): void {
  hand.x = x + takeBetween(bytes, PLACE_BITS, -REACH_METRES, REACH_METRES);
  hand.y = y + takeBetween(bytes, PLACE_BITS, -REACH_METRES, REACH_METRES);
  hand.z = takeBetween(bytes, PLACE_BITS, -REACH_METRES, REACH_METRES);
  takeTurn(bytes, hand);
}

/** Writes a posture at a byte, its age left at nought. */
export function packPosture(bytes: Uint8Array, at: number, slot: number, posture: Posture): void {
  const { here, left, right, height, yaw, pitch, roll } = posture;
  cursor = at * 8;
  put(bytes, SLOT_BITS, slot);
  put(bytes, 1, Number(here));
  put(bytes, 1, Number(left.here));
  put(bytes, 1, Number(right.here));
  put(bytes, 1, Number(left.closed));
  put(bytes, 1, Number(right.closed));
  put(bytes, AGE.bits, 0);
  putBetween(bytes, 8, height, HEAD.low, HEAD.high);
  putBetween(bytes, 7, yaw, -HEAD.yaw, HEAD.yaw);
  putBetween(bytes, 7, pitch, -HEAD.pitch, HEAD.pitch);
  putBetween(bytes, 6, roll, -HEAD.roll, HEAD.roll);
  putHand(bytes, left, -SHOULDER.aside, height - SHOULDER.below);
  putHand(bytes, right, SHOULDER.aside, height - SHOULDER.below);
}

/** Writes how old (ms) a packed posture is; an older one is told as the oldest. */
export function packAge(bytes: Uint8Array, at: number, ms: number): void {
  cursor = at * 8 + AGE.at;
  put(bytes, AGE.bits, Math.max(0, Math.min(2 ** AGE.bits - 1, Math.round(ms / AGE.stepMs))));
}

const heard = newPosture();

/** Reads a message; `visit` hears each posture, which the next one overwrites, and the server's time at which it was so. A damaged end is left out. */
export function readPostures(
  bytes: Uint8Array,
  visit: (slot: number, posture: Readonly<Posture>, atMs: number) => void,
): void {
  if (bytes.byteLength < HEAD_BYTES) return;
  const now = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
  for (let at = HEAD_BYTES; at + POSTURE_BYTES <= bytes.byteLength; at += POSTURE_BYTES) {
    cursor = at * 8;
    const slot = take(bytes, SLOT_BITS);
    heard.here = take(bytes, 1) === 1;
    heard.left.here = take(bytes, 1) === 1;
    heard.right.here = take(bytes, 1) === 1;
    heard.left.closed = take(bytes, 1) === 1;
    heard.right.closed = take(bytes, 1) === 1;
    const age = take(bytes, AGE.bits) * AGE.stepMs;
    heard.height = takeBetween(bytes, 8, HEAD.low, HEAD.high);
    heard.yaw = takeBetween(bytes, 7, -HEAD.yaw, HEAD.yaw);
    heard.pitch = takeBetween(bytes, 7, -HEAD.pitch, HEAD.pitch);
    heard.roll = takeBetween(bytes, 6, -HEAD.roll, HEAD.roll);
    takeHand(bytes, heard.left, -SHOULDER.aside, heard.height - SHOULDER.below);
    takeHand(bytes, heard.right, SHOULDER.aside, heard.height - SHOULDER.below);
    visit(slot, heard, (now - age) >>> 0);
  }
}
