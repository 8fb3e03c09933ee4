import { useSignal } from '@preact/signals';
import type { Refusal } from '../../../shared/wire/refusal.ts';
import { toRefusal } from '../../ui/report.ts';

/** What is wrong with a form, by field; the empty name is for the form itself. */
export type Faults = Record<string, string>;

/** A form that is sent: what is wrong with it stands beside its fields, and what is typed stays. */
export function useForm(say: (refusal: Refusal) => Faults) {
  const faults = useSignal<Faults>({});
  const busy = useSignal(false);
  return {
    faults,
    busy,
    /** Does the work unless something is wrong beforehand; the first wrong field gets the focus. */
    async send(form: HTMLElement, before: Faults, work: () => Promise<void>): Promise<void> {
      if (busy.value) return;
      faults.value = before;
      if (Object.keys(before).length === 0) {
        busy.value = true;
        try {
          await work();
        } catch (error) {
          faults.value = say(toRefusal(error));
        } finally {
          busy.value = false;
        }
      }
      if (Object.keys(faults.value).length > 0) toFirstWrong(form);
    },
    /** What is wrong with a field is forgotten as soon as one types there. */
    forgive(name: string): void {
      const { [name]: _, ...rest } = faults.value;
      faults.value = rest;
    },
  };
}

/** Puts the keyboard where something is wrong, once it is drawn. */
function toFirstWrong(form: HTMLElement): void {
  requestAnimationFrame(() => {
    const wrong = form.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]');
    wrong?.focus();
  });
}
