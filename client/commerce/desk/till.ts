import { batch, computed, signal } from '@preact/signals';
import type { DeskCounts, DeskOrder, DeskRow } from '../../../shared/model/desk.ts';
import type { OrderStatus } from '../../../shared/model/order.ts';
import type { Refusal } from '../../../shared/wire/refusal.ts';
import { toRefusal } from '../../ui/report.ts';
import type { DeskApi } from './deskApi.ts';

/** The tabs, and which orders each of them lists. */
export const TABS = {
  all: [],
  waiting: [],
  paid: ['paid'],
  packed: ['packed'],
  shipped: ['shipped'],
  delivered: ['delivered'],
  disputed: ['disputed'],
  refunded: ['refunded'],
  cancelled: ['cancelled'],
  placed: ['placed', 'authorised'],
} as const satisfies Record<string, readonly OrderStatus[]>;
export type Tab = keyof typeof TABS;

/** What the list is filtered by; `from` and `to` are days (`2030-01-31`) in the reader's own zone. */
export type Filters = { tab: Tab; q: string; market: string; from: string; to: string };

/** Milliseconds between two looks at the server. */
const REFRESH_MS = 4000;
/** So many rows are looked for at once, when a search answers few at a time; and times that it is gone on with. */
const ENOUGH = 20;
const ROUNDS = 8;
const DAY_MS = 86_400_000;

/** The state of the desk: filters, rows, what is chosen, the order that is open. `follow` keeps it current until its undo is called. */
export type Till = ReturnType<typeof openTill>;

