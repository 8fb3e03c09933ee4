import type { DeskAct, DeskOrder } from '../../../shared/model/desk.ts';
import { t } from '../../ui/i18n.ts';
import { say, sayError } from '../../ui/toast.tsx';
import type { DeskApi } from './deskApi.ts';
import type { Till } from './till.ts';

/** Does something with the open order and shows what it is then; says why not. True when it was done. */
export type Doing = (work: () => Promise<DeskOrder>, done?: (order: DeskOrder) => void) => Promise<boolean>;

/** Verbs for the order that is open. */
export const doingOf =
  (till: Till): Doing =>
  async (work, done) => {
    try {
      const order = await work();
      till.changed(order);
      done?.(order);
      return true;
    } catch (error) {
      sayError(error);
      void till.look();
      return false;
    }
  };

/** Acts that need no more words. */
export type PlainAct = Extract<DeskAct, 'pack' | 'unpack' | 'deliver'>;

/** Does a plain act; packing can be taken back. */
export function plainly(api: DeskApi, doing: Doing, act: PlainAct, id: string): Promise<boolean> {
  return doing(
    () => api[act](id),
    (order) => {
      if (act !== 'pack') return;
      say(t('till.done.pack', { number: order.number }), 'note', {
        label: t('till.undo'),
        run: () => void doing(() => api.unpack(id)),
      });
    },
  );
}
