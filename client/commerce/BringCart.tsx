import { useSignal } from '@preact/signals';
import { Judged } from '../ui/Field.tsx';
import { t } from '../ui/i18n.ts';
import { toRefusal } from '../ui/report.ts';
import { sayError } from '../ui/toast.tsx';
import type { Basket } from './basket.ts';

/** A code that another device shows, typed. */
export function BringCart({ basket }: { basket: Basket }) {
  const code = useSignal('');
  const old = useSignal(false);
  const bring = async (): Promise<void> => {
    try {
      await basket.bring(code.value);
    } catch (error) {
      old.value = /gone|bad-input/.test(toRefusal(error).code);
      if (!old.value) sayError(error);
    }
  };
  return (
    <form
      class="bring-cart"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void bring();
      }}
    >
      <Judged label={t('onward.have')} fault={old.value ? t('onward.old') : undefined}>
        {(state) => (
          <input
            {...state}
            value={code.value}
            maxLength={20}
            autocomplete="off"
            autoCapitalize="characters"
            dir="ltr"
            onInput={(event) => {
              code.value = event.currentTarget.value;
              old.value = false;
            }}
          />
        )}
      </Judged>
      <button type="submit" class="choice" aria-disabled={code.value.trim().length < 4}>
        {t('onward.bring')}
      </button>
    </form>
  );
}
