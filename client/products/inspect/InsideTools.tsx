import type { ClipSheet } from '../../../shared/model/authoring.ts';
import type { ProductSheet } from '../../../shared/model/catalogue.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import { language, t } from '../../ui/i18n.ts';
import { useOwnId } from '../../ui/ownId.ts';
import type { Inspection } from './inspection.ts';
import { Choices } from './SizeTools.tsx';

const AXES = ['off', 'x', 'y', 'z'] as const;
type Axis = 'x' | 'y' | 'z';

/** X-ray and the section plane. */
export function InsideTools({ it }: { it: Inspection }) {
  const id = useOwnId();
  const plane = it.section.value;
  const cut = (key: string): void =>
    it.setSection(
      key === 'off' ? null : { axis: key as Axis, at: plane?.at ?? 0.5, flip: plane?.flip ?? false },
    );
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          checked={it.xray.value}
          onChange={(event) => it.setXray(event.currentTarget.checked)}
        />
        {t('inspect.xray')}
      </label>
      <Choices
        name="cut"
        legend={t('inspect.cut')}
        options={AXES.map((axis) => ({ key: axis, label: t(`inspect.cut.${axis}`) }))}
        chosen={plane?.axis ?? 'off'}
        onChoose={cut}
      />
      {plane && (
        <div class="steps">
          <label for={id}>{t('inspect.cutWhere')}</label>
          <input
            id={id}
            type="range"
            min="0"
            max="1"
            step="0.005"
            value={plane.at}
            onInput={(event) => it.setSection({ ...plane, at: event.currentTarget.valueAsNumber })}
          />
          <button
            type="button"
            class="quiet"
            aria-pressed={plane.flip}
            onClick={() => it.setSection({ ...plane, flip: !plane.flip })}
          >
            {t('inspect.cutFlip')}
          </button>
        </div>
      )}
    </>
  );
}

/** The animations of a product that can be played. */
export function clipsOf(sheet: ProductSheet): ClipSheet[] {
  const known = new Map(sheet.authoring.clips.map((clip) => [clip.clip, clip]));
  return sheet.animations.map(({ name }) => known.get(name) ?? { clip: name, label: { en: name } });
}

/** Animations by what they do, forth and back. */
export function MoveTools({ it, sheet }: { it: Inspection; sheet: ProductSheet }) {
  return (
    <ul class="moves">
      {clipsOf(sheet).map(({ clip, label }) => {
        const words = inLanguage(label, language.value);
        const done = it.clip.value === clip;
        return (
          <li key={clip}>
            <button type="button" class="choice" onClick={() => it.play(clip, !done)}>
              {done ? t('inspect.moveBack', { label: words }) : words}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
