import type { Posture } from '../../shared/model/posture.ts';
import { POSTURE_BYTES, packAge, packPosture } from '../../shared/wire/posture.ts';
import { HEAD_BYTES, MOST_SLOTS } from '../../shared/wire/presence.ts';
import { CIRCLES, type Circle } from './circles.ts';

/** Heads and hands of the people with a headset, by slot, and who has been told what of them. */
export type Postures = {
  /** Somebody's new posture, and the time (ms) at which it was so. */
  set(slot: number, posture: Posture, atMs: number): void;
  /** Forgets somebody who left, and what they were told. */
  forget(slot: number): void;
  /** Tells somebody everything anew. */
  refresh(slot: number): void;
  /** What is new for a viewer of those who are near; undefined for nothing. The bytes are written over by the next call. */
  due(viewer: number, circle: Circle, nowMs: number): Uint8Array | undefined;
};

type Held = { packed: Uint8Array; version: number; atMs: number };

/** Nobody has a headset yet: until somebody has, nothing is kept and nothing is looked up. */
export function openPostures(): Postures {
  const held: (Held | undefined)[] = [];
  const told: (Uint32Array | undefined)[] = [];
  const bytes = new Uint8Array(HEAD_BYTES + CIRCLES.near.people * POSTURE_BYTES);
  const view = new DataView(bytes.buffer);
  let nextVersion = 1;
  let count = 0;
  return {
    set(slot, posture, atMs) {
      let one = held[slot];
      if (!one) {
        if (!posture.here) return;
        one = held[slot] = { packed: new Uint8Array(POSTURE_BYTES), version: 0, atMs };
        count++;
      }
      packPosture(one.packed, 0, slot, posture);
      one.version = nextVersion++;
      one.atMs = atMs;
    },
    forget(slot) {
      if (held[slot]) count--;
      held[slot] = told[slot] = undefined;
    },
    refresh: (slot) => void told[slot]?.fill(0),
    due(viewer, { slots, near }, nowMs) {
      if (count === 0) return undefined;
      let length = HEAD_BYTES;
      for (let at = 0; at < near; at++) {
        const slot = slots[at]!;
        const one = held[slot];
        if (!one) continue;
        const known = told[viewer] ?? new Uint32Array(MOST_SLOTS);
        told[viewer] = known;
        if (known[slot] === one.version) continue;
        known[slot] = one.version;
        bytes.set(one.packed, length);
        packAge(bytes, length, nowMs - one.atMs);
        length += POSTURE_BYTES;
      }
      if (length === HEAD_BYTES) return undefined;
      view.setUint32(0, nowMs >>> 0, true);
      return bytes.subarray(0, length);
    },
  };
}
