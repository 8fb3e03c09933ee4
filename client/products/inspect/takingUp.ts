import { batch } from '@preact/signals';
import type { ProductSheet } from '../../../shared/model/catalogue.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import { language, t } from '../../ui/i18n.ts';
import { toRefusal } from '../../ui/report.ts';
import type { HandParts, InspectionState } from './inspectionState.ts';
import type { InspectionVerbs } from './inspectionVerbs.ts';
import type { Inspector } from './verbs.ts';

/** How a product comes into the hand: what is known of it, its picture, all of it; and how that is asked for again. */
export function openTakingUp(core: InspectionState, verbs: InspectionVerbs) {
  const { parts, sheet, hand, trouble, state } = core;
  let { view } = parts;
  let round = 0;
  const take = async (): Promise<void> => {
    const mine = ++round;
    const isOver = (): boolean => core.disposed || mine !== round;
    trouble.value = undefined;
    state.failed.value = false;
    try {
      const found = await parts.ask(parts.slug);
      if (isOver()) return;
      batch(() => {
        sheet.value = found;
        if (!found.offers.some(({ sku }) => sku === state.choice.value)) state.choice.value = '';
        state.newer.value = false;
      });
      const opened = await parts.show?.(handParts(core, verbs, found)).catch(() => {
        if (!isOver()) state.failed.value = true;
      });
      if (!opened) return;
      if (isOver()) opened.dispose();
      else await adopt(opened);
    } catch (error) {
      if (!isOver()) trouble.value = toRefusal(error);
    }
  };
  /** Takes it in hand as it was looked at so far, and waits for all of it. */
  const adopt = async (opened: Inspector): Promise<void> => {
    hand.value = opened;
    if (view) verbs.apply(view, 'go');
    showAsWished(core, opened, view !== undefined);
    view = undefined;
    await complete(opened);
  };
  const complete = async (opened: Inspector): Promise<void> => {
    state.failed.value = false;
    try {
      await opened.complete();
      if (hand.value !== opened) return;
      state.whole.value = true;
      performance.mark('vitrine.hand');
    } catch {
      if (hand.value === opened) state.failed.value = true;
    }
  };
  return {
    take,
    retry(): void {
      if (hand.value) void complete(hand.value);
      else void take();
    },
    /** Shows the version that is on sale now. */
    renew(): void {
      hand.value?.dispose();
      batch(() => {
        hand.value = undefined;
        state.seen.value = state.whole.value = false;
        state.explode.value = 0;
        state.part.value = '';
        state.section.value = null;
        state.xray.value = false;
        state.figure.value = undefined;
        state.beside.value = undefined;
        state.turning.value = true;
      });
      void take();
    },
    /** Asks anew what its offers cost and how many are left; everything else stays as it is shown. */
    async refreshOffers(): Promise<void> {
      const found = await parts.ask(parts.slug).catch(() => undefined);
      const now = sheet.value;
      if (!found || !now || core.disposed) return;
      sheet.value = { ...now, offers: found.offers, stock: found.stock, price: found.price };
    },
  };
}

/** What was wished for before there was a hand to show it. */
function showAsWished({ state, chosen }: InspectionState, hand: Inspector, hasView: boolean): void {
  hand.setMeasures(state.measuring.value);
  hand.setMarks(state.marksShown.value);
  if (!state.turning.value) hand.setTurning(false);
  if (!hasView) {
    hand.setVariant(chosen.value?.variant ?? '');
    if (state.section.value) hand.setSection(state.section.value);
    if (state.xray.value) hand.setXray(true);
    if (state.part.value) hand.setPart(state.part.value);
    if (state.explode.value > 0) hand.setExplode(state.explode.value);
  }
  if (state.clip.value) hand.play(state.clip.value, true);
  if (state.figure.value) void hand.setFigure(state.figure.value).catch(toRefusal);
  if (state.beside.value) void hand.setBeside(state.beside.value).catch(toRefusal);
}

function handParts(core: InspectionState, verbs: InspectionVerbs, found: ProductSheet): HandParts {
  const { parts, state, length } = core;
  return {
    sheet: found,
    covered: parts.covered(state.alone.value),
    keys: t('inspect.keys'),
    length,
    lineText: ({ label }) => (label ? inLanguage(label, language.value) : ''),
    markName: ({ title }, number) => t('inspect.mark', { number, title: inLanguage(title, language.value) }),
    onMark: ({ id }) => verbs.openMark(id),
    onPart: (part) => state.tool.value === 'apart' && verbs.pickPart(part),
    onTake: () => {
      state.turning.value = false;
    },
    pulls: () => state.tool.value === 'apart',
    onView: () => {
      const view = core.hand.value?.view();
      batch(() => {
        if (view) {
          state.explode.value = view.explode;
          state.section.value = view.section;
        }
        state.touched.value++;
      });
    },
    onShown: () => {
      state.seen.value = true;
      performance.mark('vitrine.picture');
    },
  };
}
