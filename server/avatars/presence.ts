import type { Posture } from '../../shared/model/posture.ts';
import { POSTURES } from '../../shared/wire/posture.ts';
import {
  AGE_STEP_MS,
  HEAD_BYTES,
  MOST_SLOTS,
  POSE_BYTES,
  POSES,
  type Pose,
  packPose,
} from '../../shared/wire/presence.ts';
import { type Circle, groupByDistance, openCircle } from './circles.ts';
import { openPostures } from './postures.ts';

/** Where everybody of a room is, and who is told what of it at each tick. */
export type Presence = {
  /** Gives a newcomer a slot; throws when there is none. */
  join(id: string, pose: Pose, nowMs: number): number;
  leave(id: string, nowMs: number): void;
  /** Somebody's new pose, and the time (ms) at which it was so. */
  set(id: string, pose: Pose, atMs: number): void;
  get(id: string): Readonly<Pose> | undefined;
  /** How somebody with a headset holds head and hands, and when it was so; only those who are near are told. */
  hold(id: string, posture: Posture, atMs: number): void;
  /** Everybody's pose but one's own. */
  others(id: string): Iterable<Readonly<Pose>>;
  /** Tells one everything anew at the next tick, their own place too: a newcomer, or one who is back. */
  refresh(id: string): void;
  /** One tick: hands each viewer what is new for them, poses and postures. The bytes are written over by the next call. */
  tick(nowMs: number, send: (id: string, bytes: Uint8Array, type: Told) => void): void;
};

/** Types of the messages that presence sends. */
export type Told = typeof POSES | typeof POSTURES;

/** Ticks between two poses of one person, by how near they are: at 20 ticks a second 20, 5 and 1.25 a second. */
const PACE = { near: 1, middle: 4, far: 16 } as const;
/** Ticks after which one looks again who is near. */
const REGROUP_TICKS = 10;
/** Milliseconds for which a slot rests after its person left: late poses must not fall on somebody else. */
const REST_MS = 2000;

type Person = {
  id: string;
  slot: number;
  pose: Pose;
  /** Rises with each new pose. */
  version: number;
  atMs: number;
  words: Uint16Array;
  /** Versions of others that this one has been told, by slot. */
  told: Uint32Array;
  circle: Circle;
  fresh: boolean;
};

/** An empty room's presence. */
export function openPresence(): Presence {
  const people = new Map<string, Person>();
  const bySlot: (Person | undefined)[] = [];
  const postures = openPostures();
  const resting: { slot: number; since: number }[] = [];
  const bytes = new Uint8Array(HEAD_BYTES + MOST_SLOTS * POSE_BYTES);
  const view = new DataView(bytes.buffer);
  let newcomers: Person[] = [];
  let tickNumber = 0;
  let nextVersion = 1;
  let length = 0;

  const freeSlot = (nowMs: number): number => {
    if (resting[0] && nowMs - resting[0].since >= REST_MS) return resting.shift()!.slot;
    if (bySlot.length < MOST_SLOTS) return bySlot.push(undefined) - 1;
    if (resting[0]) return resting.shift()!.slot;
    throw new Error('no slot is free');
  };
  const write = (viewer: Person, person: Person | undefined, nowMs: number): void => {
    if (!person || viewer.told[person.slot] === person.version) return;
    viewer.told[person.slot] = person.version;
    for (let word = 0; word < 4; word++) view.setUint16(length + word * 2, person.words[word]!, true);
    bytes[length + 7] = Math.max(0, Math.min(255, Math.round((nowMs - person.atMs) / AGE_STEP_MS)));
    length += POSE_BYTES;
  };
  const writeDue = (viewer: Person, nowMs: number): void => {
    const { slots, near, middle, count } = viewer.circle;
    for (let i = 0; i < near; i++) write(viewer, bySlot[slots[i]!], nowMs);
    for (let i = near + (tickNumber % PACE.middle); i < middle; i += PACE.middle)
      write(viewer, bySlot[slots[i]!], nowMs);
    for (let i = middle + (tickNumber % PACE.far); i < count; i += PACE.far)
      write(viewer, bySlot[slots[i]!], nowMs);
    for (const newcomer of newcomers) if (newcomer !== viewer) write(viewer, newcomer, nowMs);
  };

  return {
    join(id, pose, nowMs) {
      const slot = freeSlot(nowMs);
      const person: Person = {
        id,
        slot,
        pose: { ...pose },
        version: nextVersion++,
        atMs: nowMs,
        words: new Uint16Array(4),
        told: new Uint32Array(MOST_SLOTS),
        circle: openCircle(MOST_SLOTS),
        fresh: true,
      };
      packPose(person.words, 0, slot, pose);
      people.set(id, person);
      bySlot[slot] = person;
      newcomers.push(person);
      return slot;
    },
    leave(id, nowMs) {
      const person = people.get(id);
      if (!person) return;
      people.delete(id);
      bySlot[person.slot] = undefined;
      postures.forget(person.slot);
      newcomers = newcomers.filter((one) => one !== person);
      resting.push({ slot: person.slot, since: nowMs });
    },
    set(id, pose, atMs) {
      const person = people.get(id);
      if (!person) return;
      Object.assign(person.pose, pose);
      person.version = nextVersion++;
      person.atMs = atMs;
      packPose(person.words, 0, person.slot, pose);
    },
    get: (id) => people.get(id)?.pose,
    hold(id, posture, atMs) {
      const person = people.get(id);
      if (person) postures.set(person.slot, posture, atMs);
    },
    *others(id) {
      for (const person of people.values()) if (person.id !== id) yield person.pose;
    },
    refresh(id) {
      const person = people.get(id);
      if (person) person.fresh = true;
    },
    tick(nowMs, send) {
      tickNumber++;
      view.setUint32(0, nowMs >>> 0, true);
      for (const viewer of people.values()) {
        if (viewer.fresh || (tickNumber + viewer.slot) % REGROUP_TICKS === 0)
          groupByDistance(viewer.circle, viewer.pose, bySlot, viewer.slot);
        length = HEAD_BYTES;
        if (viewer.fresh) {
          viewer.fresh = false;
          viewer.told.fill(0);
          postures.refresh(viewer.slot);
          for (const person of bySlot) if (person) write(viewer, person, nowMs);
        } else writeDue(viewer, nowMs);
        if (length > HEAD_BYTES) send(viewer.id, bytes.subarray(0, length), POSES);
        const held = postures.due(viewer.slot, viewer.circle, nowMs);
        if (held) send(viewer.id, held, POSTURES);
      }
      newcomers.length = 0;
    },
  };
}
