import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { Product } from '../../shared/model/catalogue.ts';
import { inLanguage } from '../../shared/model/localText.ts';
import { formatMoney } from '../../shared/model/money.ts';
import type { Order } from '../../shared/model/order.ts';
import type { LobbyEntry } from '../../shared/model/showroom.ts';
import type { Refusal } from '../../shared/wire/refusal.ts';
import type { Api, RoomReport } from '../net/api.ts';
import { useCurrent } from '../ui/current.ts';
import { formatNumber, formatTime } from '../ui/format.ts';
import { language, t, writing } from '../ui/i18n.ts';
import { type Column, Table } from '../ui/Table.tsx';
import { Trouble } from '../ui/Trouble.tsx';
import { FurnishShowroom } from './Furnish.tsx';
import type { PreviewDoor } from './Preview.tsx';

type Data = { orders: Order[]; rooms: RoomReport[]; showrooms: LobbyEntry[]; products: Product[] };

/** Milliseconds between two looks at the server. */
const REFRESH_MS = 2000;

type ConsoleProps = {
  api: Api;
  openPreview: PreviewDoor;
  /** Sections of other slices, after those of rooms and showrooms. */
  children?: ComponentChildren;
};

/** The owner's desk: rooms, showrooms and how they are furnished, orders, products; always current. */
export function Console({ api, openPreview, children }: ConsoleProps) {
  const chosen = useSignal('');
  const {
    known: data,
    trouble,
    refresh,
  } = useCurrent<Data>(async () => {
    const [orders, rooms, { showrooms }, products] = await Promise.all([
      api.console.orders(),
      api.console.rooms(),
      api.showrooms(),
      api.products(),
    ]);
    return { orders, rooms, showrooms, products };
  }, REFRESH_MS);
  const now = data.value;
  const shown = now?.showrooms.find(({ slug }) => slug === chosen.value) ?? now?.showrooms[0];
  return (
    <main class="console">
      <header>
        <span class="brand">Vitrine</span>
        <h1>{t('console.title')}</h1>
      </header>
      {trouble.value && (
        <Stale trouble={trouble.value} known={now !== undefined} onRetry={() => void refresh()} />
      )}
      {(now || !trouble.value) && (
        <>
          <section>
            <h2>{t('console.rooms')}</h2>
            <Table
              label={t('console.rooms')}
              rows={now?.rooms}
              columns={roomColumns(now?.showrooms ?? [])}
              id={(room) => room.id}
              empty={t('console.noRooms')}
            />
          </section>
          <section>
            <h2>{t('console.showrooms')}</h2>
            <Tabs showrooms={now?.showrooms ?? []} shown={shown} onChoose={(slug) => (chosen.value = slug)} />
            {now && shown ? (
              <div role="tabpanel" aria-label={inLanguage(shown.name, language.value)} class="showroom-desk">
                <FurnishShowroom
                  api={api}
                  showroom={shown}
                  products={now.products}
                  openPreview={openPreview}
                  onChanged={() => void refresh()}
                />
              </div>
            ) : (
              <div class="skeleton plan" aria-busy="true" />
            )}
          </section>
          {children}
          <section>
            <h2>{t('console.orders')}</h2>
            <p>
              <a class="quiet link" href="/desk">
                {t('console.toDesk')}
              </a>
            </p>
            <Table
              label={t('console.orders')}
              rows={now?.orders}
              columns={orderColumns(now?.products ?? [])}
              id={(order) => order.id}
              empty={t('console.noOrders')}
            />
          </section>
          <section>
            <h2>{t('console.products')}</h2>
            <Table
              label={t('console.products')}
              rows={now?.products}
              columns={productColumns()}
              id={(product) => product.slug}
              empty={t('product.empty')}
            />
          </section>
        </>
      )}
    </main>
  );
}

type StaleProps = { trouble: Refusal; known: boolean; onRetry(): void };

/** That what one sees could not be had, or is no longer current. */
function Stale({ trouble, known, onRetry }: StaleProps) {
  if (trouble.code !== 'offline') return <Trouble refusal={trouble} onRetry={onRetry} />;
  return (
    <div class="problem" role="alert">
      <span>{t(known ? 'console.stale' : 'desk.offline')}</span>
      <button type="button" class="quiet" onClick={onRetry}>
        {t('lobby.again')}
      </button>
    </div>
  );
}

