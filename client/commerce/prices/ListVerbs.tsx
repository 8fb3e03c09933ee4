import { useSignal } from '@preact/signals';
import { sayAtDesk } from '../../ui/deskWords.ts';
import { t } from '../../ui/i18n.ts';
import { toRefusal } from '../../ui/report.ts';
import { say } from '../../ui/toast.tsx';
import { Sheet } from '../Sheet.tsx';
import { FileSheet } from './FileSheet.tsx';
import { type ListDraft, nextKey } from './listDraft.ts';
import type { Pricing } from './pricing.ts';

type VerbsProps = { pricing: Pricing; id: string; draft: ListDraft; isChanged: boolean; onReload(): void };

/** What is done with a list that is there: copied, given out, taken in from a file, taken away. */
export function ListVerbs({ pricing, id, draft, isChanged, onReload }: VerbsProps) {
  const open = useSignal<'file' | 'remove' | undefined>(undefined);
  const close = (): void => {
    open.value = undefined;
  };
  const copy = (): void => {
    const rows = draft.rows.map((row) => ({ ...row, key: nextKey() }));
    pricing.draft('new', { ...draft, rows, name: t('prices.copyOf', { name: draft.name }).slice(0, 80) });
    pricing.go('lists', 'new');
  };
  return (
    <div class="list-verbs">
      <a class="quiet link" href={pricing.api.file(id)} download="prices.csv">
        {t('prices.csvOut')}
      </a>
      <button
        type="button"
        class="quiet"
        onClick={() => {
          if (isChanged) say(t('prices.saveFirst'));
          else open.value = 'file';
        }}
      >
        {t('prices.csvIn')}
      </button>
      <button type="button" class="quiet" onClick={copy}>
        {t('prices.copy')}
      </button>
      <button type="button" class="quiet alarming" onClick={() => (open.value = 'remove')}>
        {t('prices.remove')}
      </button>
      {open.value === 'file' && (
        <FileSheet pricing={pricing} id={id} currency={draft.currency} onTaken={onReload} onClose={close} />
      )}
      {open.value === 'remove' && <RemoveSheet pricing={pricing} id={id} name={draft.name} onClose={close} />}
    </div>
  );
}

type RemoveProps = { pricing: Pricing; id: string; name: string; onClose(): void };

function RemoveSheet({ pricing, id, name, onClose }: RemoveProps) {
  const busy = useSignal(false);
  const remove = async (): Promise<void> => {
    busy.value = true;
    try {
      await pricing.api.remove(id);
      pricing.draft(id, undefined);
      say(t('prices.removed', { name }));
      pricing.go('lists');
    } catch (error) {
      say(sayAtDesk(toRefusal(error)), 'error');
      busy.value = false;
    }
  };
  return (
    <Sheet title={t('prices.removeOf', { name })} onClose={onClose}>
      <p>{t('prices.removeText')}</p>
      <footer>
        <button type="button" class="quiet" onClick={onClose}>
          {t('prices.keep')}
        </button>
        <button
          type="button"
          class="danger"
          aria-disabled={busy.value}
          onClick={() => !busy.value && void remove()}
        >
          {t('prices.remove')}
        </button>
      </footer>
    </Sheet>
  );
}
