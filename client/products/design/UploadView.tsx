import type { Draft } from '../../../shared/model/draft.ts';
import { formatTime } from '../../ui/format.ts';
import { t, writing } from '../../ui/i18n.ts';
import { say } from '../../ui/toast.tsx';
import { CompareView } from './CompareView.tsx';
import { Costs } from './Costs.tsx';
import type { Desk } from './desk.ts';
import { DesignIcon } from './icons.tsx';
import { Losses } from './Losses.tsx';
import { MakeProduct } from './MakeProduct.tsx';
import { Report } from './Report.tsx';
import { RightView } from './RightView.tsx';
import { SendingView } from './SendingView.tsx';
import { Steps } from './Steps.tsx';

/** One upload: on its way, being worked on, and what became of it. */
export function UploadView({ desk, id }: { desk: Desk; id: string }) {
  const draft = desk.uploads.drafts.value?.find((one) => one.id === id);
  if (!draft) return <p class="empty">{t('design.uploadGone')}</p>;
  const busy = draft.state === 'waiting' || draft.state === 'working';
  return (
    <article class="upload-view">
      <Head desk={desk} draft={draft} />
      {draft.state === 'uploading' && <SendingView desk={desk} draft={draft} />}
      {(busy || draft.packing) && <Steps desk={desk} draft={draft} />}
      {!busy && draft.state !== 'uploading' && <Report desk={desk} draft={draft} />}
      {draft.result && draft.state === 'ready' && (
        <>
          <RightView desk={desk} draft={draft} result={draft.result} />
          <MakeProduct desk={desk} draft={draft} />
          <CompareView key={draft.result.files.hero?.web?.url} draft={draft} result={draft.result} />
          <Costs result={draft.result} />
          <Losses desk={desk} draft={draft} result={draft.result} />
        </>
      )}
    </article>
  );
}

function Head({ desk, draft }: { desk: Desk; draft: Draft }) {
  const remove = (): void => {
    const { undo } = desk.uploads.remove(draft);
    desk.choose({ kind: 'none' });
    say(t('design.uploadRemoved', { name: draft.name }), 'note', { label: t('console.undo'), run: undo });
  };
  return (
    <header class="view-head">
      <div>
        <h2>
          <bdi>{draft.name}</bdi>
        </h2>
        <p class="hint">
          {t('design.uploadOf', {
            when: formatTime(draft.createdAt, writing.value),
            count: draft.files.length,
          })}
        </p>
      </div>
      <button type="button" class="quiet" onClick={remove}>
        <DesignIcon name="remove" /> {t('design.throwAway')}
      </button>
    </header>
  );
}
