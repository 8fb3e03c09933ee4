import { useSignal } from '@preact/signals';
import { formatMoney } from '../../../shared/model/money.ts';
import { Icon } from '../../ui/Icon.tsx';
import { t, writing } from '../../ui/i18n.ts';
import { ToolButton } from '../../ui/ToolButton.tsx';
import { say } from '../../ui/toast.tsx';
import { ArIcon } from './ArIcon.tsx';
import { addAll, isSaved, type OverlayProps, openKept } from './parts.ts';

/** What one can do at any time, and what all of it costs. */
export function Tools(props: OverlayProps) {
  const { placing, keeping, view, open } = props;
  const isEmpty = placing.pieces.value.length === 0;
  const isFixed = !placing.editable.value;
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
        <ToolButton label={t('ar.photo')} disabled={isEmpty} onClick={() => (open.value = 'picture')}>
          <ArIcon name="camera" />
        </ToolButton>
        <ToolButton
          label={t('ar.save')}
          disabled={isEmpty}
          onClick={() => {
            if (isSaved(keeping)) say(t('ar.savedAlready'));
            else open.value = 'save';
          }}
        >
          <ArIcon name="save" />
        </ToolButton>
        <ToolButton
          label={t('ar.share')}
          disabled={isEmpty}
          onClick={() => {
            if (keeping.opened.value) void openKept(open, 'share');
            else open.value = 'saveAndShare';
          }}
        >
          <ArIcon name="share" />
        </ToolButton>
        <ToolButton
          label={t('ar.undo')}
          disabled={isFixed || !placing.canUndo.value}
          onClick={placing.plan.undo}
        >
          <ArIcon name="undo" />
        </ToolButton>
        <ToolButton
          label={t('ar.redo')}
          disabled={isFixed || !placing.canRedo.value}
          onClick={placing.plan.redo}
        >
          <ArIcon name="redo" />
        </ToolButton>
      </div>
      {placing.total.value && <Total {...props} />}
    </>
  );
}

function Total({ parts, placing, keeping, open }: OverlayProps) {
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
        <small>
          {t('ar.count', { count: placing.pieces.value.length })} · {t(`ar.state.${keeping.state.value}`)}
        </small>
        <strong>{formatMoney(placing.total.value!, writing.value)}</strong>
      </p>
      <button type="button" class="primary" aria-disabled={busy.value} onClick={() => void add()}>
        {t('ar.addAll')}
      </button>
    </div>
  );
}
