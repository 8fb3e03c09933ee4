import { useEffect, useMemo, useRef } from 'preact/hooks';
import { t } from '../../ui/i18n.ts';
import { ListEditor } from './ListEditor.tsx';
import { emptyDraft, type ListDraft, toDraft } from './listDraft.ts';
import { openLoaded } from './loaded.ts';
import type { Pricing } from './pricing.ts';
import { Coming, Failed } from './Shown.tsx';

/** The list that is open, as soon as it and the markets are there; `new` is one that is being made. */
export function OpenList({ pricing, id }: { pricing: Pricing; id: string }) {
  const isNew = id === 'new';
  const list = useMemo(() => openLoaded(() => pricing.api.list(id)), [id]);
  const before = useRef<ListDraft | undefined>(undefined);
  const load = (): void => {
    void pricing.markets.load();
    if (!isNew) void list.load();
  };
  useEffect(load, [id]);
  const [known, markets] = [list.known.value, pricing.markets.known.value];
  const refusal = list.trouble.value ?? pricing.markets.trouble.value;
  const saved = useMemo(
    () => (known ? toDraft(known, before.current) : emptyDraft(markets?.[0])),
    [known, isNew && markets?.[0]?.id],
  );
  if (markets && (isNew || known))
    return (
      <ListEditor
        pricing={pricing}
        id={isNew ? '' : id}
        saved={saved}
        markets={markets}
        onSaved={(now, draft) => {
          before.current = draft;
          if (isNew) pricing.go('lists', now.id);
          else list.known.value = now;
        }}
        onReload={() => void list.load()}
      />
    );
  return (
    <>
      <button type="button" class="quiet prices-back" onClick={() => pricing.go('lists')}>
        {t('prices.toLists')}
      </button>
      <Failed refusal={refusal} onRetry={load} />
      {!refusal && <Coming />}
    </>
  );
}
