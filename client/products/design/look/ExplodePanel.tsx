import type { Explosion, Part, Vec3 } from '../../../../shared/model/part.ts';
import { t } from '../../../ui/i18n.ts';
import type { LookDesk } from './lookDesk.ts';
import { PartList, partName } from './PartsPanel.tsx';

const AXES = ['x', 'y', 'z'] as const;
/** Centimetres that one press of an arrow moves. */
const NUDGE_CM = 1;

/** How the product comes apart: in which step each part goes, where to and how far. */
export function ExplodePanel({ look }: { look: LookDesk }) {
  const plan = look.plan.value;
  const derived = look.authoring.value.explode === null;
  const moves = new Map(plan.parts.map((move) => [move.id, move]));
  const chosen = look.parts.find(({ id }) => id === look.part.value);
  if (look.parts.length < 2) return <p class="empty">{t('design.onePart')}</p>;
  return (
    <>
      <p class="hint">
        {t(derived ? 'design.asDerived' : 'design.adjusted', { count: plan.parts.length, steps: plan.steps })}
      </p>
      <button
        type="button"
        class="quiet outlined"
        disabled={derived}
        onClick={() => look.change(() => ({ explode: null }))}
      >
        {t('design.resetPlan')}
      </button>
      {chosen && <MoveFields key={chosen.id} look={look} part={chosen} move={moves.get(chosen.id)} />}
      <PartList
        look={look}
        label={t('design.look.explode')}
        note={({ id }) => {
          const move = moves.get(id);
          return move ? t('design.stepOf', { step: move.step + 1 }) : t('design.stays');
        }}
      />
    </>
  );
}

type MoveProps = { look: LookDesk; part: Part; move: Explosion | undefined };

/** Sets where a part goes; undefined has it stay. The plan that was derived becomes one of one's own with the first change. */
function setMove(look: LookDesk, id: string, move: Explosion | undefined): void {
  look.change(() => {
    const others = look.plan.value.parts.filter((one) => one.id !== id);
    const parts = move ? [...others, move] : others;
    const steps = Math.max(0, ...parts.map(({ step }) => step + 1));
    return { explode: { steps, parts } };
  }, `move ${id}`);
  // One sees what one changes.
  if (look.explode.value < 1) look.explode.value = 1;
}

function MoveFields({ look, part, move }: MoveProps) {
  const { offset, step } = move ?? { offset: [0, 0, 0] as Vec3, step: 0 };
  const put = (change: Partial<Explosion>): void =>
    setMove(look, part.id, { ...move, id: part.id, offset, step, ...change });
  const shift = (axis: number, centimetres: number): void => {
    const next = [...offset] as Vec3;
    next[axis] = Math.round(centimetres * 1000) / 1e5;
    put({ offset: next });
  };
  const far = Math.hypot(...offset);
  const stretch = (centimetres: number): void => {
    const [x, y, z] = far > 0 ? offset : ([0, 1, 0] as Vec3);
    const by = centimetres / 100 / (far || 1);
    put({ offset: [x * by, y * by, z * by].map((value) => Math.round(value * 1e5) / 1e5) as Vec3 });
  };
  return (
    <fieldset class="chosen-fields move-fields">
      <legend>
        <bdi>{partName(look, part)}</bdi>
      </legend>
      <NumberField
        label={t('design.stepNumber')}
        value={step + 1}
        min={1}
        by={1}
        onNumber={(value) => put({ step: Math.min(499, Math.max(0, Math.round(value) - 1)) })}
      />
      <NumberField
        label={t('design.distance')}
        value={tidy(far * 100)}
        min={0}
        by={NUDGE_CM}
        onNumber={stretch}
      />
      {AXES.map((axis, index) => (
        <NumberField
          key={axis}
          label={t(`design.along.${axis}`)}
          value={tidy(offset[index]! * 100)}
          by={NUDGE_CM}
          onNumber={(value) => shift(index, value)}
        />
      ))}
      <button type="button" class="quiet" disabled={!move} onClick={() => setMove(look, part.id, undefined)}>
        {t('design.letStay')}
      </button>
    </fieldset>
  );
}

const tidy = (value: number): number => Math.round(value * 100) / 100;

type NumberProps = { label: string; value: number; min?: number; by: number; onNumber(value: number): void };

/** A number that goes up and down by keys and by buttons. */
function NumberField({ label, value, min, by, onNumber }: NumberProps) {
  const nudge = (times: number): void => onNumber(Math.max(min ?? -Infinity, tidy(value + by * times)));
  return (
    <div class="number-field">
      <span class="caption" aria-hidden="true">
        {label}
      </span>
      <button type="button" class="quiet" aria-label={`${label} −`} onClick={() => nudge(-1)}>
        −
      </button>
      <input
        type="number"
        dir="ltr"
        aria-label={label}
        min={min}
        step={by}
        value={value}
        onInput={(event) => {
          const next = event.currentTarget.valueAsNumber;
          if (Number.isFinite(next) && next >= (min ?? -Infinity)) onNumber(next);
        }}
      />
      <button type="button" class="quiet" aria-label={`${label} +`} onClick={() => nudge(1)}>
        +
      </button>
    </div>
  );
}
