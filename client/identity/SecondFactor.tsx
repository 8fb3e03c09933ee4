import { useSignal } from '@preact/signals';
import { encode } from 'uqr';
import { Field } from '../ui/Field.tsx';
import { t } from '../ui/i18n.ts';
import { say } from '../ui/toast.tsx';
import type { Account, AccountApi } from './accountApi.ts';
import { PasswordField, Work } from './form.tsx';

type SecondFactorProps = { api: AccountApi; account: Account; onChanged(): void };
/** What one does with it at the moment. */
type Step =
  | { at: 'rest' }
  | { at: 'password'; wants: 'begin' | 'codes' | 'end' }
  | { at: 'scan'; uri: string; codes: string[] }
  | { at: 'codes'; codes: string[] };

/** Sets the second factor up, shows its backup codes once, and takes it away. */
export function SecondFactor({ api, account, onChanged }: SecondFactorProps) {
  const step = useSignal<Step>({ at: 'rest' });
  const now = step.value;
  const rest = (): void => {
    step.value = { at: 'rest' };
  };
  const withPassword = async (wants: 'begin' | 'codes' | 'end', password: string): Promise<void> => {
    if (wants === 'begin') {
      const { totpURI, backupCodes } = await api.secondFactor.begin(password);
      step.value = { at: 'scan', uri: totpURI, codes: backupCodes };
    } else if (wants === 'codes')
      step.value = { at: 'codes', codes: await api.secondFactor.newCodes(password) };
    else {
      await api.secondFactor.end(password);
      rest();
      onChanged();
    }
  };
  const ask = (wants: 'begin' | 'codes' | 'end', key: Parameters<typeof t>[0]) => (
    <button type="button" class="quiet" onClick={() => (step.value = { at: 'password', wants })}>
      {t(key)}
    </button>
  );
  return (
    <section>
      <h2>{t('account.second')}</h2>
      <p>{t('account.secondLead')}</p>
      {account.secondFactor && <p>{t('account.secondOn')}</p>}
      {now.at === 'rest' && !account.password && <p class="hint">{t('account.secondNeedsPassword')}</p>}
      {now.at === 'rest' && account.password && (
        <p class="verbs">
          {account.secondFactor ? (
            <>
              {ask('codes', 'account.secondNewCodes')}
              {ask('end', 'account.secondOff')}
            </>
          ) : (
            ask('begin', 'account.secondStart')
          )}
        </p>
      )}
      {now.at === 'password' && (
        <Work
          submit={t('account.goOn')}
          onSubmit={({ password }) => withPassword(now.wants, password!)}
          more={<Quit onQuit={rest} />}
        >
          <PasswordField name="password" label={t('account.password')} />
        </Work>
      )}
      {now.at === 'scan' && (
        <Work
          submit={t('account.secondConfirm')}
          onSubmit={async ({ code }) => {
            await api.secondFactor.confirm(code!.trim());
            step.value = { at: 'codes', codes: now.codes };
            onChanged();
          }}
          more={<Quit onQuit={rest} />}
        >
          <p>{t('account.secondScan')}</p>
          <p>
            <code class="key">{new URL(now.uri).searchParams.get('secret')}</code>
          </p>
          <Qr text={now.uri} />
          <Field
            name="code"
            label={t('account.code')}
            autocomplete="one-time-code"
            inputMode="numeric"
            maxLength={8}
          />
        </Work>
      )}
      {now.at === 'codes' && <BackupCodes codes={now.codes} onKept={rest} />}
    </section>
  );
}

const Quit = ({ onQuit }: { onQuit(): void }) => (
  <button type="button" class="quiet" onClick={onQuit}>
    {t('account.back')}
  </button>
);

function BackupCodes({ codes, onKept }: { codes: string[]; onKept(): void }) {
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(codes.join('\n'));
    say(t('account.copied'));
  };
  return (
    <div class="account-form">
      <h3>{t('account.secondCodes')}</h3>
      <p>{t('account.secondCodesLead')}</p>
      <ul class="account-codes" aria-label={t('account.secondCodes')} dir="ltr">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p class="verbs">
        <button type="button" class="quiet" onClick={() => void copy()}>
          {t('account.copy')}
        </button>
        <button type="button" class="primary" onClick={onKept}>
          {t('account.done')}
        </button>
      </p>
    </div>
  );
}

/** A QR code, drawn as one path. */
function Qr({ text }: { text: string }) {
  const { data, size } = encode(text, { border: 2 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t('account.secondQr')}>
      <path d={path} />
    </svg>
  );
}
