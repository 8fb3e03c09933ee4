import { batch } from '@preact/signals';
import type { SectionPlane } from '../../../shared/model/authoring.ts';
import type { ProductView } from '../../../shared/model/productView.ts';
import { toRefusal } from '../../ui/report.ts';
import { type Choice, variantMeant } from './choices.ts';
import type { Figure } from './figures.ts';
import type { InspectionState } from './inspectionState.ts';
import { storeUnit, type Unit } from './units.ts';

/** Milliseconds within which a step comes apart. */
const SLIDE_MS = 600;

/** What one can do with a product that one looks at. */
export type InspectionVerbs = ReturnType<typeof verbsFor>;

/** All verbs of an inspection but how it comes and goes. */
export const verbsFor = (core: InspectionState) => {
  const taking = apartVerbs(core);
  return { ...plainVerbs(core), ...taking, ...placeVerbs(core, taking) };
};

function plainVerbs({ state, setAndShow, parts, hand }: InspectionState) {
  return {
    choose(choice: Choice): void {
      setAndShow(state.choice, choice.key, (it) => it.setVariant(choice.variant));
    },
    setTurning: (on: boolean) => setAndShow(state.turning, on, (it) => it.setTurning(on)),
    setMeasuring: (on: boolean) => setAndShow(state.measuring, on, (it) => it.setMeasures(on)),
    setMarksShown: (on: boolean) => setAndShow(state.marksShown, on, (it) => it.setMarks(on)),
    setUnit(unit: Unit): void {
      storeUnit(unit);
      setAndShow(state.unit, unit, (it) => it.writeLengths());
    },
    setFigure: (figure: Figure | undefined) =>
      setAndShow(state.figure, figure, (it) => void it.setFigure(figure).catch(toRefusal)),
    setSection: (plane: SectionPlane | null) =>
      setAndShow(state.section, plane, (it) => it.setSection(plane)),
    setXray: (on: boolean) => setAndShow(state.xray, on, (it) => it.setXray(on)),
    pickPart: (part: string) => setAndShow(state.part, part, (it) => it.setPart(part)),
    play: (clip: string, forward: boolean) =>
      setAndShow(state.clip, forward ? clip : '', (it) => it.play(clip, forward)),
    openMark(id: string): void {
      batch(() => {
        state.tool.value = 'marks';
        setAndShow(state.mark, id, (it) => it.lookAtMark(id));
      });
    },
    setAlone(on: boolean): void {
      setAndShow(state.alone, on, (it) => it.setCovered(parts.covered(on)));
    },
    /** The window has another size. */
    measureAnew: () => hand.value?.setCovered(parts.covered(state.alone.value)),
  };
}

function apartVerbs(core: InspectionState) {
  const { state, setAndShow } = core;
  let sliding = 0;
  const setExplode = (share: number): void => {
    cancelAnimationFrame(sliding);
    setAndShow(state.explode, share, (it) => it.setExplode(share));
  };
  return {
    setExplode,
    /** Takes it apart as far as that, by and by. */
    slideTo(share: number): void {
      const from = state.explode.value;
      const began = performance.now();
      const ms = matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : SLIDE_MS;
      const step = (): void => {
        if (core.disposed) return;
        const done = ms === 0 ? 1 : Math.min(1, (performance.now() - began) / ms);
        setExplode(done === 1 ? share : from + (share - from) * done);
        if (done < 1) sliding = requestAnimationFrame(step);
      };
      step();
    },
  };
}

function placeVerbs(core: InspectionState, { setExplode }: { setExplode(share: number): void }) {
  const { parts, state, sheet, hand, choices, chosen, setAndShow } = core;
  /** Looks at it as somebody else does: goes there, or follows them live. A view that names no variant means the first offer's. */
  const apply = (asked: ProductView, how: 'go' | 'follow'): void => {
    const view = { ...asked, variant: variantMeant(choices.value, asked.variant) };
    const choice = choices.value.find(({ variant }) => variant === view.variant);
    batch(() => {
      if (chosen.value?.variant !== view.variant) state.choice.value = choice?.key ?? '';
      state.explode.value = view.explode;
      state.section.value = view.section;
      state.xray.value = view.xray;
      state.part.value = view.part;
      state.turning.value = false;
    });
    if (how === 'go') hand.value?.setView(view);
    else hand.value?.follow(view);
  };
  return {
    apply,
    /** Goes to a stop of the guided tour. */
    goToStop(index: number): void {
      const stop = sheet.value?.authoring.stops[index];
      if (!stop) return;
      state.stop.value = index;
      apply({ ...stop, part: '' }, 'go');
    },
    /** Stands another product beside it; throws when it can't be had. */
    async setBeside(other: string | undefined): Promise<void> {
      const found = other ? await parts.ask(other) : undefined;
      if (core.disposed) return;
      batch(() => {
        state.beside.value = found;
        if (!found) return;
        setExplode(0);
        setAndShow(state.part, '', (it) => it.setPart(''));
        setAndShow(state.xray, false, (it) => it.setXray(false));
      });
      await hand.value?.setBeside(found);
    },
  };
}
