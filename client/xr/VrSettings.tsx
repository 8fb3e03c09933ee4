import { useSignal } from '@preact/signals';
import { SelectField } from '../ui/Field.tsx';
import { t } from '../ui/i18n.ts';
import { say } from '../ui/toast.tsx';
import { visit } from './session.ts';
import { READING, readVrComfort, storeVrComfort, type VrComfort } from './vrComfort.ts';

const TICKS = ['glide', 'narrow', 'seated', 'leftHanded'] as const;

/** How one likes to be moved with a headset. */
export function VrSettings() {
  const comfort = useSignal(readVrComfort());
  const set = (change: Partial<VrComfort>): void => {
    comfort.value = { ...comfort.value, ...change };
    storeVrComfort(comfort.value);
  };
  return (
    <>
      <h3>{t('xr.settings')}</h3>
      <SelectField
        name="vrTurn"
        label={t('xr.turn')}
        options={(['snap', 'smooth'] as const).map((turn) => [turn, t(`xr.turn.${turn}`)])}
        initial={comfort.value.turn}
        onChange={(turn) => set({ turn: turn as VrComfort['turn'] })}
      />
      <SelectField
        name="vrReading"
        label={t('xr.reading')}
        options={READING.map((size) => [size, t(`xr.reading.${size}`)])}
        initial={comfort.value.reading}
        onChange={(reading) => set({ reading: reading as VrComfort['reading'] })}
      />
      {visit.value && (
        <>
          <button type="button" class="choice" onClick={setHeight}>
            {t('xr.height')}
          </button>
          <p class="hint">{t('xr.height.hint')}</p>
        </>
      )}
      {TICKS.map((name) => (
        <label key={name} class="check">
          <input
            type="checkbox"
            checked={comfort.value[name]}
            onChange={(event) => set({ [name]: event.currentTarget.checked })}
          />
          <span>{t(`xr.${name}`)}</span>
        </label>
      ))}
    </>
  );
}

function setHeight(): void {
  visit.value?.setHeight();
  say(t('xr.height.done'));
}
