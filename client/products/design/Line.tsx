import type { JSX } from 'preact';
import { Labelled } from '../../ui/Field.tsx';

type LineProps = Pick<
  JSX.IntrinsicElements['input'],
  'pattern' | 'disabled' | 'dir' | 'required' | 'title' | 'placeholder' | 'maxLength' | 'inputMode'
> & {
  label: string;
  value: string;
  /** Whether it is taken with each sign, as long as it fits its pattern, or when one leaves it or presses Enter. */
  taken: 'typed' | 'left';
  onText(text: string): void;
};

/** A line of text under its label; what does not fit its pattern is not taken. */
export function Line({ label, value, taken, onText, ...rest }: LineProps) {
  const common = { dir: 'auto' as const, maxLength: 400, ...rest };
  return (
    <Labelled label={label}>
      {(id) =>
        taken === 'typed' ? (
          <input
            {...common}
            id={id}
            value={value}
            onInput={(event) => {
              const field = event.currentTarget;
              if (!field.validity.patternMismatch) onText(field.value);
            }}
          />
        ) : (
          <input
            {...common}
            id={id}
            key={value}
            defaultValue={value}
            onChange={(event) => {
              const field = event.currentTarget;
              if (field.reportValidity()) onText(field.value.trim());
            }}
          />
        )
      }
    </Labelled>
  );
}
