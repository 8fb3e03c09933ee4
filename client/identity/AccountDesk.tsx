import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useCurrent } from '../ui/current.ts';
import { Field } from '../ui/Field.tsx';
import { t } from '../ui/i18n.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { say } from '../ui/toast.tsx';
import type { Account, AccountApi, StaffRole } from './accountApi.ts';
import { PasswordField, Work } from './form.tsx';
import { Passkeys } from './Passkeys.tsx';
import { SecondFactor } from './SecondFactor.tsx';
import { SessionList } from './SessionList.tsx';

/** Milliseconds between two looks at the account. */
const REFRESH_MS = 15_000;

/** Where each role works. */
const DESKS: [page: 'studio' | 'designer' | 'console', roles: StaffRole[]][] = [
  ['studio', ['moderator', 'host', 'owner']],
  ['designer', ['designer', 'owner']],
  ['console', ['owner']],
];

type AccountDeskProps = {
  api: AccountApi;
  onOut(words: string): void;
  /** What else belongs to an account; it comes once its address is proved. */
  children?: ComponentChildren;
};

/** One's own account: who one is, what proves it, where one is signed in. */
export function AccountDesk({ api, onOut, children }: AccountDeskProps) {
  const { known, trouble, refresh } = useCurrent<Account>(async () => {
    try {
      return await api.own();
    } catch (error) {
      // The session may have been ended from another device.
      if ((error as { code?: string }).code === 'not-signed-in') onOut(t('account.signedOut'));
      throw error;
    }
  }, REFRESH_MS);
  const account = known.value;
  const again = () => void refresh();
  if (!account)
    return trouble.value ? (
      <Trouble refusal={trouble.value} onRetry={again} />
    ) : (
      <div
        class="skeleton account-skeleton"
        aria-busy="true"
        role="status"
        aria-label={t('studio.connecting')}
      />
    );
  return (
    <>
      {trouble.value && <Trouble refusal={trouble.value} onRetry={again} />}
      {account.needsSecondFactor && (
        <p class="problem" role="alert">
          {t('account.secondNeeded')}
        </p>
      )}
      {account.emailVerified && children}
      {account.roles.length > 0 && <Roles roles={account.roles} />}
      <Profile api={api} account={account} onChanged={again} />
      <Password api={api} account={account} onChanged={again} />
      <Passkeys api={api} />
      <SecondFactor api={api} account={account} onChanged={again} />
      <SessionList api={api} />
      <Section title={t('account.signOut')}>
        <Work
          look="quiet"
          submit={t('account.signOut')}
          onSubmit={async () => {
            await api.signOut();
            onOut('');
          }}
        />
      </Section>
      <Deletion api={api} account={account} onGone={() => onOut(t('account.deleted'))} />
    </>
  );
}

/** A part of the account under its title. */
export function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Roles({ roles }: { roles: StaffRole[] }) {
  const desks = DESKS.filter(([, wanted]) => wanted.some((role) => roles.includes(role)));
  return (
    <Section title={t('account.roles')}>
      <ul class="account-chips">
        {roles.map((role) => (
          <li key={role}>{t(`account.role.${role}`)}</li>
        ))}
      </ul>
      {desks.length > 0 && (
        <p class="verbs">
          {desks.map(([page]) => (
            <a key={page} class="quiet link" href={`/${page}`}>
              {t(`account.go.${page}`)}
            </a>
          ))}
        </p>
      )}
    </Section>
  );
}

type PartProps = { api: AccountApi; account: Account; onChanged(): void };

function Profile({ api, account, onChanged }: PartProps) {
  const changing = useSignal(false);
  return (
    <Section title={t('account.you')}>
      <Work
        look="quiet"
        submit={t('account.save')}
        onSubmit={async ({ name }) => {
          await api.rename(name!.trim());
          say(t('account.saved'));
          onChanged();
        }}
      >
        <Field
          name="name"
          label={t('account.name')}
          autocomplete="name"
          maxLength={60}
          initial={account.name}
        />
      </Work>
      <p>
        <bdi>{account.email}</bdi>
      </p>
      {!account.emailVerified && (
        <Work
          look="quiet"
          submit={t('account.verifyAgain')}
          onSubmit={async () => {
            await api.mailProof(account.email);
            say(t('account.sent.verify', { email: account.email }));
          }}
        >
          <p class="hint">{t('account.unverified')}</p>
        </Work>
      )}
      {changing.value ? (
        <Work
          submit={t('account.changeEmail')}
          onSubmit={async ({ email }) => {
            await api.changeMail(email!);
            changing.value = false;
            say(t('account.changeSent', { email: email! }));
          }}
        >
          <Field
            name="email"
            type="email"
            label={t('account.newEmail')}
            autocomplete="email"
            maxLength={200}
          />
        </Work>
      ) : (
        <p class="verbs">
          <button type="button" class="quiet" onClick={() => (changing.value = true)}>
            {t('account.changeEmail')}
          </button>
        </p>
      )}
    </Section>
  );
}

function Password({ api, account, onChanged }: PartProps) {
  const open = useSignal(false);
  const does = t(account.password ? 'account.passwordChange' : 'account.passwordSet');
  return (
    <Section title={t('account.password')}>
      {!account.password && <p>{t('account.passwordNone')}</p>}
      {open.value ? (
        <Work
          submit={does}
          onSubmit={async ({ old, fresh }) => {
            if (account.password) await api.changePassword(old!, fresh!);
            else await api.setPassword(fresh!);
            open.value = false;
            say(t(account.password ? 'account.passwordChanged' : 'account.saved'));
            onChanged();
          }}
        >
          {account.password && <PasswordField name="old" label={t('account.oldPassword')} />}
          <PasswordField name="fresh" label={t('account.newPassword')} fresh />
        </Work>
      ) : (
        <p class="verbs">
          <button type="button" class="quiet" onClick={() => (open.value = true)}>
            {does}
          </button>
        </p>
      )}
    </Section>
  );
}

/** Deleting can't be taken back: it is asked for twice, with the password when there is one. */
function Deletion({ api, account, onGone }: Omit<PartProps, 'onChanged'> & { onGone(): void }) {
  const open = useSignal(false);
  return (
    <Section title={t('account.delete')}>
      <p>{t('account.deleteLead')}</p>
      {open.value ? (
        <Work
          look="danger"
          submit={t('account.deleteForGood')}
          onSubmit={async ({ password }) => {
            await api.remove(password);
            await api.session();
            onGone();
          }}
          more={
            <button type="button" class="quiet" onClick={() => (open.value = false)}>
              {t('account.back')}
            </button>
          }
        >
          {account.password && <PasswordField name="password" label={t('account.password')} />}
        </Work>
      ) : (
        <p class="verbs">
          <button type="button" class="quiet" onClick={() => (open.value = true)}>
            {t('account.delete')}
          </button>
        </p>
      )}
    </Section>
  );
}
