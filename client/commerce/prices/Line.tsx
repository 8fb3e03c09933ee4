import { Judged } from '../../ui/Field.tsx';

type LineProps = {
  label: string;
  hint?: string | undefined;
  fault?: string | undefined;
  value: string;
  type?: 'text' | 'date' | 'datetime-local';
  inputMode?: 'numeric' | 'decimal' | 'text' | undefined;
  dir?: 'ltr' | 'auto' | undefined;
  maxLength?: number | undefined;
  min?: string;
  onText(text: string): void;
};

/** A labelled line that may be wrong. */
export function Line({ label, hint, fault, type = 'text', onText, ...input }: LineProps) {
  return (
    <Judged label={label} fault={fault} hint={hint}>
      {(field) => (
        <input
          {...field}
          {...input}
          type={type as 'text'}
          autocomplete="off"
          onInput={(event) => onText(event.currentTarget.value)}
        />
      )}
    </Judged>
  );
}