type TabsProps = { showrooms: LobbyEntry[]; shown: LobbyEntry | undefined; onChoose(slug: string): void };

/** The showrooms side by side; arrows go from one to the next, as the line runs. */
function Tabs({ showrooms, shown, onChoose }: TabsProps) {
  const go = (event: KeyboardEvent): void => {
    const forth = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const at = showrooms.findIndex(({ slug }) => slug === shown?.slug);
    const next = showrooms.at((at + (event.key === forth ? 1 : -1)) % showrooms.length);
    if (!next) return;
    onChoose(next.slug);
    document.getElementById(`tab-${next.slug}`)?.focus();
  };
  return (
    <div class="tabs">
      <div role="tablist" aria-label={t('console.showrooms')} onKeyDown={go}>
        {showrooms.map(({ slug, name }) => (
          <button
            key={slug}
            id={`tab-${slug}`}
            type="button"
            role="tab"
            class="quiet"
            tabIndex={slug === shown?.slug ? 0 : -1}
            aria-selected={slug === shown?.slug}
            onClick={() => onChoose(slug)}
          >
            {inLanguage(name, language.value)}
          </button>
        ))}
      </div>
      {shown && (
        <a class="quiet link" href={`/s/${shown.slug}`} target="_blank" rel="noopener">
          {t('console.visit')}
        </a>
      )}
    </div>
  );
}

/** What is on a room's screen, in words. */
function onAir(source: string): string {
  if (source === 'camera' || source === 'screen' || source === 'film') return t(`studio.${source}`);
  if (source === 'house' || source === 'slate') return t(`status.live.${source}`);
  return t('status.live.none');
}

function roomColumns(showrooms: LobbyEntry[]): Column<RoomReport>[] {
  const nameOf = ({ showroom }: RoomReport): string => {
    const found = showrooms.find(({ slug }) => slug === showroom);
    return found ? inLanguage(found.name, language.value) : showroom;
  };
  return [
    { title: t('console.room'), text: nameOf, sort: nameOf },
    {
      title: t('nav.people'),
      text: ({ people }) => namesOf(people.map(({ name }) => name)),
      sort: ({ people }) => people.length,
    },
    { title: t('console.onAir'), text: (room) => onAir(room.onAir), sort: (room) => onAir(room.onAir) },
  ];
}

const namesOf = (names: string[]): string =>
  names.length > 0 ? new Intl.ListFormat(writing.value, { type: 'unit' }).format(names) : '–';

const emailOf = (order: Order): string => order.buyer?.email ?? '';

function orderColumns(products: Product[]): Column<Order>[] {
  const items = (order: Order): string => {
    const said = order.lines.map(({ slug, name, quantity }) => {
      const known = products.find((product) => product.slug === slug);
      return `${formatNumber(quantity, writing.value)} × ${inLanguage(known?.name ?? name, language.value)}`;
    });
    return namesOf(said);
  };
  return [
    { title: t('console.order'), text: (order) => order.number, sort: (order) => order.number, code: true },
    {
      title: t('console.when'),
      text: (order) => formatTime(order.placedAt ?? 0, writing.value),
      sort: (order) => order.placedAt ?? 0,
    },
    { title: t('console.buyer'), text: emailOf, sort: emailOf },
    { title: t('console.items'), text: items, sort: (order) => order.lines.length },
    {
      title: t('console.total'),
      text: (order) => formatMoney(order.totals.total, writing.value),
      sort: (order) => order.totals.total.amount,
      number: true,
    },
    {
      title: t('console.status'),
      text: (order) => t(`order.${order.status}`),
      sort: (order) => t(`order.${order.status}`),
    },
  ];
}

const productColumns = (): Column<Product>[] => [
  {
    title: t('console.product'),
    text: (product) => inLanguage(product.name, language.value),
    sort: (product) => inLanguage(product.name, language.value),
  },
  { title: t('console.sku'), text: (product) => product.sku, sort: (product) => product.sku, code: true },
  {
    title: t('console.price'),
    text: (product) => formatMoney(product.price, writing.value),
    sort: (product) => product.price.amount,
    number: true,
  },
  {
    title: t('console.stock'),
    text: (product) => formatNumber(product.stock, writing.value),
    sort: (product) => product.stock,
    number: true,
  },
];
