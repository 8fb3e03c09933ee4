import { yawOf } from '../../world/turns.ts';
import type { Upright } from './origin.ts';
import type { ArSession } from './session.ts';

type KeptAnchor = XRAnchor & { requestPersistentHandle?(): Promise<string> };
type Restoring = {
  restorePersistentAnchor?(handle: string): Promise<XRAnchor>;
  deletePersistentAnchor?(handle: string): Promise<void>;
};
type Entry = { anchor?: KeptAnchor; handle?: string };

/** What the device itself holds in place: a pose for each id. */
export type Anchors = {
  /** Holds something where it is; what held it before is let go. */
  hold(id: string, at: Upright): void;
  letGo(id: string): void;
  /** Where it is held now, as the device has come to know the room since; undefined while it does not know. */
  where(id: string): Upright | undefined;
  /** Lets go of everything for now; what was held is found again another time. */
  release(): void;
  /** By what each is found again another time. */
  handles(): Record<string, string>;
  /** What was held another time and serves no more: the device need not hold it on. */
  forget(handles: readonly string[]): void;
  /** Finds again what was held another time; answers what was found. */
  reopen(handles: Record<string, string>): Promise<string[]>;
};

/** Opens the anchors of a session; without them nothing is held, and nothing is lost. `onHandle` hears of each that can be found again. */
export function openAnchors(ar: ArSession, onHandle: () => void): Anchors {
  const entries = new Map<string, Entry>();
  const places = new Map<string, Upright>();
  const wanted = new Map<string, Upright>();
  const session = ar.session as Restoring;
  const drop = (handle: string): void => void session.deletePersistentAnchor?.(handle).catch(() => undefined);
  const letGo = (id: string): void => {
    const { anchor, handle } = entries.get(id) ?? {};
    if (handle) drop(handle);
    anchor?.delete();
    entries.delete(id);
    places.delete(id);
    wanted.delete(id);
  };
  const keep = async (id: string, entry: Entry, creating: Promise<XRAnchor>): Promise<void> => {
    try {
      const anchor: KeptAnchor = await creating;
      if (entries.get(id) !== entry) return anchor.delete();
      entry.anchor = anchor;
      const handle = await anchor.requestPersistentHandle?.();
      if (!handle || entries.get(id) !== entry) return;
      entry.handle = handle;
      onHandle();
    } catch {
      // A device that can't hold it just now leaves it where it is.
      if (entries.get(id) === entry) entries.delete(id);
    }
  };
  if (ar.offers('anchors'))
    ar.onFrame((frame) => {
      for (const [id, at] of wanted) {
        const turn = { x: 0, y: Math.sin(at.yaw / 2), z: 0, w: Math.cos(at.yaw / 2) };
        const pose = new XRRigidTransform({ x: at.x, y: at.y, z: at.z }, turn);
        const entry: Entry = {};
        entries.set(id, entry);
        const creating = frame.createAnchor?.(pose, ar.space);
        if (creating) void keep(id, entry, creating);
      }
      wanted.clear();
      for (const [id, { anchor }] of entries) {
        const pose =
          anchor && frame.trackedAnchors?.has(anchor) && frame.getPose(anchor.anchorSpace, ar.space);
        if (!pose) continue;
        const { position, orientation } = pose.transform;
        const place = places.get(id) ?? { x: 0, y: 0, z: 0, yaw: 0 };
        place.x = position.x;
        place.y = position.y;
        place.z = position.z;
        place.yaw = yawOf(orientation);
        places.set(id, place);
      }
    });
  return {
    hold(id, at) {
      letGo(id);
      if (ar.offers('anchors')) wanted.set(id, at);
    },
    letGo,
    forget: (stale) => stale.forEach(drop),
    release() {
      for (const { anchor } of entries.values()) anchor?.delete();
      entries.clear();
      places.clear();
      wanted.clear();
    },
    where: (id) => places.get(id),
    handles: () =>
      Object.fromEntries([...entries].flatMap(([id, { handle }]) => (handle ? [[id, handle]] : []))),
    async reopen(handles) {
      if (!ar.offers('anchors') || !session.restorePersistentAnchor) return [];
      const one = async ([id, handle]: [string, string]): Promise<void> => {
        const anchor = await session.restorePersistentAnchor!(handle).catch(() => undefined);
        if (anchor) entries.set(id, { anchor, handle });
      };
      await Promise.all(Object.entries(handles).map(one));
      return [...entries.keys()];
    },
  };
}
