import type { Bus } from '../bus.ts';
import type { Log } from '../log.ts';
import type { Database } from '../store/open.ts';

/** Which stand of a showroom the host holds up: kept, so that a restart and late rooms know it. */
export type Pins = {
  /** The stand, or empty when none is. */
  of(showroom: string): Promise<string>;
  /** Waits until what was told is kept, then listens no more. */
  close(): Promise<void>;
};

/** Follows `pin.changed` and keeps the latest of each showroom. */
export function openPins(db: Database, bus: Bus, log: Log): Pins {
  let work: Promise<unknown> = Promise.resolve();
  const keep = (showroom: string, stand: string): Promise<unknown> =>
    stand
      ? db
          .insertInto('pin')
          .values({ showroom, stand })
          .onConflict((conflict) => conflict.column('showroom').doUpdateSet({ stand }))
          .execute()
      : db.deleteFrom('pin').where('showroom', '=', showroom).execute();
  const undo = bus.subscribe('pin.changed', ({ showroom, stand }) => {
    work = work
      .then(() => keep(showroom, stand))
      .catch((error) => log.error({ err: error, showroom }, 'what is held up could not be kept'));
  });
  return {
    async of(showroom) {
      await work;
      const query = db.selectFrom('pin').select('stand').where('showroom', '=', showroom);
      return (await query.executeTakeFirst())?.stand ?? '';
    },
    async close() {
      undo();
      await work;
    },
  };
}
