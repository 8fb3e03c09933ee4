import { t } from '../../ui/i18n.ts';
import { FIGURES, type Figure, figureFor } from './figures.ts';
import type { Inspection } from './inspection.ts';
import type { Unit } from './units.ts';

const UNITS: readonly Unit[] = ['cm', 'inch'];

/** In which unit lengths are written, and what everybody knows the size of beside it: what tells most first. */
export function SizeTools({ it }: { it: Inspection }) {
  const best = figureFor(Math.max(...it.sheet.value!.sizeMm) / 1000);
  const beside = [undefined, best, ...FIGURES.filter((figure) => figure !== best)];
  return (
    <>
      <Choices
        name="unit"
        legend={t('inspect.unit')}
        options={UNITS.map((unit) => ({ key: unit, label: t(`inspect.${unit}`) }))}
        chosen={it.unit.value}
        onChoose={(key) => it.setUnit(key as Unit)}
      />
      {it.hand.value && !it.hand.value.byHands && (
        <Choices
          name="figure"
          legend={t('inspect.figure')}
          options={beside.map((figure) => ({
            key: figure ?? '',
            label: t(`inspect.figure.${figure ?? 'none'}`),
          }))}
          chosen={it.figure.value ?? ''}
          onChoose={(key) => it.setFigure((key || undefined) as Figure | undefined)}
        />
      )}
    </>
  );
}

type ChoicesProps = {
  name: string;
  legend: string;
  options: { key: string; label: string }[];
  chosen: string;
  onChoose(key: string): void;
};

/** One of a few, all of them in sight. */
export function Choices({ name, legend, options, chosen, onChoose }: ChoicesProps) {
  return (
    <fieldset class="choices">
      <legend>{legend}</legend>
      {options.map(({ key, label }) => (
        <label key={key} class={key === chosen ? 'choice chosen' : 'choice'}>
          <input type="radio" name={name} checked={key === chosen} onChange={() => onChoose(key)} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
