import type { ComponentChildren } from 'preact';
import { Judged, type JudgedState } from '../ui/Field.tsx';
import { t } from '../ui/i18n.ts';
import type { Fault, FieldKey } from './draft.ts';
import type { Flow } from './flow.ts';

/** What every field of the form has: its place, its label, and whether one may leave it empty. */
export type FieldPlace = { flow: Flow; at: FieldKey; label: string; isOptional?: boolean };

type FrameProps = FieldPlace & {
  children(props: FieldState): ComponentChildren;
};
type FieldState = JudgedState & { 'data-field': FieldKey; onBlur(): void };

/** A field under its label, with what is wrong with it below. */
export function FieldFrame({ flow, at, label, isOptional = false, children }: FrameProps) {
  const fault = flow.faults.value.get(at);
  const named = (
    <>
      {label}
      {isOptional && <span class="optional"> · {t('field.optional')}</span>}
    </>
  );
  return (
    <Judged label={named} fault={fault && sayFault(flow, at, fault)}>
      {(state) => children({ ...state, 'data-field': at, onBlur: () => flow.leave(at) })}
    </Judged>
  );
}

/** What is wrong with a field, in words that help. */
export function sayFault({ form, billingForm }: Flow, at: FieldKey, fault: Fault): string {
  if (fault === 'missing') return t(at === 'terms' || at === 'waits' ? `fault.${at}` : 'fault.missing');
  if (at === 'email') return t('fault.email');
  if (at.startsWith('card.')) return t(`fault.${at as 'card.number' | 'card.expiry' | 'card.cvc'}`);
  const example = (at.startsWith('billing.') ? billingForm : form).value?.postcode;
  if (at.endsWith('.postcode') && example) return t('fault.postcode', { example });
  return t('fault.wrong');
}

type TextProps = FieldPlace & {
  value: string;
  autocomplete: string;
  maxLength: number;
  type?: 'text' | 'email' | 'tel';
  inputMode?: 'numeric';
  placeholder?: string;
  onText(text: string): void;
};

/** A line of text. */
export function TextField({
  value,
  autocomplete,
  maxLength,
  type = 'text',
  inputMode,
  onText,
  ...rest
}: TextProps) {
  const { flow, at, placeholder, isOptional } = rest;
  const fromLeft = type !== 'text' || inputMode === 'numeric';
  return (
    <FieldFrame {...rest}>
      {(field) => (
        <input
          {...field}
          name={at.split('.').at(-1)!}
          type={type as 'text'}
          inputMode={inputMode}
          autocomplete={autocomplete as never}
          maxLength={maxLength}
          placeholder={placeholder}
          // Numbers and addresses of mail run from left to right everywhere.
          dir={fromLeft ? 'ltr' : 'auto'}
          aria-required={!isOptional}
          value={value}
          onInput={(event) => {
            flow.forgive(at);
            onText(event.currentTarget.value);
          }}
        />
      )}
    </FieldFrame>
  );
}

type ChoiceProps = FieldPlace & {
  value: string;
  options: [value: string, text: string][];
  autocomplete: string;
  onChoose(value: string): void;
};

/** One of several, or nothing yet. */
export function ChoiceField({ value, options, autocomplete, onChoose, ...rest }: ChoiceProps) {
  const { flow, at, isOptional } = rest;
  return (
    <FieldFrame {...rest}>
      {(field) => (
        <select
          {...field}
          name={at.split('.').at(-1)!}
          autocomplete={autocomplete as never}
          aria-required={!isOptional}
          value={value}
          onChange={(event) => {
            flow.forgive(at);
            onChoose(event.currentTarget.value);
          }}
        >
          {!options.some(([code]) => code === value) && <option value={value}>{t('field.choose')}</option>}
          {options.map(([code, text]) => (
            <option key={code} value={code}>
              {text}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  );
}
