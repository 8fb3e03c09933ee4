import type { Log } from '../log.ts';
import type { Film } from './house.ts';
import type { MediaPool } from './pool.ts';
import { openStage, type Stage } from './stage.ts';

/** The stages of this process: one for each showroom in which a room is open. */
export type Stages = {
  /** The showroom's stage, opened with its first room. `leave` (once is enough) closes it with the last. */
  enter(showroom: string): Promise<{ stage: Stage; leave(): void }>;
};

/** Opens the list of stages, empty. */
export function openStages(pool: MediaPool, film: Film | undefined, log: Log): Stages {
  const open = new Map<string, { stage: Promise<Stage>; rooms: number }>();
  return {
    async enter(showroom) {
      const entry = open.get(showroom) ?? { stage: openStage(pool, film, log), rooms: 0 };
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
        return { stage: await entry.stage, leave };
      } catch (error) {
        leave();
        throw error;
      }
    },
  };
}
