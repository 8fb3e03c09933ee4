import type { ComponentChildren } from 'preact';
import { useOwnId } from './ownId.ts';

type LabelledProps = { label: ComponentChildren; children(id: string): ComponentChildren };

/** A field under its label: what `children` draws bears the id. */
export function Labelled({ label, children }: LabelledProps) {
  const id = useOwnId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children(id)}
    </div>
  );
}

/** What a field that may be wrong bears. */
export type JudgedState = { id: string; 'aria-invalid': boolean; 'aria-describedby': string | undefined };

type JudgedProps = {
  label: ComponentChildren;
  /** What is wrong with it. */
  fault?: string | undefined;
  /** What helps while nothing is wrong. */
  hint?: string | undefined;
  children(state: JudgedState): ComponentChildren;
};

/** A field under its label, with what is wrong with it, or what helps, below. */
export function Judged({ label, fault, hint, children }: JudgedProps) {
  const id = useOwnId();
  const below = fault ?? hint;
  return (
    <div class={fault ? 'field wrong' : 'field'}>
      <label for={id}>{label}</label>
      {children({
        id,
        'aria-invalid': fault !== undefined,
        'aria-describedby': below && `${id}-below`,
      })}
      {below && (
        <p id={`${id}-below`} class={fault ? 'fault' : 'hint'}>
          {below}
        </p>
      )}
    </div>
  );
}

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
  return (
    <Labelled label={label}>
      {(id) => (
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
      )}
    </Labelled>
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
  return (
    <Labelled label={label}>
      {(id) => (
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
      )}
    </Labelled>
  );
}
