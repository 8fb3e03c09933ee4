import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Market } from '../../../shared/model/market.ts';
import { t } from '../../ui/i18n.ts';
import { fromMoment } from '../moments.ts';
import { HeadFields } from './HeadFields.tsx';
import { ListVerbs } from './ListVerbs.tsx';
import type { ListDraft } from './listDraft.ts';
import { PriceRows } from './PriceRows.tsx';
import type { OpenPriceList } from './pricesApi.ts';
import type { Pricing } from './pricing.ts';
import { StateChip } from './StateChip.tsx';
import { useListForm } from './useListForm.ts';

type EditorProps = {
  pricing: Pricing;
  /** Empty for a list that is being made. */
  id: string;
  saved: ListDraft;
  markets: Market[];
  onSaved(list: OpenPriceList, draft: ListDraft): void;
  onReload(): void;
};

/** A price list as it is written; what is typed stays until it is saved or undone, also while one is elsewhere. */
export function ListEditor({ pricing, id, saved, markets, onSaved, onReload }: EditorProps) {
  const form = useRef<HTMLDivElement>(null);
  const list = useListForm({ pricing, id, saved, form, onSaved, onReload });
  const { draft, isChanged, faults, trouble, busy } = list;
  const times = { startsAt: fromMoment(draft.from) ?? 0, endsAt: fromMoment(draft.until) };
  // At once: a moment later it would take the keyboard from who is in a field already.
  useLayoutEffect(() => form.current?.querySelector<HTMLElement>('h2')?.focus(), []);
  return (
    <div class="list-editor" ref={form}>
      <header>
        <button type="button" class="quiet prices-back" onClick={() => pricing.go('lists')}>
          {t('prices.toLists')}
        </button>
        {id && (
          <ListVerbs pricing={pricing} id={id} draft={draft} isChanged={isChanged} onReload={onReload} />
        )}
        <h2 tabIndex={-1}>
          <bdi>{draft.name || t('prices.newList')}</bdi>
          {id && <StateChip list={times} now={pricing.lists.known.value?.now ?? Date.now()} />}
          {isChanged && <span class="till-chip unsaved">{t('prices.unsaved')}</span>}
        </h2>
      </header>
      <form
        noValidate
        aria-label={draft.name || t('prices.newList')}
        onSubmit={(event) => {
          event.preventDefault();
          void list.save();
        }}
      >
        <HeadFields
          draft={draft}
          markets={markets}
          faults={faults.value}
          onChange={list.set}
          onForgive={list.forgive}
        />
        <PriceRows
          pricing={pricing}
          draft={draft}
          faults={faults.value}
          onChange={list.set}
          onForgive={list.forgive}
        />
        <footer class="list-foot">
          {trouble.value && (
            <p class="problem" role="alert">
              {trouble.value}
            </p>
          )}
          {list.isCrossed.value ? (
            <>
              {/* With a key of its own it does not become the button that sends the form while it is clicked. */}
              <button key="theirs" type="button" class="primary" onClick={list.takeTheirs}>
                {t('prices.takeTheirs')}
              </button>
              <button
                type="button"
                class="quiet"
                aria-disabled={busy.value}
                onClick={() => void list.saveOver()}
              >
                {t('prices.saveOver')}
              </button>
            </>
          ) : (
            <>
              <button type="submit" class="primary" aria-disabled={busy.value}>
                {t('prices.save')}
              </button>
              {isChanged && (
                <button type="button" class="quiet" onClick={list.undo}>
                  {t('prices.undo')}
                </button>
              )}
            </>
          )}
        </footer>
      </form>
    </div>
  );
}
