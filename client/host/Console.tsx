import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { inLanguage, type Product } from '../../shared/model/catalogue.ts';
import { formatMoney } from '../../shared/model/money.ts';
import type { Order } from '../../shared/model/order.ts';
import type { LobbyEntry } from '../../shared/model/showroom.ts';
import type { Api, RoomReport } from '../net/api.ts';
import { formatTime } from '../ui/format.ts';
import { language, t } from '../ui/i18n.ts';
import { sayError } from '../ui/toast.tsx';
import { FurnishShowroom } from './Furnish.tsx';
import type { PreviewDoor } from './Preview.tsx';
import { type Column, Table } from './Table.tsx';

type Data = { orders: Order[]; rooms: RoomReport[]; showrooms: LobbyEntry[]; products: Product[] };

/** Milliseconds between two looks at the server. */
const REFRESH_MS = 2000;

/** The owner's desk: rooms, showrooms and how they are furnished, orders, products; always current. */
export function Console({ api, openPreview }: { api: Api; openPreview: PreviewDoor }) {
  const chosen = useSignal('');
  const data = useSignal<Data | undefined>(undefined);
  const refresh = async (): Promise<void> => {
    const [orders, rooms, { showrooms }, products] = await Promise.all([
      api.console.orders(),
      api.console.rooms(),
      api.showrooms(),
      api.products(),
    ]);
    data.value = { orders, rooms, showrooms, products };
  };
  useEffect(() => {
    refresh().catch(sayError);
    const timer = setInterval(() => !document.hidden && void refresh().catch(() => undefined), REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  const now = data.value;
  const shown = now?.showrooms.find(({ slug }) => slug === chosen.value) ?? now?.showrooms[0];
  return (
    <main class="console">
      <header>
        <span class="brand">Vitrine</span>
        <h1>{t('console.title')}</h1>
      </header>
      <section>
        <h2>{t('console.rooms')}</h2>
        <Table
          label={t('console.rooms')}
          rows={now?.rooms}
          columns={roomColumns()}
          id={(room) => room.id}
          empty={t('console.noRooms')}
        />
      </section>
      <section>
        <h2>{t('console.showrooms')}</h2>
        <div class="tabs">
          <div role="tablist" aria-label={t('console.showrooms')}>
            {now?.showrooms.map(({ slug, name }) => (
              <button
                key={slug}
                type="button"
                role="tab"
                class="quiet"
                aria-selected={slug === shown?.slug}
                onClick={() => (chosen.value = slug)}
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
        {now && shown && (
          <FurnishShowroom
            api={api}
            showroom={shown}
            products={now.products}
            openPreview={openPreview}
            onChanged={() => void refresh().catch(sayError)}
          />
        )}
      </section>
      <section>
        <h2>{t('console.orders')}</h2>
        <Table
          label={t('console.orders')}
          rows={now?.orders}
          columns={orderColumns()}
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
    </main>
  );
}

const roomColumns = (): Column<RoomReport>[] => [
  { title: t('console.room'), text: (room) => room.showroom, sort: (room) => room.showroom },
  {
    title: t('nav.people'),
    text: (room) => room.people.map((person) => person.name).join(', '),
    sort: (room) => room.people.length,
  },
  { title: t('console.onAir'), text: (room) => room.onAir, sort: (room) => room.onAir },
];

const orderColumns = (): Column<Order>[] => [
  { title: t('console.order'), text: (order) => order.number, sort: (order) => order.number },
  {
    title: t('console.when'),
    text: (order) => formatTime(order.placedAt, language.value),
    sort: (order) => order.placedAt,
  },
  { title: t('console.buyer'), text: (order) => order.email, sort: (order) => order.email },
  {
    title: t('console.items'),
    text: (order) => order.lines.map((line) => `${line.quantity} × ${line.name}`).join(', '),
    sort: (order) => order.lines.length,
  },
  {
    title: t('console.total'),
    text: (order) => formatMoney(order.total, language.value),
    sort: (order) => order.total.amount,
    number: true,
  },
  { title: t('console.status'), text: (order) => t(`order.${order.status}`), sort: (order) => order.status },
];

const productColumns = (): Column<Product>[] => [
  {
    title: t('console.product'),
    text: (product) => inLanguage(product.name, language.value),
    sort: (product) => inLanguage(product.name, language.value),
  },
  { title: t('console.sku'), text: (product) => product.sku, sort: (product) => product.sku },
  {
    title: t('console.price'),
    text: (product) => formatMoney(product.price, language.value),
    sort: (product) => product.price.amount,
    number: true,
  },
  {
    title: t('console.stock'),
    text: (product) => String(product.stock),
    sort: (product) => product.stock,
    number: true,
  },
];
