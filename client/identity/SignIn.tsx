import { useSignal } from '@preact/signals';
import { Field } from '../ui/Field.tsx';
import { t } from '../ui/i18n.ts';
import { say } from '../ui/toast.tsx';
import type { AccountApi } from './accountApi.ts';
import { PasswordField, Work } from './form.tsx';
import { knowsPasskeys, signInByPasskey } from './passkeys.ts';

type View = 'sign-in' | 'create' | 'forgot' | 'code' | { sent: 'link' | 'verify' | 'reset'; email: string };

type SignInProps = {
  api: AccountApi;
  /** Told when one is in. */
  onIn(): void;
  /** A code is asked for at once. */
  asked?: boolean;
  /** No account is made here. */
  closed?: boolean;
};

/** All ways in: password, mailed link, passkey, a new account, a forgotten password, and the second step. */
export function SignIn({ api, onIn, asked = false, closed = false }: SignInProps) {
  const view = useSignal<View>(asked ? 'code' : 'sign-in');
  const go = (next: View): void => {
    view.value = next;
  };
  const then = (result: 'in' | 'code' | undefined): void => {
    if (result === 'in') onIn();
    else if (result === 'code') go('code');
    else say(t('account.passkeyStopped'));
  };
  const now = view.value;
  if (typeof now === 'object') return <Sent {...now} onBack={() => go('sign-in')} />;
  if (now === 'code') return <Code api={api} onIn={onIn} onBack={() => go('sign-in')} />;
  if (now === 'create') return <Create api={api} onView={go} />;
  if (now === 'forgot') return <Forgot api={api} onView={go} />;
  return (
    <div class="account-ways">
      <Work
        submit={t('account.signIn')}
        onSubmit={async ({ email, password }) => then(await api.signIn(email!, password!))}
        more={
          <button type="button" class="quiet" onClick={() => go('forgot')}>
            {t('account.forgot')}
          </button>
        }
      >
        <MailField />
        <PasswordField name="password" label={t('account.password')} />
      </Work>
      <div class="other-ways">
        {knowsPasskeys() && (
          <Work
            look="quiet"
            submit={t('account.byPasskey')}
            onSubmit={async () => then(await signInByPasskey(api))}
          />
        )}
        <LinkWay api={api} onView={go} />
        {!closed && (
          <button type="button" class="quiet" onClick={() => go('create')}>
            {t('account.create')}
          </button>
        )}
      </div>
    </div>
  );
}

type ViewProps = { api: AccountApi; onView(next: View): void };

const MailField = ({ initial }: { initial?: string }) => (
  <Field
    name="email"
    type="email"
    label={t('account.email')}
    autocomplete="username webauthn"
    maxLength={200}
    initial={initial ?? ''}
  />
);

/** A link by mail: asks for the address alone, when one wants it. */
function LinkWay({ api, onView }: ViewProps) {
  const open = useSignal(false);
  if (!open.value)
    return (
      <button type="button" class="quiet" onClick={() => (open.value = true)}>
        {t('account.byLink')}
      </button>
    );
  return (
    <Work
      submit={t('account.byLink')}
      onSubmit={async ({ email }) => {
        await api.mailLink(email!);
        onView({ sent: 'link', email: email! });
      }}
    >
      <MailField />
    </Work>
  );
}

const Back = ({ onBack, label = t('account.back') }: { onBack(): void; label?: string }) => (
  <button type="button" class="quiet" onClick={onBack}>
    {label}
  </button>
);

function Create({ api, onView }: ViewProps) {
  return (
    <Work
      submit={t('account.create')}
      onSubmit={async ({ name, email, password }) => {
        await api.create(name!, email!, password!);
        onView({ sent: 'verify', email: email! });
      }}
      more={<Back onBack={() => onView('sign-in')} label={t('account.have')} />}
    >
      <Field name="name" label={t('account.name')} autocomplete="name" maxLength={60} />
      <MailField />
      <PasswordField name="password" label={t('account.password')} fresh />
    </Work>
  );
}

function Forgot({ api, onView }: ViewProps) {
  return (
    <Work
      submit={t('account.goOn')}
      onSubmit={async ({ email }) => {
        await api.forgot(email!);
        onView({ sent: 'reset', email: email! });
      }}
      more={<Back onBack={() => onView('sign-in')} />}
    >
      <MailField />
    </Work>
  );
}

type SentProps = { sent: 'link' | 'verify' | 'reset'; email: string; onBack(): void };

function Sent({ sent, email, onBack }: SentProps) {
  return (
    <div class="account-form" role="status">
      <h3>{t('account.sent')}</h3>
      <p>{t(`account.sent.${sent}`, { email })}</p>
      <p class="verbs">
        <Back onBack={onBack} />
      </p>
    </div>
  );
}

type CodeProps = { api: AccountApi; onIn(): void; onBack(): void };

/** The second step: the app's code, or a backup code. */
function Code({ api, onIn, onBack }: CodeProps) {
  const backup = useSignal(false);
  return (
    <Work
      submit={t('account.goOn')}
      onSubmit={async ({ code }) => {
        await api.code(code!.trim(), backup.value);
        onIn();
      }}
      more={
        <>
          <button type="button" class="quiet" onClick={() => (backup.value = !backup.value)}>
            {t(backup.value ? 'account.code.app' : 'account.code.backup')}
          </button>
          <Back onBack={onBack} />
        </>
      }
    >
      <h3>{t('account.code.title')}</h3>
      <p>{t(backup.value ? 'account.code.backupLead' : 'account.code.lead')}</p>
      <Field
        key={backup.value ? 'backup' : 'app'}
        name="code"
        label={t('account.code')}
        autocomplete="one-time-code"
        inputMode={backup.value ? 'text' : 'numeric'}
        maxLength={24}
      />
    </Work>
  );
}
