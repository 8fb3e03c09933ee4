import { readPostures } from '../../shared/wire/posture.ts';
import { type Pose, readPoses } from '../../shared/wire/presence.ts';
import type { Link } from '../net/link.ts';
import { openPostureTrack, type PostureTrack, type ShownPosture } from './postureTrack.ts';
import { openTimeline } from './timeline.ts';
import { openTrack, type Track } from './track.ts';

/** Where the room's people are, by slot. */
export type Poses = {
  /** Where to draw somebody; undefined before anything is known of them. */
  shown(slot: number): Track['shown'] | undefined;
  /** How somebody with a headset holds head and hands; undefined for all others. */
  posture(slot: number): ShownPosture | undefined;
  /** The last that was heard of somebody. */
  last(slot: number): Readonly<Pose> | undefined;
  /** Moves everybody on by a frame. */
  step(nowMs: number, seconds: number): void;
  /** Forgets somebody who left: the slot will be another's. */
  forget(slot: number): void;
  dispose(): void;
};

/** Follows the poses that a link brings. */
export function openPoses(link: Pick<Link, 'onPoses' | 'onPostures'>): Poses {
  const timeline = openTimeline();
  const tracks = new Map<number, Track>();
  const heard = new Map<number, Pose>();
  const postures = new Map<number, PostureTrack>();
  const unhear = link.onPoses((bytes) => {
    const now = performance.now();
    if (bytes.byteLength >= 4)
      timeline.heard(new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true), now);
    readPoses(bytes, (slot, pose, atMs) => {
      const at = timeline.unwrap(atMs);
      heard.set(slot, pose);
      const track = tracks.get(slot);
      if (track) track.add(at, pose);
      else tracks.set(slot, openTrack(pose, at));
    });
  });
  const unhold = link.onPostures((bytes) =>
    readPostures(bytes, (slot, posture, atMs) => {
      const track = postures.get(slot) ?? openPostureTrack();
      postures.set(slot, track);
      track.add(timeline.unwrap(atMs), posture);
    }),
  );
  return {
    shown: (slot) => tracks.get(slot)?.shown,
    posture: (slot) => postures.get(slot)?.shown,
    last: (slot) => heard.get(slot),
    step(nowMs, seconds) {
      const at = timeline.at(nowMs);
      const jitter = timeline.jitter(nowMs);
      for (const track of tracks.values()) track.step(at, jitter, seconds);
      for (const track of postures.values()) track.step(at, jitter, seconds);
    },
    forget(slot) {
      tracks.delete(slot);
      heard.delete(slot);
      postures.delete(slot);
    },
    dispose() {
      unhear();
      unhold();
    },
  };
}
