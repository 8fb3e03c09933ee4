import type { Signal } from '@preact/signals';
import { BODIES, COLOURS, HAIRS, LEGS, type Look, SKINS } from '../../shared/model/avatar.ts';
import { t } from '../ui/i18n.ts';

/** The choice of a body and its colours. */
export function LookFields({ look }: { look: Signal<Look> }) {
  const set = (change: Partial<Look>): void => {
    look.value = { ...look.value, ...change };
  };
  const { body, colour, skin, hair, legs } = look.value;
  return (
    <>
      <fieldset class="bodies">
        <legend>{t('door.body')}</legend>
        {BODIES.map((option) => (
          <label key={option} class={option === body ? 'choice chosen' : 'choice'}>
            <input
              type="radio"
              name="body"
              value={option}
              checked={option === body}
              onChange={() => set({ body: option })}
            />
            <img class="portrait" src={`/assets/avatars/${option}.webp`} alt="" width="48" height="60" />
            {t(`body.${option}`)}
          </label>
        ))}
      </fieldset>
      <details class="more">
        <summary>{t('look.more')}</summary>
        <Dots
          name="colour"
          label={t('door.colour')}
          options={COLOURS}
          value={colour}
          onChoose={(colour) => set({ colour })}
        />
        <Dots
          name="skin"
          label={t('look.skin')}
          options={['', ...SKINS]}
          value={skin}
          onChoose={(skin) => set({ skin })}
        />
        <Dots
          name="hair"
          label={t('look.hair')}
          options={['', ...HAIRS]}
          value={hair}
          onChoose={(hair) => set({ hair })}
        />
        <Dots
          name="legs"
          label={t('look.legs')}
          options={['', ...LEGS]}
          value={legs}
          onChoose={(legs) => set({ legs })}
        />
      </details>
    </>
  );
}

type DotsProps<T extends string> = {
  name: string;
  label: string;
  options: readonly T[];
  value: T;
  onChoose(option: T): void;
};

/** Colours to choose one from; an empty one is the body's own. */
function Dots<T extends string>({ name, label, options, value, onChoose }: DotsProps<T>) {
  return (
    <fieldset class="colours">
      <legend>{label}</legend>
      {options.map((option, index) => (
        <label
          key={option}
          class={`dot${option === value ? ' chosen' : ''}${option ? '' : ' own'}`}
          style={option ? { backgroundColor: option } : undefined}
        >
          <input
            type="radio"
            name={name}
            value={option}
            aria-label={
              option ? t('look.choice', { label, number: options[0] ? index + 1 : index }) : t('look.own')
            }
            checked={option === value}
            onChange={() => onChoose(option)}
          />
        </label>
      ))}
    </fieldset>
  );
}
