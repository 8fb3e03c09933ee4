import { type Comfort, TURN_PACES } from '../world/comfort.ts';
import { SelectField } from './Field.tsx';
import { t } from './i18n.ts';

type ComfortProps = { comfort: Comfort; onChange(comfort: Comfort): void };

/** How one likes to look around and be moved. */
export function ComfortSettings({ comfort, onChange }: ComfortProps) {
  const set = (change: Partial<Comfort>): void => onChange({ ...comfort, ...change });
  return (
    <>
      <SelectField
        name="view"
        label={t('comfort.view')}
        options={(['third', 'first'] as const).map((view) => [view, t(`comfort.view.${view}`)])}
        initial={comfort.view}
        onChange={(view) => set({ view: view as Comfort['view'] })}
      />
      <SelectField
        name="pace"
        label={t('comfort.pace')}
        options={TURN_PACES.map((pace, index) => [
          String(pace),
          t((['comfort.slow', 'comfort.usual', 'comfort.fast'] as const)[index]!),
        ])}
        initial={String(comfort.pace)}
        onChange={(pace) => set({ pace: Number(pace) })}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={comfort.calm}
          onChange={(event) => set({ calm: event.currentTarget.checked })}
        />
        <span>{t('comfort.calm')}</span>
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={comfort.inverted}
          onChange={(event) => set({ inverted: event.currentTarget.checked })}
        />
        <span>{t('comfort.inverted')}</span>
      </label>
    </>
  );
}
