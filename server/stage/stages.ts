import type { Log } from '../log.ts';
import type { Film } from './house.ts';
import type { MediaPool } from './pool.ts';
import { type OnAir, openStage, type Stage } from './stage.ts';

/** The stages of this process: one for each showroom in which a room is open. */
export type Stages = {
  /** The showroom's stage, opened with its first room. `leave` (once is enough) closes it with the last. */
  enter(showroom: string): Promise<{ stage: Stage; leave(): void }>;
  /** The open stage of a showroom, if there is one. */
  now(showroom: string): Stage | undefined;
  /** What is on air in a showroom; undefined while its stage is not open. */
  onAir(showroom: string): OnAir | undefined;
};

type Entry = { stage: Promise<Stage>; now?: Stage; rooms: number };

/** Opens the list of stages, empty. */
export function openStages(
  pool: MediaPool,
  film: Film | undefined,
  log: Log,
  isRehearsed: (showroom: string) => Promise<boolean> = async () => false,
): Stages {
  const open = new Map<string, Entry>();
  const openOne = async (showroom: string): Promise<Stage> => {
    const stage = await openStage(pool, film, log);
    if (await isRehearsed(showroom)) stage.rehearse('unseen');
    return stage;
  };
  return {
    now: (showroom) => open.get(showroom)?.now,
    onAir: (showroom) => open.get(showroom)?.now?.onAir(),
    async enter(showroom) {
      const entry: Entry = open.get(showroom) ?? { stage: openOne(showroom), rooms: 0 };
      open.set(showroom, entry);
      entry.rooms++;
      let left = false;
      const leave = (): void => {
        if (left) return;
        left = true;
        if (--entry.rooms > 0) return;
        if (open.get(showroom) === entry) open.delete(showroom);
        void entry.stage.then(
          (stage) => stage.close(),
          () => undefined,
        );
      };
      try {
        entry.now = await entry.stage;
        return { stage: entry.now, leave };
      } catch (error) {
        leave();
        throw error;
      }
    },
  };
}
