import { t } from '../../ui/i18n.ts';
import type { Placing } from './placing.ts';
import type { RoomView } from './view.ts';

/** What helps now, in plain words. */
export function hintOf(placing: Placing, view: RoomView): string {
  const kind = placing.mountOfHeld();
  const isIdle = !placing.held.value && !view.measuring.value;
  switch (view.looking.value) {
    case 'lost':
      return t('ar.lost');
    case 'elsewhere':
      return t('ar.elsewhere', { kind });
    case 'none':
      return isIdle ? restHint(placing, view) : t('ar.none');
    case 'searching':
      return isIdle ? restHint(placing, view) : t(view.ar.onScreen ? 'ar.search' : 'ar.searchHead', { kind });
    case 'found':
      return isIdle ? restHint(placing, view) : foundHint(view);
  }
}

const restHint = (placing: Placing, { ar, laidOut }: RoomView): string => {
  if (laidOut.value === 'waiting') return t('ar.layHint');
  if (!placing.chosen.value) return t(ar.onScreen ? 'ar.restHint' : 'ar.restHead');
  return t(ar.onScreen ? 'ar.moveHint' : 'ar.moveHead');
};

function foundHint(view: RoomView): string {
  if (!view.measuring.value) return t(view.ar.onScreen ? 'ar.tap' : 'ar.tapHead');
  const tape = view.measured.value;
  if (!tape) return t('ar.measureFrom');
  return t(tape.done ? 'ar.measureDone' : 'ar.measureTo');
}
