import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { sayAtDesk } from '../../ui/deskWords.ts';
import { t } from '../../ui/i18n.ts';
import { toRefusal } from '../../ui/report.ts';
import { say } from '../../ui/toast.tsx';
import { keepFocus } from './focus.ts';
import { type DraftFaults, faultsOf, type ListDraft, sameDraft, toWish } from './listDraft.ts';
import type { ListWish, OpenPriceList } from './pricesApi.ts';
import type { Pricing } from './pricing.ts';

type FormParts = {
  pricing: Pricing;
  /** Empty for a list that is being made. */
  id: string;
  saved: ListDraft;
  /** What the fields are in. */
  form: RefObject<HTMLElement | null>;
  onSaved(list: OpenPriceList, draft: ListDraft): void;
  onReload(): void;
};

/** A list as it is typed, what is wrong with it, and the verbs to change, save and undo it. */
export function useListForm({ pricing, id, saved, form, onSaved, onReload }: FormParts) {
  const at = id || 'new';
  const faults = useSignal<DraftFaults>({});
  const trouble = useSignal('');
  const busy = useSignal(false);
  /** Somebody else saved the list since this draft began. */
  const isCrossed = useSignal(false);
  const draft = pricing.drafts.value.get(at) ?? saved;
  const toHead = () => keepFocus(() => form.current?.querySelector<HTMLElement>('h2'));
  const wrong = (found: DraftFaults): boolean => {
    faults.value = found;
    const count = Object.keys(found).length;
    trouble.value = count > 0 ? t('prices.fault.some', { count }) : '';
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
    return count > 0;
  };
  const send = async (wish: ListWish, rev: number): Promise<void> => {
    const list = await pricing.api.save(id, wish, rev);
    isCrossed.value = false;
    // What was typed meanwhile stays, over what is saved now.
    const typed = pricing.drafts.value.get(at);
    pricing.draft(at, typed === draft || !typed ? undefined : { ...typed, rev: list.rev });
    onSaved(list, draft);
    toHead();
    say(t('prices.saved', { name: list.name }));
  };
  const putBack = (): void => pricing.draft(at, draft);
  const save = async (revOf: () => number | Promise<number>): Promise<void> => {
    const { wish, faults: found } = toWish(draft);
    if (busy.value || wrong(found)) return;
    busy.value = true;
    try {
      await send(wish, await revOf());
    } catch (error) {
      const refusal = toRefusal(error);
      const placed = faultsOf(refusal, draft);
      isCrossed.value = refusal.code === 'conflict';
      if (placed) wrong(placed);
      else trouble.value = isCrossed.value ? t('prices.crossed') : sayAtDesk(refusal);
    } finally {
      busy.value = false;
    }
  };
  return {
    ...{ draft, faults, trouble, busy, isCrossed },
    isChanged: !sameDraft(draft, saved),
    set(change: (now: ListDraft) => Partial<ListDraft>): void {
      const now = pricing.drafts.value.get(at) ?? saved;
      const next = { ...now, ...change(now) };
      pricing.draft(at, sameDraft(next, saved) ? undefined : next);
      trouble.value = '';
    },
    forgive(name: string): void {
      const { [name]: _, ...rest } = faults.value;
      faults.value = rest;
    },
    save: () => save(() => draft.rev),
    /** Writes over what somebody else saved meanwhile. */
    saveOver: () => save(async () => (await pricing.api.list(id)).rev),
    /** Takes up what somebody else saved meanwhile. */
    takeTheirs(): void {
      pricing.draft(at, undefined);
      isCrossed.value = false;
      trouble.value = '';
      onReload();
      say(t('prices.theirs'), 'note', { label: t('prices.redo'), run: putBack });
      toHead();
    },
    undo(): void {
      pricing.draft(at, undefined);
      faults.value = {};
      trouble.value = '';
      say(t('prices.undone'), 'note', { label: t('prices.redo'), run: putBack });
      toHead();
    },
  };
}
