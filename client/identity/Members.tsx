import { useSignal } from '@preact/signals';
import { useCurrent } from '../ui/current.ts';
import { Labelled, SelectField } from '../ui/Field.tsx';
import { formatTime } from '../ui/format.ts';
import { LANGUAGES, language, t, writing } from '../ui/i18n.ts';
import { toRefusal } from '../ui/report.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { say } from '../ui/toast.tsx';
import type { AccountApi, Invitation, Member, Staff, StaffRole } from './accountApi.ts';
import { sayHere, Work } from './form.tsx';

/** Milliseconds between two looks at the staff. */
const REFRESH_MS = 10_000;
const ROLES: StaffRole[] = ['designer', 'moderator', 'host', 'desk', 'owner'];

/** The brand's staff and its open invitations, for its owners. */
export function Members({ api }: { api: AccountApi['staff'] }) {
  const { known, trouble, refresh } = useCurrent<Staff>(api.list, REFRESH_MS);
  const now = known.value;
  const does = (work: Promise<unknown>, words?: string): void => {
    work
      .then(() => words && say(words))
      .catch((error) => say(sayHere(toRefusal(error)), 'error'))
      .finally(() => void refresh());
  };
  return (
    <section class="members">
      <h2>{t('members.title')}</h2>
      {trouble.value && <Trouble refusal={trouble.value} onRetry={() => void refresh()} />}
      {!now && !trouble.value && <div class="skeleton account-skeleton" aria-busy="true" />}
      {now && (
        <>
          <ul class="account-list" aria-label={t('members.title')}>
            {now.members.map((member) => (
              <Row key={member.account} api={api} member={member} own={now.own} does={does} />
            ))}
          </ul>
          <label class="account-check">
            <input
              type="checkbox"
              checked={now.secondFactor}
              onChange={({ currentTarget }) => {
                const wanted = currentTarget.checked;
                // It shows what holds, not what was wished.
                currentTarget.checked = now.secondFactor;
                const own = now.members.find(({ account }) => account === now.own);
                if (wanted && !own?.secondFactor) return say(t('members.demandOwn'), 'error');
                does(api.demand(wanted), t('account.saved'));
              }}
            />
            {t('members.demand')}
          </label>
          {now.invitations.length > 0 && (
            <>
              <h3>{t('members.open')}</h3>
              <Open invitations={now.invitations} onTakeBack={(id) => does(api.takeBack(id))} />
            </>
          )}
          <Invite api={api} onInvited={() => void refresh()} />
        </>
      )}
    </section>
  );
}

type RowProps = {
  api: AccountApi['staff'];
  member: Member;
  own: string;
  does(work: Promise<unknown>, words?: string): void;
};

function Row({ api, member: { account, name, email, roles, secondFactor }, own, does }: RowProps) {
  const sure = useSignal(false);
  const change = (role: StaffRole, on: boolean): void => {
    const next = ROLES.filter((each) => (each === role ? on : roles.includes(each)));
    if (next.length === 0) sure.value = true;
    else does(api.setRoles(account, next), t('account.saved'));
  };
  return (
    <li>
      <span>
        <strong dir="auto">{name}</strong> {account === own && <em>{t('members.you')}</em>}
        <small>
          <bdi>{email}</bdi>
          {secondFactor && ` · ${t('members.secondOn')}`}
        </small>
      </span>
      <RoleChoice legend={t('members.rolesOf', { name })} chosen={roles} onChange={change} />
      <button
        type="button"
        class="quiet"
        aria-label={t('account.removeNamed', { name })}
        aria-pressed={sure.value}
        onClick={() => {
          if (sure.value) does(api.remove(account), t('members.removed', { name }));
          sure.value = !sure.value;
        }}
      >
        {sure.value ? t('account.removeNamed', { name }) : t('account.remove')}
      </button>
    </li>
  );
}

type RoleChoiceProps = {
  legend: string;
  chosen: readonly StaffRole[];
  onChange(role: StaffRole, on: boolean): void;
};

function RoleChoice({ legend, chosen, onChange }: RoleChoiceProps) {
  return (
    <fieldset class="account-roles">
      <legend class="visually-hidden">{legend}</legend>
      {ROLES.map((role) => (
        <label key={role} class="account-check">
          <input
            type="checkbox"
            checked={chosen.includes(role)}
            onChange={({ currentTarget }) => onChange(role, currentTarget.checked)}
          />
          {t(`account.role.${role}`)}
        </label>
      ))}
    </fieldset>
  );
}

type OpenProps = { invitations: Invitation[]; onTakeBack(id: string): void };

function Open({ invitations, onTakeBack }: OpenProps) {
  const rolesOf = (roles: StaffRole[]): string =>
    new Intl.ListFormat(writing.value).format(roles.map((role) => t(`account.role.${role}`)));
  return (
    <ul class="account-list" aria-label={t('members.open')}>
      {invitations.map(({ id, roles, email, expiresAt }) => (
        <li key={id}>
          <span>
            <strong>
              <bdi>{email || t('members.byLink')}</bdi>
            </strong>
            <small>
              {rolesOf(roles)} · {t('members.until', { when: formatTime(expiresAt, writing.value) })}
            </small>
          </span>
          <button type="button" class="quiet" onClick={() => onTakeBack(id)}>
            {t('members.takeBack')}
          </button>
        </li>
      ))}
    </ul>
  );
}

type InviteProps = { api: AccountApi['staff']; onInvited(): void };

function Invite({ api, onInvited }: InviteProps) {
  const roles = useSignal<StaffRole[]>(['moderator']);
  const link = useSignal('');
  const invite = async (fields: Record<string, string>, form: HTMLFormElement): Promise<void> => {
    const email = fields.email?.trim() ?? '';
    const { link: made } = await api.invite(roles.value, email, fields.language ?? 'en');
    link.value = made ?? '';
    if (email) say(t('members.sent', { email }));
    form.reset();
    onInvited();
  };
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(link.value);
    say(t('account.copied'));
  };
  return (
    <>
      <h3>{t('members.invite')}</h3>
      <Work look="quiet" submit={t('members.invite')} onSubmit={invite}>
        <Labelled label={t('members.email')}>
          {(id) => <input id={id} name="email" type="email" maxLength={200} autocomplete="off" dir="ltr" />}
        </Labelled>
        <SelectField
          name="language"
          label={t('settings.language')}
          options={Object.entries(LANGUAGES)}
          initial={language.value}
        />
        <RoleChoice
          legend={t('members.roles')}
          chosen={roles.value}
          onChange={(role, on) => {
            const next = ROLES.filter((each) => (each === role ? on : roles.value.includes(each)));
            if (next.length > 0) roles.value = next;
            else roles.value = [...roles.value];
          }}
        />
      </Work>
      {link.value && (
        <div class="account-form">
          <Labelled label={t('members.link')}>
            {(id) => (
              <input
                id={id}
                readOnly
                value={link.value}
                dir="ltr"
                onFocus={(event) => event.currentTarget.select()}
              />
            )}
          </Labelled>
          <p class="hint">{t('members.linkHint')}</p>
          <p class="verbs">
            <button type="button" class="quiet" onClick={() => void copy()}>
              {t('account.copy')}
            </button>
          </p>
        </div>
      )}
    </>
  );
}
