import type { Appearance } from '../../shared/wire/avatars.ts';
import { HEAD_BYTES, POSE_BYTES, type Pose, packPose } from '../../shared/wire/presence.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Link } from './link.ts';

const ME = 'alone';
const nothing = (): void => {};

/** A link to nobody: one walks alone in a room that is kept on this device. What is asked of it is `offline`; media waits for ever. */
export function openAlone(
  appearance: Appearance,
  start: { position: readonly [number, number]; yaw: number },
): Link {
  const me = {
    ...appearance,
    role: 'visitor',
    slot: 0,
    away: false,
    voice: 0,
    seat: 0,
    stage: 0,
    quiet: false,
  };
  const furnishing = { colour: '', fabric: '', logo: '', screen: 'slate' };
  const programme = { source: 'none', video: '', audio: '', title: '', epoch: 0, sendEpoch: 0 };
  const told = new Set<(bytes: Uint8Array) => void>();
  const event = { id: '', slug: '', title: '', status: '', startsAt: 0, item: '', itemKind: '' };
  const bytes = new Uint8Array(HEAD_BYTES + POSE_BYTES);
  const stand = (pose: Pose): void => {
    new DataView(bytes.buffer).setUint32(0, performance.now(), true);
    packPose(new Uint16Array(bytes.buffer, HEAD_BYTES), 0, me.slot, pose);
    for (const listener of told) listener(bytes);
  };
  stand({ x: start.position[0], z: start.position[1], yaw: start.yaw, gait: 0 });
  const state = {
    visitors: new Map([[ME, me]]),
    stands: new Map(),
    flashes: new Map(),
    sources: new Map(),
    screens: new Map(),
    programme,
    rehearsal: programme,
    furnishing,
    event,
    recording: { state: 'off', replay: '' },
    talk: { slow: 0 },
  } as never as Link['state'];
  return {
    roomId: '',
    sessionId: ME,
    state,
    request: (name) =>
      /^(chat|reaction|moderation|products)\./.test(name)
        ? Promise.reject(new Refusal('offline'))
        : new Promise<never>(nothing),
    send: (name, payload) => name === 'avatars.move' && stand(payload as Pose),
    on: () => nothing,
    onPoses(listener) {
      told.add(listener);
      listener(bytes);
      return () => told.delete(listener);
    },
    onPostures: () => nothing,
    watch: {
      added(name, listener) {
        if (name === 'visitors') listener(me as never, ME);
        return nothing;
      },
      removed: () => nothing,
      changed: () => nothing,
    },
    onStatus: () => nothing,
    close: nothing,
  };
}
