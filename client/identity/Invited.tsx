import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Refusal } from '../../shared/wire/refusal.ts';
import { Field } from '../ui/Field.tsx';
import { t, writing } from '../ui/i18n.ts';
import { toRefusal } from '../ui/report.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { say } from '../ui/toast.tsx';
import type { AccountApi, Offer } from './accountApi.ts';
import { PasswordField, Work } from './form.tsx';
import { addPasskey, knowsPasskeys } from './passkeys.ts';
import { SignIn } from './SignIn.tsx';

type InvitedProps = {
  api: AccountApi;
  secret: string;
  /** The name of the account that is signed in. */
  name: string | undefined;
  /** Somebody has signed in, or has joined. */
  onIn(): void;
  onJoined(): void;
};

/** What an invitation offers, and the ways to take it: as who one is, with a new account, or after signing in. */
export function Invited({ api, secret, name, onIn, onJoined }: InvitedProps) {
  const offer = useSignal<Offer | undefined>(undefined);
  const trouble = useSignal<Refusal | undefined>(undefined);
  const signing = useSignal(false);
  const look = async (): Promise<void> => {
    trouble.value = undefined;
    try {
      offer.value = await api.invitation.look(secret);
    } catch (error) {
      trouble.value = toRefusal(error);
    }
  };
  useEffect(() => void look(), [secret]);
  if (trouble.value?.code === 'gone')
    return (
      <section role="alert">
        <h2>{t('account.gone.title')}</h2>
        <p>{t('account.gone')}</p>
      </section>
    );
  if (trouble.value) return <Trouble refusal={trouble.value} onRetry={() => void look()} />;
  const now = offer.value;
  if (!now) return <div class="skeleton account-skeleton" aria-busy="true" />;
  const accept = async (newcomer?: { name: string; email: string; password?: string }): Promise<void> => {
    await api.invitation.accept(secret, newcomer);
    say(t('invite.done'));
  };
  const roles = new Intl.ListFormat(writing.value).format(now.roles.map((role) => t(`account.role.${role}`)));
  return (
    <section>
      {now.first && <h2>{t('invite.first')}</h2>}
      <p>{now.first ? t('invite.firstLead') : t('invite.lead', { roles })}</p>
      {name !== undefined && (
        <Work
          submit={t('invite.asName', { name })}
          onSubmit={async () => {
            await accept();
            onJoined();
          }}
        />
      )}
      {name === undefined && signing.value && <SignIn api={api} onIn={onIn} closed />}
      {name === undefined && !signing.value && (
        <Join api={api} email={now.email} accept={accept} onJoined={onJoined} />
      )}
      {name === undefined && (
        <p class="verbs">
          <button type="button" class="quiet" onClick={() => (signing.value = !signing.value)}>
            {t(signing.value ? 'account.create' : 'account.have')}
          </button>
        </p>
      )}
    </section>
  );
}

type JoinProps = {
  api: AccountApi;
  email: string;
  accept(newcomer: { name: string; email: string; password?: string }): Promise<void>;
  onJoined(): void;
};

/** A new account: with a passkey, or with a password. */
function Join({ api, email, accept, onJoined }: JoinProps) {
  const byPassword = useSignal(!knowsPasskeys());
  const join = async (fields: Record<string, string>): Promise<void> => {
    const { name = '', password } = fields;
    const mail = (fields.email || email).trim();
    await accept({ name: name.trim(), email: mail, ...(password && { password }) });
    // Without a password the passkey is the way back in; who stops it can make one, or a password, in the account.
    if (!password && !(await addPasskey(api, name.trim()))) say(t('account.passkeyStopped'));
    onJoined();
  };
  return (
    <Work
      key={byPassword.value ? 'password' : 'passkey'}
      submit={t(byPassword.value ? 'invite.withPassword' : 'invite.withPasskey')}
      onSubmit={join}
      more={
        knowsPasskeys() && (
          <button type="button" class="quiet" onClick={() => (byPassword.value = !byPassword.value)}>
            {t(byPassword.value ? 'invite.withPasskey' : 'invite.withPassword')}
          </button>
        )
      }
    >
      <Field name="name" label={t('account.name')} autocomplete="name" maxLength={60} />
      {email ? (
        <p>
          <bdi>{email}</bdi>
        </p>
      ) : (
        <Field name="email" type="email" label={t('account.email')} autocomplete="email" maxLength={200} />
      )}
      {byPassword.value && <PasswordField name="password" label={t('account.password')} fresh />}
    </Work>
  );
}
