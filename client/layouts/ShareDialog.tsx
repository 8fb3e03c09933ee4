import './share.css';
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Dialog } from '../ui/Dialog.tsx';
import { Icon } from '../ui/Icon.tsx';
import { t } from '../ui/i18n.ts';
import { Qr } from '../ui/Qr.tsx';
import { say, sayError } from '../ui/toast.tsx';
import type { Keeping } from './keeping.ts';

type ShareProps = {
  keeping: Keeping;
  label?: string;
  /** What else can be done with a link. */
  beside?: (link: string, label: string) => ComponentChildren;
  onClose(): void;
};

/** The links by which others look at the room, and, where its owner lets them, change it. */
export function ShareDialog({ keeping, label = t('plan.share'), beside, onClose }: ShareProps) {
  const layout = keeping.opened.value;
  const busy = useSignal(false);
  if (!layout) return null;
  const look = `${location.origin}/planner?layout=${layout.id}`;
  const isOwner = layout.key !== null;
  const allow = async (may: boolean): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    await keeping.share(may).catch(sayError);
    busy.value = false;
  };
  return (
    <Dialog label={label} class="plan-dialog" onClose={onClose}>
      <p>{t('plan.share.lead')}</p>
      <LinkField label={t('plan.share.look')} link={look} beside={beside} />
      {isOwner && (
        <label class="tick">
          <input
            type="checkbox"
            checked={layout.key !== ''}
            disabled={busy.value}
            onChange={({ currentTarget }) => void allow(currentTarget.checked)}
          />
          <span>{t('plan.share.allow')}</span>
        </label>
      )}
      {layout.key && (
        <LinkField label={t('plan.share.change')} link={`${look}#key=${layout.key}`} beside={beside} />
      )}
      <div class="share-qr">
        <Qr text={look} label={t('plan.share.qr')} />
        <p class="hint">{t('plan.share.qr')}</p>
      </div>
    </Dialog>
  );
}

type LinkFieldProps = { label: string; link: string; beside: ShareProps['beside'] };

function LinkField({ label, link, beside }: LinkFieldProps) {
  const copy = (): void =>
    void navigator.clipboard.writeText(link).then(() => say(t('plan.share.copied')), sayError);
  return (
    <div class="link-field">
      <label class="field">
        <span class="hint">{label}</span>
        <input readOnly dir="ltr" value={link} onFocus={({ currentTarget }) => currentTarget.select()} />
      </label>
      <button
        type="button"
        class="icon-button"
        aria-label={t('plan.share.copy', { name: label })}
        onClick={copy}
      >
        <Icon name="copy" />
      </button>
      {beside?.(link, label)}
    </div>
  );
}
