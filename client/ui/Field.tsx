import { useId } from 'preact/hooks';

type FieldProps = {
  name: string;
  label: string;
  type?: 'text' | 'email';
  inputMode?: 'text' | 'numeric';
  autocomplete: string;
  maxLength: number;
  initial?: string;
};

/** A labelled, required line of text. */
export function Field({
  name,
  label,
  type = 'text',
  inputMode,
  autocomplete,
  maxLength,
  initial = '',
}: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        type={type as 'text'}
        inputMode={inputMode}
        autocomplete={autocomplete as never}
        maxLength={maxLength}
        defaultValue={initial}
        // Numbers and addresses of mail run from left to right everywhere.
        dir={type === 'email' || inputMode === 'numeric' ? 'ltr' : undefined}
        required
      />
    </div>
  );
}

/** What a choice is made of. */
export type SelectProps = {
  name: string;
  label: string;
  options: [value: string, text: string][];
  initial?: string;
  disabled?: boolean;
  onChange?(value: string): void;
};

/** A labelled choice. */
export function SelectField({ name, label, options, initial, disabled, onChange }: SelectProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        name={name}
        value={initial}
        disabled={disabled}
        onChange={(event) => onChange?.(event.currentTarget.value)}
      >
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
