import { type Pose, readPoses } from '../../shared/wire/presence.ts';
import type { Link } from '../net/link.ts';
import { openTimeline } from './timeline.ts';
import { openTrack, type Track } from './track.ts';

/** Where the room's people are, by slot. */
export type Poses = {
  /** Where to draw somebody; undefined before anything is known of them. */
  shown(slot: number): Track['shown'] | undefined;
  /** The last that was heard of somebody. */
  last(slot: number): Readonly<Pose> | undefined;
  /** Moves everybody on by a frame. */
  step(nowMs: number, seconds: number): void;
  /** Forgets somebody who left: the slot will be another's. */
  forget(slot: number): void;
  dispose(): void;
};

/** Follows the poses that a link brings. */
export function openPoses(link: Pick<Link, 'onPoses'>): Poses {
  const timeline = openTimeline();
  const tracks = new Map<number, Track>();
  const heard = new Map<number, Pose>();
  const undo = link.onPoses((bytes) => {
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
  return {
    shown: (slot) => tracks.get(slot)?.shown,
    last: (slot) => heard.get(slot),
    step(nowMs, seconds) {
      const at = timeline.at(nowMs);
      const jitter = timeline.jitter(nowMs);
      for (const track of tracks.values()) track.step(at, jitter, seconds);
    },
    forget(slot) {
      tracks.delete(slot);
      heard.delete(slot);
    },
    dispose: undo,
  };
}
