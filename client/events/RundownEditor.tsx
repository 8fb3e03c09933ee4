import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Product } from '../../shared/model/catalogue.ts';
import { type EventSheet, ITEM_KINDS, type ItemKind, type RundownItem } from '../../shared/model/event.ts';
import { inLanguage } from '../../shared/model/localText.ts';
import { formatNumber } from '../ui/format.ts';
import { Icon } from '../ui/Icon.tsx';
import { language, t, writing } from '../ui/i18n.ts';
import type { PlannedItem } from './eventsApi.ts';

type EditorProps = {
  event: EventSheet;
  products: Product[];
  /** Sets the whole rundown; false when that was refused. */
  onChange(items: PlannedItem[]): Promise<boolean>;
};

const MINUTE_S = 60;
const USUAL_MINUTES = 5;

/** The rundown as it is planned: each change is kept at once. Items are moved by their buttons, or by dragging. */
export function RundownEditor({ event, products, onChange }: EditorProps) {
  const { items } = event;
  const dragged = useRef<number | undefined>(undefined);
  const over = useSignal<number | undefined>(undefined);
  const list = useRef<HTMLOListElement>(null);
  const kept = useRef<{ plan: PlannedItem[]; pending: number; last: Promise<unknown> }>({
    plan: [],
    pending: 0,
    last: Promise.resolve(),
  });
  /** What was changed last, also while it is still on its way: the next change builds on it. */
  const plan = (): PlannedItem[] => (kept.current.pending > 0 ? kept.current.plan : items.map(planned));
  const change = async (next: PlannedItem[]): Promise<void> => {
    const now = kept.current;
    now.plan = next;
    now.pending++;
    now.last = now.last.then(() => onChange(next)).finally(() => now.pending--);
    await now.last;
  };
  const move = async (from: number, to: number, way?: 'up' | 'down'): Promise<void> => {
    const next = [...plan()];
    if (to < 0 || to >= next.length || from === to) return;
    next.splice(to, 0, ...next.splice(from, 1));
    await change(next);
    // The keyboard goes along with what it moves.
    if (way) list.current?.children[to]?.querySelector<HTMLElement>(`[data-way=${way}]`)?.focus();
  };
  const set = (id: string, wish: Partial<PlannedItem>): void => {
    void change(plan().map((item) => ({ ...item, ...(item.id === id && wish) })));
  };
  const add = (kind: ItemKind): void => {
    const product = kind === 'product' ? products[0] : undefined;
    const title = product ? inLanguage(product.name, language.value) : t(`events.kind.${kind}`);
    const plannedSeconds = USUAL_MINUTES * MINUTE_S;
    void change([...plan(), { kind, title, product: product?.slug ?? '', plannedSeconds }]);
  };
  const minutes = Math.round(items.reduce((sum, item) => sum + item.plannedSeconds, 0) / MINUTE_S);
  const length = Math.round((event.endsAt - event.startsAt) / 60_000);
  return (
    <fieldset class="rundown-editor">
      <legend>{t('events.rundown')}</legend>
      {items.length === 0 && <p class="empty">{t('events.noItems')}</p>}
      <ol ref={list}>
        {items.map((item, index) => (
          <li
            key={item.id}
            class={over.value === index ? 'over' : ''}
            draggable
            onDragStart={() => (dragged.current = index)}
            onDragOver={(drag) => {
              if (dragged.current === undefined) return;
              drag.preventDefault();
              over.value = index;
            }}
            onDragEnd={() => (over.value = undefined)}
            onDrop={(drop) => {
              drop.preventDefault();
              over.value = undefined;
              if (dragged.current !== undefined) void move(dragged.current, index);
              dragged.current = undefined;
            }}
          >
            <Line item={item} products={products} onSet={(wish) => set(item.id, wish)} />
            <span class="verbs">
              <button
                type="button"
                class="icon-button"
                data-way="up"
                aria-label={t('events.up', { title: item.title })}
                aria-disabled={index === 0}
                onClick={() => void move(index, index - 1, 'up')}
              >
                <span aria-hidden="true">↑</span>
              </button>
              <button
                type="button"
                class="icon-button"
                data-way="down"
                aria-label={t('events.down', { title: item.title })}
                aria-disabled={index === items.length - 1}
                onClick={() => void move(index, index + 1, 'down')}
              >
                <span aria-hidden="true">↓</span>
              </button>
              <button
                type="button"
                class="icon-button"
                aria-label={t('events.removeItem', { title: item.title })}
                onClick={() => void change(plan().filter(({ id }) => id !== item.id))}
              >
                <Icon name="close" />
              </button>
            </span>
          </li>
        ))}
      </ol>
      <div class="event-moves">
        {ITEM_KINDS.map((kind) => (
          <button key={kind} type="button" class="quiet" onClick={() => add(kind)}>
            {t(`events.add.${kind}`)}
          </button>
        ))}
        {items.length > 0 && (
          <small role="status" class={minutes > length ? 'sum over' : 'sum'}>
            {t('events.sum', {
              planned: formatNumber(minutes, writing.value),
              length: formatNumber(length, writing.value),
            })}
          </small>
        )}
      </div>
    </fieldset>
  );
}

type LineProps = { item: RundownItem; products: Product[]; onSet(wish: Partial<PlannedItem>): void };

function Line({ item, products, onSet }: LineProps) {
  const { kind, title, product, plannedSeconds } = item;
  const choose = (slug: string): void => {
    const chosen = products.find((one) => one.slug === slug);
    onSet({ product: slug, ...(chosen && { title: inLanguage(chosen.name, language.value) }) });
  };
  return (
    <>
      <small class="kind">{t(`events.kind.${kind}`)}</small>
      {kind === 'product' && (
        <select
          aria-label={t('events.itemProduct')}
          value={product}
          onChange={(change) => choose(change.currentTarget.value)}
        >
          <option value="">{t('console.nothing')}</option>
          {products.map(({ slug, name }) => (
            <option key={slug} value={slug}>
              {inLanguage(name, language.value)}
            </option>
          ))}
        </select>
      )}
      <input
        key={product}
        class="title"
        aria-label={t('events.itemTitle')}
        dir="auto"
        maxLength={120}
        defaultValue={title}
        onChange={(change) => {
          const words = change.currentTarget.value.trim();
          if (words) onSet({ title: words });
          else change.currentTarget.value = title;
        }}
      />
      <input
        class="minutes"
        type="number"
        min={1}
        max={600}
        aria-label={t('events.itemMinutes')}
        defaultValue={Math.max(1, Math.round(plannedSeconds / MINUTE_S))}
        onChange={(change) => {
          const minutes = change.currentTarget.valueAsNumber;
          if (minutes >= 1) onSet({ plannedSeconds: Math.round(minutes * MINUTE_S) });
        }}
      />
    </>
  );
}

const planned = ({ id, kind, title, product, plannedSeconds }: RundownItem): PlannedItem => ({
  id,
  kind,
  title,
  product,
  plannedSeconds,
});
