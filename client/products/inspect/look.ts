import type { ProductView } from '../../../shared/model/productView.ts';
import type { ShownModel } from '../show/model.ts';
import type { Body } from './body.ts';

/** How a product is looked at, but for where one stands. */
export type LookState = Pick<ProductView, 'variant' | 'explode' | 'section' | 'xray' | 'part'>;

/** The state of the look, and the body that shows it. */
export type Look = {
  readonly now: LookState;
  readonly body: Body;
  /** Looks at it otherwise; what is left out stays. What the body lacks is kept for the one that comes. */
  set(next: Partial<LookState>): void;
  /** The dimension lines; they say nothing along what is not there as a whole. */
  setMeasures(shown: boolean): void;
  setMarks(shown: boolean): void;
  /** Shows the same on another body, and puts the former one away. */
  moveTo(next: Body): void;
};

/** Opens the look at a body. `soften` does a change so that it is seen as one, now or a moment later. */
export function openLook(first: Body, soften: (change: () => void) => void): Look {
  let body = first;
  let now: LookState = { variant: '', explode: 0, section: null, xray: false, part: '' };
  const shown = { measures: true, marks: true };
  const lookThrough = (): void => {
    const { model, xray } = body;
    if (model.parts.has(now.part)) xray.set(new Set([now.part, ...within(model, now.part)]));
    else xray.set(now.xray ? new Set() : undefined);
  };
  const wear = (): void => {
    body.xray.set(undefined);
    body.model.setVariant(now.variant);
    lookThrough();
  };
  const layOut = (): void => {
    // What is cut is measured on the whole: the cut is laid anew where everything stands now.
    body.section.set(undefined);
    body.explosion.set(now.explode);
    body.section.set(now.section ?? undefined);
    body.ground.setEnabled(now.explode === 0);
  };
  const showAround = (): void => {
    body.measures.setShown(shown.measures && now.explode === 0 && !now.section);
    body.marks.setShown(shown.marks);
  };
  return {
    get now() {
      return now;
    },
    get body() {
      return body;
    },
    set(next) {
      const before = now;
      now = { ...before, ...next };
      if (body.isWhole && !body.model.parts.has(now.part)) now.part = '';
      if (now.variant !== before.variant) soften(wear);
      if (now.explode !== before.explode) layOut();
      else if (JSON.stringify(now.section) !== JSON.stringify(before.section))
        body.section.set(now.section ?? undefined);
      showAround();
      if (now.xray !== before.xray || now.part !== before.part) lookThrough();
    },
    setMeasures(on) {
      shown.measures = on;
      showAround();
    },
    setMarks(on) {
      shown.marks = on;
      showAround();
    },
    moveTo(next) {
      const former = body;
      body = next;
      if (!next.model.parts.has(now.part)) now = { ...now, part: '' };
      if (now.variant) next.model.setVariant(now.variant);
      layOut();
      showAround();
      lookThrough();
      former.dispose();
    },
  };
}

/** The parts that hang on a part. */
const within = (model: ShownModel, part: string): string[] => {
  const node = model.parts.get(part);
  return [...model.parts]
    .filter(([id, other]) => id !== part && node && other.isDescendantOf(node))
    .map(([id]) => id);
};
