import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Refusal } from '../../shared/wire/refusal.ts';
import { Field } from '../ui/Field.tsx';
import { t } from '../ui/i18n.ts';
import { toRefusal } from '../ui/report.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { say, sayError } from '../ui/toast.tsx';
import type { AccountApi, PasskeySheet } from './accountApi.ts';
import { Work } from './form.tsx';
import { addPasskey, knowsPasskeys } from './passkeys.ts';

/** The passkeys of the account, each under its name. */
export function Passkeys({ api }: { api: AccountApi }) {
  const keys = useSignal<PasskeySheet[] | undefined>(undefined);
  const trouble = useSignal<Refusal | undefined>(undefined);
  const refresh = async (): Promise<void> => {
    try {
      keys.value = await api.passkeys.list();
      trouble.value = undefined;
    } catch (error) {
      trouble.value = toRefusal(error);
    }
  };
  useEffect(() => void refresh(), []);
  const remove = (id: string): void => {
    api.passkeys.remove(id).then(refresh, sayError);
  };
  return (
    <section>
      <h2>{t('account.passkeys')}</h2>
      <p>{t('account.passkeysLead')}</p>
      {trouble.value && <Trouble refusal={trouble.value} onRetry={() => void refresh()} />}
      {keys.value?.length === 0 && <p class="hint">{t('account.passkeyNone')}</p>}
      <ul class="account-list" aria-label={t('account.passkeys')}>
        {keys.value?.map(({ id, name }) => {
          const called = name || t('account.passkeyUnnamed');
          return (
            <li key={id}>
              <span dir="auto">{called}</span>
              <button
                type="button"
                class="quiet"
                aria-label={t('account.removeNamed', { name: called })}
                onClick={() => remove(id)}
              >
                {t('account.remove')}
              </button>
            </li>
          );
        })}
      </ul>
      {knowsPasskeys() && (
        <Work
          look="quiet"
          submit={t('account.passkeyAdd')}
          onSubmit={async ({ name }, form) => {
            const added = await addPasskey(api, name!);
            say(t(added ? 'account.passkeyAdded' : 'account.passkeyStopped'));
            if (added) form.reset();
            await refresh();
          }}
        >
          <Field name="name" label={t('account.passkeyName')} autocomplete="off" maxLength={60} />
        </Work>
      )}
    </section>
  );
}
