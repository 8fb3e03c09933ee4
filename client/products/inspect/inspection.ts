import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { SectionPlane } from '../../../shared/model/authoring.ts';
import type { Product, ProductSheet } from '../../../shared/model/catalogue.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import type { ProductView } from '../../../shared/model/productView.ts';
import type { Refusal } from '../../../shared/wire/refusal.ts';
import { language, t, writing } from '../../ui/i18n.ts';
import { toRefusal } from '../../ui/report.ts';
import { type Choice, choicesOf, stepsOf } from './choices.ts';
import type { Figure } from './figures.ts';
import type { Covered } from './framing.ts';
import { readUnit, storeUnit, type Unit, writeLength } from './units.ts';
import type { Inspector, InspectorParts } from './verbs.ts';

/** The tools of the inspector, of which one at a time lies open. */
export const TOOLS = ['size', 'marks', 'apart', 'inside', 'moves', 'tour', 'compare', 'together'] as const;
export type Tool = (typeof TOOLS)[number];

/** Milliseconds within which a step comes apart. */
const SLIDE_MS = 600;

/** What an inspection needs of its page. */
export type InspectionParts = {
  slug: string;
  /** What is known of it already, so that there is text at once. */
  known: Product | undefined;
  ask(slug: string): Promise<ProductSheet>;
  /** Shows it in the picture; undefined where nothing can be drawn. */
  show: ((parts: Omit<InspectorParts, 'world' | 'layer' | 'onClose'>) => Promise<Inspector>) | undefined;
  /** What panels cover now; nothing while it is alone in the window. */
  covered(alone: boolean): Covered;
  /** How it is to be looked at first. */
  view: ProductView | undefined;
};

/** A product that is looked at closely: what is known of it, how one looks at it, and the verbs that change both. `dispose` puts it back; twice is once. */
export type Inspection = ReturnType<typeof openInspection>;

