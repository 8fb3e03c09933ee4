import type { ShownProduct } from '../../shared/model/replay.ts';
import type { Bus } from '../bus.ts';

/** What stands on the stands of a showroom now, in the version that is on sale. */
export type AskStanding = (showroom: string) => Promise<ShownProduct[]>;

type Parts = {
  bus: Bus;
  showroom: string;
  standing: AskStanding;
  /** The time of the event's clock. */
  now(): number;
  /** A product of the showroom looks like this, from then on. */
  tell(product: ShownProduct, at: number): void;
  failed(error: unknown): void;
};

/** Tells of each product that stands in a showroom how it looks: at the beginning, when it comes to a stand, and when its next version takes its place. `close` resolves when all is told; once is enough. */
export function followShown({ bus, showroom, standing, now, tell, failed }: Parts): {
  close(): Promise<void>;
} {
  const told = new Map<string, number>();
  let work: Promise<void> = Promise.resolve();
  const look = (): void => {
    const at = now();
    work = work
      .then(async () => {
        for (const product of await standing(showroom)) {
          if (told.get(product.product) === product.version) continue;
          told.set(product.product, product.version);
          tell(product, at);
        }
      })
      .catch(failed);
  };
  const undo = [
    bus.subscribe('product.changed', look),
    bus.subscribe('stand.changed', (changed) => changed.showroom === showroom && look()),
  ];
  look();
  return {
    async close() {
      for (const step of undo.splice(0)) step();
      await work;
    },
  };
}
