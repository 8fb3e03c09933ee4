import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { SectionPlane } from '../../../shared/model/authoring.ts';
import type { Product, ProductSheet } from '../../../shared/model/catalogue.ts';
import type { ProductView } from '../../../shared/model/productView.ts';
import type { Refusal } from '../../../shared/wire/refusal.ts';
import { writing } from '../../ui/i18n.ts';
import { type Choice, choicesOf } from './choices.ts';
import type { Figure } from './figures.ts';
import type { Covered } from './framing.ts';
import { readUnit, type Unit, writeLength } from './units.ts';
import type { Inspector, InspectorParts } from './verbs.ts';

/** The tools of the inspector, of which one at a time lies open. */
export const TOOLS = ['size', 'marks', 'apart', 'inside', 'moves', 'tour', 'compare', 'together'] as const;
export type Tool = (typeof TOOLS)[number];

/** What the page that shows a product in the hand adds by itself. */
export type HandParts = Omit<InspectorParts, 'world' | 'layer' | 'onClose' | 'standIn'>;

/** What an inspection needs of its page. */
export type InspectionParts = {
  slug: string;
  /** What is known of it already, so that there is text at once. */
  known: Product | undefined;
  ask(slug: string): Promise<ProductSheet>;
  /** Shows it in the picture; undefined where nothing can be drawn. */
  show: ((parts: HandParts) => Promise<Inspector>) | undefined;
  /** What panels cover now; nothing while it is alone in the window. */
  covered(alone: boolean): Covered;
  /** How it is to be looked at first. */
  view: ProductView | undefined;
};

/** What an inspection knows, and how one looks at the product now: what is set here before it is in the hand is kept until then. */
export type InspectionState = ReturnType<typeof newState>;

/** The state with which an inspection begins. */
export function newState(parts: InspectionParts) {
  const sheet = signal<ProductSheet | undefined>(undefined);
  const hand = signal<Inspector | undefined>(undefined);
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
    /** All of it is there, in full detail. */
    whole: signal(false),
    /** A later version is on sale than the one that is shown. */
    newer: signal(false),
    /** Rises when one has turned or picked by hand. */
    touched: signal(0),
  };
  const choices = computed(() => (sheet.value ? choicesOf(sheet.value) : []));
  const chosen: ReadonlySignal<Choice | undefined> = computed(
    () => choices.value.find(({ key }) => key === state.choice.value) ?? choices.value[0],
  );
  return {
    parts,
    sheet,
    hand,
    /** Why it could not be had. */
    trouble: signal<Refusal | undefined>(undefined),
    state,
    choices,
    chosen,
    length: (mm: number): string => writeLength(mm, state.unit.value, writing.value),
    disposed: false,
    /** Sets what one looks at, and shows it where it is in the hand. */
    setAndShow<T>(of: Signal<T>, value: T, show: (hand: Inspector) => void): void {
      of.value = value;
      if (hand.value) show(hand.value);
      state.touched.value++;
    },
  };
}
