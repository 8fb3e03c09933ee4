import { type Draft, WORK_STEPS, type WorkStep } from '../../../shared/model/draft.ts';
import { formatShare } from '../../ui/format.ts';
import { t, writing } from '../../ui/i18n.ts';
import { sayError } from '../../ui/toast.tsx';
import type { Desk } from './desk.ts';
import { DesignIcon } from './icons.tsx';

/** The work on an upload, step by step, with what is done and what is being done. */
export function Steps({ desk, draft }: { desk: Desk; draft: Draft }) {
  const cancel = (): void => {
    desk.api.cancel(draft.id).then(desk.uploads.know, sayError);
  };
  return (
    <section class="card steps-card" aria-busy="true">
      <header>
        <h3>
          <span role="status">{t(title(draft))}</span>
        </h3>
        {!draft.packing && (
          <button type="button" class="quiet" onClick={cancel}>
            {t('design.cancel')}
          </button>
        )}
      </header>
      {draft.packing ? (
        <progress
          value={draft.progress?.done}
          max={draft.progress?.total ?? 1}
          aria-label={t('design.step.gpu')}
        />
      ) : (
        <StepList draft={draft} />
      )}
    </section>
  );
}

function StepList({ draft }: { draft: Draft }) {
  const at = WORK_STEPS.indexOf((draft.progress?.step ?? '') as WorkStep);
  return (
    <ol class="steps">
      {WORK_STEPS.map((step, index) => {
        const state = index < at ? 'done' : index === at ? 'now' : 'next';
        return (
          <li key={step} class={state} aria-current={state === 'now' ? 'step' : undefined}>
            <span class="step-mark">{state === 'done' && <DesignIcon name="done" />}</span>
            <span>{t(`design.step.${step}`)}</span>
            {state === 'done' && <span class="visually-hidden">{t('design.done')}</span>}
            {state === 'now' && draft.progress && draft.progress.total > 1 && (
              <small>{formatShare(draft.progress.done / draft.progress.total, writing.value)}</small>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function title(draft: Draft) {
  if (draft.packing) return 'design.packing';
  return draft.state === 'waiting' ? 'design.waiting' : 'design.working';
}
