import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { Refusal } from '../../shared/wire/refusal.ts';
import { Labelled } from '../ui/Field.tsx';
import { sayRefusal, t } from '../ui/i18n.ts';
import { toRefusal } from '../ui/report.ts';

/** What was refused, in the words of a page about accounts. */
export function sayHere(refusal: Refusal): string {
  if (refusal.code === 'not-signed-in') return t('account.again');
  if (refusal.code === 'conflict' && refusal.detail?.includes('owner')) return t('account.lastOwner');
  if (refusal.code === 'conflict' && refusal.detail?.includes('account')) return t('invite.exists');
  if (refusal.code === 'not-allowed' && refusal.detail?.includes('address')) return t('invite.otherMail');
  if (refusal.code === 'gone') return `${t('account.gone.title')}. ${t('account.gone')}`;
  return sayRefusal(refusal);
}

type WorkProps = {
  /** What is done with the fields; what it throws is told in place. */
  onSubmit(fields: Record<string, string>, form: HTMLFormElement): Promise<unknown>;
  submit: string;
  look?: 'primary' | 'quiet' | 'danger';
  /** Beside the button. */
  more?: ComponentChildren;
  children?: ComponentChildren;
};

/** A small form: one button, busy while it works, what went wrong above it. */
export function Work({ onSubmit, submit, look = 'primary', more, children }: WorkProps) {
  const busy = useSignal(false);
  const trouble = useSignal('');
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (busy.value) return;
    const form = event.currentTarget as HTMLFormElement;
    busy.value = true;
    trouble.value = '';
    try {
      await onSubmit(Object.fromEntries(new FormData(form)) as Record<string, string>, form);
    } catch (error) {
      trouble.value = sayHere(toRefusal(error));
    } finally {
      busy.value = false;
    }
  };
  return (
    <form class="account-form" onSubmit={(event) => void send(event)}>
      {children}
      {trouble.value && (
        <p class="problem" role="alert">
          {trouble.value}
        </p>
      )}
      <p class="verbs">
        <button type="submit" class={look} aria-disabled={busy.value}>
          {submit}
        </button>
        {more}
      </p>
    </form>
  );
}

type PasswordProps = { name: string; label: string; fresh?: boolean };

/** A password; a new one is told what it wants. */
export function PasswordField({ name, label, fresh = false }: PasswordProps) {
  return (
    <Labelled label={label}>
      {(id) => (
        <>
          <input
            id={id}
            name={name}
            type="password"
            autocomplete={fresh ? 'new-password' : 'current-password'}
            minLength={fresh ? 10 : undefined}
            maxLength={128}
            aria-describedby={fresh ? `${id}-hint` : undefined}
            dir="ltr"
            required
          />
          {fresh && (
            <p id={`${id}-hint`} class="hint">
              {t('account.passwordHint')}
            </p>
          )}
        </>
      )}
    </Labelled>
  );
}
