import type { RoomState } from '../../shared/wire/state.ts';

/** What is known of an open room. */
export type OpenRoom = {
  id: string;
  showroom: string;
  people: { name: string; role: string; away: boolean }[];
  onAir: string;
  title: string;
};

/** The rooms open in this process. */
export type RoomRegister = {
  /** Adds a room until the returned undo is called. */
  add(id: string, showroom: string, state: RoomState): () => void;
  report(): OpenRoom[];
};

/** An empty register. */
export function roomRegister(): RoomRegister {
  const rooms = new Map<string, { showroom: string; state: RoomState }>();
  return {
    add(id, showroom, state) {
      rooms.set(id, { showroom, state });
      return () => rooms.delete(id);
    },
    report: () =>
      [...rooms].map(([id, { showroom, state }]) => ({
        id,
        showroom,
        people: [...state.visitors.values()].map(({ name, role, away }) => ({ name, role, away })),
        onAir: state.programme.source,
        title: state.programme.title,
      })),
  };
}