/** Opens the desk at what the address says. */
export function openTill(api: DeskApi) {
  const filters = signal<Filters>(filtersOf(new URLSearchParams(location.search)));
  const rows = signal<DeskRow[] | undefined>(undefined);
  const next = signal<string | null>(null);
  const counts = signal<DeskCounts | undefined>(undefined);
  const trouble = signal<Refusal | undefined>(undefined);
  const looking = signal(false);
  const chosen = signal<ReadonlySet<string>>(new Set());
  const current = signal('');
  const opened = signal(new URLSearchParams(location.search).get('order') ?? '');
  const order = signal<DeskOrder | undefined>(undefined);
  const orderTrouble = signal<Refusal | undefined>(undefined);
  /** Which question the rows answer: an answer to an older one is dropped. */
  let asked = 0;

  const query = computed(() => queryOf(filters.value));
  const page = (after?: string) => {
    const wanted = new URLSearchParams(query.value);
    if (after) wanted.set('after', after);
    return api.list(wanted);
  };
  const goOn = async (mine: number): Promise<void> => {
    for (let round = 0; round < ROUNDS && next.value && (rows.value?.length ?? 0) < ENOUGH; round++) {
      looking.value = true;
      const more = await page(next.value);
      if (mine !== asked) return;
      add(more.orders);
      next.value = more.next;
    }
  };
  const add = (more: readonly DeskRow[]): void => {
    const known = new Set(rows.value?.map(({ id }) => id));
    rows.value = [...(rows.value ?? []), ...more.filter(({ id }) => !known.has(id))];
  };
  const guarded = async (mine: number, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
      if (mine === asked) trouble.value = undefined;
    } catch (error) {
      if (mine === asked) trouble.value = toRefusal(error);
    } finally {
      if (mine === asked) looking.value = false;
    }
  };
  /** Asks anew for what the filters say. */
  const load = (): Promise<void> => {
    const mine = ++asked;
    return guarded(mine, async () => {
      const first = await page();
      if (mine !== asked) return;
      batch(() => {
        rows.value = first.orders;
        next.value = first.next;
        chosen.value = new Set();
      });
      await goOn(mine);
    });
  };
  /** Takes in what is new at the top; what was shown further down stays. */
  const refresh = async (): Promise<void> => {
    const mine = asked;
    await guarded(mine, async () => {
      const [first, numbers] = await Promise.all([page(), api.counts()]);
      if (mine !== asked) return;
      const last = first.orders.at(-1)?.placedAt;
      const older = first.next
        ? (rows.value ?? []).filter(({ placedAt }) => last !== undefined && placedAt < last)
        : [];
      batch(() => {
        counts.value = numbers;
        if (older.length === 0) next.value = first.next;
        if (first.orders.length > 0 || !first.next) rows.value = [...first.orders, ...older];
      });
    });
  };
  const look = async (): Promise<void> => {
    const id = opened.value;
    if (!id) return;
    try {
      const found = await api.order(id);
      if (opened.value !== id) return;
      batch(() => {
        order.value = found;
        orderTrouble.value = undefined;
      });
    } catch (error) {
      if (opened.value === id) orderTrouble.value = toRefusal(error);
    }
  };
  const show = (id: string, push = true): void => {
    if (opened.value === id) return;
    batch(() => {
      opened.value = id;
      order.value = undefined;
      orderTrouble.value = undefined;
      if (id) current.value = id;
    });
    if (push) history.pushState(null, '', addressOf(filters.value, id));
    void look();
  };
  return {
    ...{ filters, rows, next, counts, trouble, looking, chosen, current, opened, order, orderTrouble, query },
    load,
    refresh,
    show,
    look,
    /** More rows, further back. */
    async more(): Promise<void> {
      const mine = asked;
      const from = next.value;
      if (!from || looking.value) return;
      looking.value = true;
      await guarded(mine, async () => {
        const found = await page(from);
        if (mine !== asked) return;
        add(found.orders);
        next.value = found.next;
      });
    },
    filter(change: Partial<Filters>): void {
      filters.value = { ...filters.value, ...change };
      history.replaceState(null, '', addressOf(filters.value, opened.value));
      void load();
    },
    choose(ids: readonly string[], isChosen: boolean): void {
      const now = new Set(chosen.value);
      for (const id of ids) isChosen ? now.add(id) : now.delete(id);
      chosen.value = now;
    },
    /** An order is otherwise now. */
    changed(now: DeskOrder): void {
      if (opened.value === now.id || opened.value === now.number) order.value = now;
      void refresh();
    },
    follow(): () => void {
      const back = (): void => {
        const said = new URLSearchParams(location.search);
        filters.value = filtersOf(said);
        show(said.get('order') ?? '', false);
        void load();
      };
      const timer = setInterval(() => {
        if (document.hidden) return;
        void refresh();
        void look();
      }, REFRESH_MS);
      addEventListener('popstate', back);
      void load().then(refresh);
      void look();
      return () => {
        clearInterval(timer);
        removeEventListener('popstate', back);
      };
    },
  };
}

function filtersOf(said: URLSearchParams): Filters {
  const tab = said.get('tab') ?? 'all';
  const of = (name: string): string => said.get(name) ?? '';
  return {
    tab: tab in TABS ? (tab as Tab) : 'all',
    ...{ q: of('q'), market: of('market'), from: of('from'), to: of('to') },
  };
}

function addressOf({ tab, ...rest }: Filters, order: string): string {
  const said = new URLSearchParams(Object.entries({ ...rest, order }).filter(([, value]) => value));
  if (tab !== 'all') said.set('tab', tab);
  return `/desk${said.size > 0 ? `?${said}` : ''}`;
}

function queryOf({ tab, q, market, from, to }: Filters): string {
  const query = new URLSearchParams();
  const statuses = TABS[tab];
  if (statuses.length > 0) query.set('status', statuses.join(','));
  if (tab === 'waiting') query.set('waiting', '1');
  if (market) query.set('market', market);
  if (q.trim()) query.set('q', q.trim());
  const day = (text: string): number => new Date(`${text}T00:00`).getTime();
  if (from && day(from) > 0) query.set('paidFrom', String(day(from)));
  if (to && day(to) > 0) query.set('paidTo', String(day(to) + DAY_MS - 1));
  return query.toString();
}
