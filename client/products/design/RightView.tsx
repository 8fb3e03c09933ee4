import { useSignal } from '@preact/signals';
import { type MakeOptions, UP_AXES, type UpAxis } from '../../../shared/model/delivery.ts';
import type { Draft, DraftResult } from '../../../shared/model/draft.ts';
import type { Size } from '../../../shared/model/part.ts';
import { SelectField } from '../../ui/Field.tsx';
import { t, writing } from '../../ui/i18n.ts';
import type { Desk } from './desk.ts';
import { formatMm, keepUnit, type LengthUnit, ownUnit } from './figures.ts';
import { makeAnew } from './makeAnew.ts';
import { ScaleDrawing } from './ScaleDrawing.tsx';

/** Units that a file may be in, metres each. */
const UNITS = [1, 0.001, 0.01, 0.1, 0.0254, 0.3048] as const;

type RightProps = { desk: Desk; draft: Draft; result: DraftResult };

/** Whether a model is as large as the thing, upright and on the floor; each wrong is one press from right. */
export function RightView({ desk, draft, result }: RightProps) {
  const unit = useSignal<LengthUnit>(ownUnit());
  const { size, shells, parts } = result;
  const again = (options: Partial<MakeOptions>): void => void makeAnew(desk, draft, { options });
  const length = (mm: number): string => formatMm(mm, unit.value, writing.value);
  const [width, height, depth] = size.mm;
  return (
    <section class="card right-view">
      <header>
        <h3>{t('design.right')}</h3>
        <div class="switch" role="group" aria-label={t('design.lengths')}>
          {(['cm', 'in'] as const).map((each) => (
            <button
              key={each}
              type="button"
              class="quiet"
              aria-pressed={unit.value === each}
              onClick={() => {
                unit.value = each;
                keepUnit(each);
              }}
            >
              {each}
            </button>
          ))}
        </div>
      </header>
      <div class="right-columns">
        <ScaleDrawing size={size.mm} length={length} />
        <div class="right-facts">
          <p class="true-size">
            {t('design.size', { width: length(width), depth: length(depth), height: length(height) })}
          </p>
          <p class="hint">{t('design.sizeHint')}</p>
          {size.doubt && <Doubt doubt={size.doubt} size={size} length={length} onAnswer={again} />}
          <Setting options={draft.options} onChange={again} />
          <p class="hint">{t('design.parts', { count: parts.length })}</p>
          {(shells > 1 || draft.options.split) && (
            <button
              type="button"
              class="quiet outlined"
              onClick={() => again({ split: !draft.options.split })}
            >
              {draft.options.split ? t('design.unsplit') : t('design.split', { count: shells })}
            </button>
          )}
        </div>
      </div>
    </section>
  );
}

type DoubtProps = {
  doubt: NonNullable<Size['doubt']>;
  size: Size;
  length(mm: number): string;
  onAnswer(options: Partial<MakeOptions>): void;
};

/** What seems wrong, as a question whose answers repair it. */
function Doubt({ doubt, size, length, onAnswer }: DoubtProps) {
  const answers: [label: string, options: Partial<MakeOptions>][] =
    doubt.why === 'flat-up'
      ? [[t('design.standUp'), { up: (doubt.up ?? 'z') as UpAxis }]]
      : doubt.why === 'off-floor'
        ? [[t('design.toFloor'), { toFloor: true }]]
        : doubt.units.slice(0, 3).map((unit) => [unitName(unit), { unit }]);
  return (
    <div class="doubt" role="alert">
      <p>{t(`design.doubt.${doubt.why}`, { length: length(Math.max(...size.mm)) })}</p>
      <p class="verbs">
        {answers.map(([label, options]) => (
          <button key={label} type="button" class="quiet outlined" onClick={() => onAnswer(options)}>
            {label}
          </button>
        ))}
      </p>
    </div>
  );
}

/** What one unit of a file is, in words. */
function unitName(metres: number): string {
  const known = UNITS.find((each) => Math.abs(each - metres) < each * 1e-3);
  return known === undefined
    ? t('design.unit.other', { metres: new Intl.NumberFormat(writing.value).format(metres) })
    : t(`design.unit.${known}`);
}

type SettingProps = {
  options: MakeOptions;
  onChange(options: Partial<MakeOptions>): void;
};

function Setting({ options, onChange }: SettingProps) {
  const units = [...new Set([...UNITS, options.unit])];
  const quarter = (by: number): void => onChange({ turn: (options.turn + by + 360) % 360 });
  return (
    <div class="settings-row">
      <SelectField
        name="unit"
        label={t('design.unit')}
        options={units.map((unit) => [String(unit), unitName(unit)])}
        initial={String(options.unit)}
        onChange={(value) => onChange({ unit: Number(value) })}
      />
      <SelectField
        name="up"
        label={t('design.up')}
        options={UP_AXES.map((axis) => [axis, axis.toUpperCase()])}
        initial={options.up}
        onChange={(value) => onChange({ up: value as UpAxis })}
      />
      <div class="field">
        <span class="caption">{t('design.turn', { degrees: options.turn })}</span>
        <span class="verbs">
          <button type="button" class="quiet outlined" onClick={() => quarter(-90)}>
            −90°
          </button>
          <button type="button" class="quiet outlined" onClick={() => quarter(90)}>
            +90°
          </button>
        </span>
      </div>
      <label class="check">
        <input
          type="checkbox"
          checked={options.toFloor}
          onChange={(event) => onChange({ toFloor: event.currentTarget.checked })}
        />
        <span>{t('design.pivot')}</span>
      </label>
    </div>
  );
}
