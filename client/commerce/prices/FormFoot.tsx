import { t } from '../../ui/i18n.ts';
import type { useForm } from './useForm.ts';

type FootProps = { form: ReturnType<typeof useForm>; go: string; onBack(): void };

/** The end of a form: what is wrong with it as a whole, and its two ways. */
export function FormFoot({ form: { faults, busy }, go, onBack }: FootProps) {
  const fault = faults.value[''];
  return (
    <>
      {fault && (
        <p class="problem" role="alert" tabIndex={-1}>
          {fault}
        </p>
      )}
      <footer>
        <button type="button" class="quiet" onClick={onBack}>
          {t('prices.back')}
        </button>
        <button type="submit" class="primary" aria-disabled={busy.value}>
          {go}
        </button>
      </footer>
    </>
  );
}
