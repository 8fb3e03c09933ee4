import { useSignal } from '@preact/signals';
import { Icon } from '../ui/Icon.tsx';
import { t } from '../ui/i18n.ts';
import { useOwnId } from '../ui/ownId.ts';
import { say, sayError } from '../ui/toast.tsx';

/** Where an encoder sends its picture (path on this server), and the key that it needs for it. */
export type EncoderAddress = { whip: string; key: string };

/** What one types into OBS or another encoder that speaks WHIP; asked for when it is opened. */
export function EncoderPanel({ address }: { address(): Promise<EncoderAddress> }) {
  const found = useSignal<EncoderAddress | undefined>(undefined);
  const open = async (isOpen: boolean): Promise<void> => {
    if (!isOpen || found.value) return;
    try {
      found.value = await address();
    } catch (error) {
      sayError(error);
    }
  };
  return (
    <details class="more encoder" onToggle={(event) => void open(event.currentTarget.open)}>
      <summary>{t('encoder.title')}</summary>
      <p class="hint">{t('encoder.lead')}</p>
      {found.value ? (
        <>
          <Copied label={t('encoder.address')} text={new URL(found.value.whip, location.href).href} />
          <Copied label={t('encoder.key')} text={found.value.key} secret />
        </>
      ) : (
        <p class="skeleton line" role="status" aria-label={t('encoder.title')} />
      )}
    </details>
  );
}

type CopiedProps = { label: string; text: string; secret?: boolean };

function Copied({ label, text, secret = false }: CopiedProps) {
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      say(t('encoder.copied', { what: label }));
    } catch (error) {
      sayError(error);
    }
  };
  const id = useOwnId();
  return (
    <div class="field with-button">
      <label for={id}>{label}</label>
      <div>
        <input
          id={id}
          type={(secret ? 'password' : 'text') as 'text'}
          dir="ltr"
          readOnly
          value={text}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button
          type="button"
          class="quiet"
          aria-label={t('encoder.copy', { what: label })}
          onClick={() => void copy()}
        >
          <Icon name="copy" />
        </button>
      </div>
    </div>
  );
}
