import { useState } from 'preact/hooks';
import { Labelled } from '../../ui/Field.tsx';

type MeasureProps = {
  label: string;
  /** Metres. */
  value: number;
  least: number;
  most: number;
  disabled?: boolean;
  onChange(metres: number): void;
};

/** A length that is typed in metres; what lies out of bounds is brought within them once it is typed. */
export function Measure({ label, value, least, most, disabled = false, onChange }: MeasureProps) {
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const shown = typed ?? String(Math.round(value * 100) / 100);
  const take = (): void => {
    const metres = Number(typed?.replace(',', '.'));
    setTyped(undefined);
    if (typed && Number.isFinite(metres)) onChange(Math.min(most, Math.max(least, metres)));
  };
  return (
    <Labelled label={label}>
      {(id) => (
        <input
          id={id}
          class="metres"
          type="number"
          inputMode="decimal"
          dir="ltr"
          step="0.05"
          min={least}
          max={most}
          value={shown}
          disabled={disabled}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
          onChange={take}
        />
      )}
    </Labelled>
  );
}
