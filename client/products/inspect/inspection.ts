import { computed, type ReadonlySignal } from '@preact/signals';
import type { ProductSheet } from '../../../shared/model/catalogue.ts';
import type { Refusal } from '../../../shared/wire/refusal.ts';
import { stepsOf } from './choices.ts';
import { type InspectionParts, newState } from './inspectionState.ts';
import { verbsFor } from './inspectionVerbs.ts';
import { openTakingUp } from './takingUp.ts';
import type { Inspector } from './verbs.ts';

/** A product that is looked at closely: what is known of it, how one looks at it, and the verbs that change both. `dispose` puts it back; twice is once. */
export type Inspection = ReturnType<typeof openInspection>;

/** Opens an inspection: asks for the sheet, then for the picture. Nothing of it comes after `dispose`. */
export function openInspection(parts: InspectionParts) {
  const core = newState(parts);
  const { sheet, hand, trouble, state, choices, chosen, length } = core;
  const verbs = verbsFor(core);
  const { take, ...again } = openTakingUp(core, verbs);
  void take();
  return {
    slug: parts.slug,
    known: parts.known,
    canShow: parts.show !== undefined,
    sheet: sheet as ReadonlySignal<ProductSheet | undefined>,
    hand: hand as ReadonlySignal<Inspector | undefined>,
    /** Why it could not be had. */
    trouble: trouble as ReadonlySignal<Refusal | undefined>,
    steps: computed(() => (sheet.value ? stepsOf(sheet.value) : 0)),
    choices,
    chosen,
    length,
    ...state,
    ...verbs,
    ...again,
    dispose(): void {
      if (core.disposed) return;
      core.disposed = true;
      hand.value?.dispose();
      hand.value = undefined;
    },
  };
}