/** Opens an inspection: asks for the sheet, then for the picture. Nothing of it comes after `dispose`. */
export function openInspection(parts: InspectionParts) {
  const { slug } = parts;
  const sheet = signal<ProductSheet | undefined>(undefined);
  const hand = signal<Inspector | undefined>(undefined);
  const trouble = signal<Refusal | undefined>(undefined);
  const state = {
    choice: signal(''),
    explode: signal(0),
    part: signal(''),
    section: signal<SectionPlane | null>(null),
    xray: signal(false),
    turning: signal(true),
    measuring: signal(true),
    marksShown: signal(true),
    unit: signal<Unit>(readUnit()),
    figure: signal<Figure | undefined>(undefined),
    mark: signal(''),
    stop: signal(-1),
    clip: signal(''),
    beside: signal<ProductSheet | undefined>(undefined),
    tool: signal<Tool | undefined>(undefined),
    /** Alone in the window. */
    alone: signal(false),
    /** Its model could not be loaded. */
    failed: signal(false),
    /** Its picture is there. */
    seen: signal(false),
    /** A later version is on sale than the one that is shown. */
    newer: signal(false),
    /** Rises when one has turned or picked by hand. */
    touched: signal(0),
  };
  let disposed = false;
  let round = 0;
  const choices = computed(() => (sheet.value ? choicesOf(sheet.value) : []));
  const chosen: ReadonlySignal<Choice | undefined> = computed(
    () => choices.value.find(({ key }) => key === state.choice.value) ?? choices.value[0],
  );
  const length = (mm: number): string => writeLength(mm, state.unit.value, writing.value);

  const open = async (): Promise<void> => {
    const mine = ++round;
    const isOver = (): boolean => disposed || mine !== round;
    trouble.value = undefined;
    state.failed.value = false;
    try {
      const found = await parts.ask(slug);
      if (isOver()) return;
      batch(() => {
        sheet.value = found;
        if (!found.offers.some(({ sku }) => sku === state.choice.value)) state.choice.value = '';
        state.newer.value = false;
      });
      const opened = await parts.show?.(handParts(found)).catch(() => {
        if (!isOver()) state.failed.value = true;
      });
      if (!opened) return;
      if (isOver()) opened.dispose();
      else adopt(opened);
    } catch (error) {
      if (!isOver()) trouble.value = toRefusal(error);
    }
  };
  const handParts = (found: ProductSheet): Omit<InspectorParts, 'world' | 'layer' | 'onClose'> => ({
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
    onView: () => {
      state.touched.value++;
    },
    onShown: () => {
      state.seen.value = true;
      performance.mark('vitrine.hand');
    },
  });
  /** Takes the product in hand as it was looked at so far. */
  const adopt = (opened: Inspector): void => {
    hand.value = opened;
    opened.setMeasures(state.measuring.value);
    opened.setMarks(state.marksShown.value);
    if (parts.view) verbs.apply(parts.view, 'go');
    else opened.setVariant(chosen.value?.variant ?? '');
    parts = { ...parts, view: undefined };
  };
  const setAndShow = <T>(of: Signal<T>, value: T, show: (hand: Inspector) => void): void => {
    of.value = value;
    if (hand.value) show(hand.value);
    state.touched.value++;
  };

  let sliding = 0;
  const setExplode = (share: number): void => {
    cancelAnimationFrame(sliding);
    setAndShow(state.explode, share, (it) => it.setExplode(share));
  };

  const verbs = {
    retry: () => void open(),
    /** Shows the version that is on sale now. */
    renew(): void {
      hand.value?.dispose();
      batch(() => {
        hand.value = undefined;
        state.seen.value = false;
        state.explode.value = 0;
        state.part.value = '';
        state.section.value = null;
        state.xray.value = false;
        state.figure.value = undefined;
        state.beside.value = undefined;
        state.turning.value = true;
      });
      void open();
    },
    /** Asks anew what its offers cost and how many are left; everything else stays as it is shown. */
    async refreshOffers(): Promise<void> {
      const found = await parts.ask(slug).catch(() => undefined);
      const now = sheet.value;
      if (!found || !now || disposed) return;
      sheet.value = { ...now, offers: found.offers, stock: found.stock, price: found.price };
    },
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
    setExplode,
    /** Takes it apart as far as that, by and by. */
    slideTo(share: number): void {
      const from = state.explode.value;
      const began = performance.now();
      const ms = matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : SLIDE_MS;
      const step = (): void => {
        const done = ms === 0 ? 1 : Math.min(1, (performance.now() - began) / ms);
        setExplode(done === 1 ? share : from + (share - from) * done);
        if (done < 1 && !disposed) sliding = requestAnimationFrame(step);
      };
      step();
    },
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
    /** Goes to a stop of the guided tour. */
    goToStop(index: number): void {
      const stop = sheet.value?.authoring.stops[index];
      if (!stop) return;
      state.stop.value = index;
      verbs.apply({ ...stop, part: '' }, 'go');
    },
    /** Stands another product beside it; throws when it can't be had. */
    async setBeside(other: string | undefined): Promise<void> {
      const found = other ? await parts.ask(other) : undefined;
      if (disposed) return;
      batch(() => {
        state.beside.value = found;
        if (found) {
          verbs.setExplode(0);
          verbs.pickPart('');
          verbs.setXray(false);
        }
      });
      await hand.value?.setBeside(found);
    },
    setAlone(on: boolean): void {
      setAndShow(state.alone, on, (it) => it.setCovered(parts.covered(on)));
    },
    /** The window has another size. */
    measureAnew: () => hand.value?.setCovered(parts.covered(state.alone.value)),
    /** Looks at it as somebody else does: goes there, or follows them live. */
    apply(view: ProductView, how: 'go' | 'follow'): void {
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
    },
    dispose(): void {
      if (disposed) return;
      disposed = true;
      cancelAnimationFrame(sliding);
      hand.value?.dispose();
      hand.value = undefined;
    },
  };
  void open();
  return {
    slug,
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
  };
}
