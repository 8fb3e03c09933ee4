import { useSignal } from '@preact/signals';
import { formatMoney } from '../../../shared/model/money.ts';
import { Icon } from '../../ui/Icon.tsx';
import { t, writing } from '../../ui/i18n.ts';
import { ArIcon } from './ArIcon.tsx';
import { addAll, type OverlayProps, save } from './parts.ts';

/** What one can do at any time, and what all of it costs. */
export function Tools(props: OverlayProps) {
  const { parts, placing, view, open } = props;
  return (
    <>
      <div class="ar-tools" role="group" aria-label={t('ar.tools')}>
        <ToolButton label={t('ar.add')} onClick={() => (open.value = 'picker')}>
          <Icon name="plus" />
        </ToolButton>
        <ToolButton
          label={t('ar.measure')}
          pressed={view.measuring.value}
          onClick={() => view.setMeasuring(!view.measuring.value)}
        >
          <Icon name="ruler" />
        </ToolButton>
        <ToolButton
          label={t('ar.photo')}
          disabled={placing.pieces.value.length === 0}
          onClick={() => (open.value = 'picture')}
        >
          <ArIcon name="camera" />
        </ToolButton>
        <ToolButton
          label={t('ar.save')}
          disabled={placing.pieces.value.length === 0}
          onClick={() => void save(parts, placing)}
        >
          <ArIcon name="save" />
        </ToolButton>
        <ToolButton label={t('ar.undo')} disabled={!placing.canUndo.value} onClick={placing.plan.undo}>
          <ArIcon name="undo" />
        </ToolButton>
        <ToolButton label={t('ar.redo')} disabled={!placing.canRedo.value} onClick={placing.plan.redo}>
          <ArIcon name="redo" />
        </ToolButton>
      </div>
      {placing.total.value && <Total {...props} />}
    </>
  );
}

function Total({ parts, placing, open }: OverlayProps) {
  const busy = useSignal(false);
  const add = async (): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    if (await addAll(parts, placing)) open.value = 'cart';
    busy.value = false;
  };
  return (
    <div class="ar-total">
      <p>
        <small>{t('ar.count', { count: placing.pieces.value.length })}</small>
        <strong>{formatMoney(placing.total.value!, writing.value)}</strong>
      </p>
      <button type="button" class="primary" aria-disabled={busy.value} onClick={() => void add()}>
        {t('ar.addAll')}
      </button>
    </div>
  );
}

type ToolButtonProps = {
  label: string;
  pressed?: boolean;
  disabled?: boolean;
  onClick(): void;
  children: preact.ComponentChildren;
};

function ToolButton({ label, pressed, disabled, onClick, children }: ToolButtonProps) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
