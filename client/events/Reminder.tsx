import { useSignal } from '@preact/signals';
import type { Refusal } from '../../shared/wire/refusal.ts';
import { Field } from '../ui/Field.tsx';
import { sayRefusal, t } from '../ui/i18n.ts';
import { toRefusal } from '../ui/report.ts';

/** Where one asks for mails before an event starts. */
export function RemindMe({ remind }: { remind(email: string): Promise<unknown> }) {
  const noted = useSignal('');
  const refusal = useSignal<Refusal | undefined>(undefined);
  const busy = useSignal(false);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (busy.value) return;
    busy.value = true;
    const email = String(new FormData(event.currentTarget as HTMLFormElement).get('email')).trim();
    try {
      await remind(email);
      noted.value = email;
      refusal.value = undefined;
    } catch (error) {
      refusal.value = toRefusal(error);
    }
    busy.value = false;
  };
  return (
    <section class="remind" aria-labelledby="remind-title">
      <h2 id="remind-title">{t('event.remind')}</h2>
      <p role="status">{noted.value ? t('event.reminded', { email: noted.value }) : t('event.remindHint')}</p>
      {!noted.value && (
        <form onSubmit={(event) => void submit(event as unknown as SubmitEvent)}>
          <Field name="email" label={t('event.email')} type="email" autocomplete="email" maxLength={254} />
          <button type="submit" class="primary" aria-disabled={busy.value}>
            {t('event.remindGo')}
          </button>
        </form>
      )}
      {refusal.value && (
        <p class="problem" role="alert">
          {sayRefusal(refusal.value)}
        </p>
      )}
    </section>
  );
}

/** Ends the reminders of one who came by the link of a mail: by a press, for mail programs follow links on their own. */
export function Forget({ forget }: { forget(): Promise<unknown> }) {
  const done = useSignal(false);
  const refusal = useSignal<Refusal | undefined>(undefined);
  const end = async (): Promise<void> => {
    try {
      await forget();
      done.value = true;
    } catch (error) {
      const why = toRefusal(error);
      if (why.code === 'not-found') done.value = true;
      else refusal.value = why;
    }
  };
  return (
    <section class="remind" aria-labelledby="forget-title">
      <h2 id="forget-title">{t('event.forget')}</h2>
      <p role="status">{done.value ? t('event.forgotten') : t('event.forgetHint')}</p>
      {!done.value && (
        <button type="button" class="primary" onClick={() => void end()}>
          {t('event.forgetGo')}
        </button>
      )}
      {refusal.value && (
        <p class="problem" role="alert">
          {sayRefusal(refusal.value)}
        </p>
      )}
    </section>
  );
}
