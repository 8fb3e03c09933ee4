import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { inLanguage, type Product } from '../../shared/model/catalogue.ts';
import { formatMoney } from '../../shared/model/money.ts';
import type { Order } from '../../shared/model/order.ts';
import type { Api, RoomReport } from '../net/api.ts';
import { formatTime } from '../ui/format.ts';
import { language, t } from '../ui/i18n.ts';
import { say, sayError } from '../ui/toast.tsx';
import { type Column, Table } from './Table.tsx';

type Stand = { id: string; product: string };
type Data = { orders: Order[]; rooms: RoomReport[]; stands: Stand[]; products: Product[] };

/** Milliseconds between two looks at the server. */
const REFRESH_MS = 2000;

/** The owner's desk: orders, products, stands and rooms, always current. */
export function Console({ api }: { api: Api }) {
  const data = useSignal<Data | undefined>(undefined);
  const refresh = async (): Promise<void> => {
    const [orders, rooms, stands, products] = await Promise.all([
      api.console.orders(),
      api.console.rooms(),
      api.console.stands('atelier'),
      api.products(),
    ]);
    data.value = { orders, rooms, stands, products };
  };
  useEffect(() => {
    refresh().catch(sayError);
    const timer = setInterval(() => !document.hidden && void refresh().catch(() => undefined), REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  const name = (slug: string): string => {
    const product = data.value?.products.find((candidate) => candidate.slug === slug);
    return product ? inLanguage(product.name, language.value) : t('console.nothing');
  };
  const place = async (stand: string, slug: string, before?: string): Promise<void> => {
    try {
      await api.console.place('atelier', stand, slug);
      const text = slug
        ? t('console.placed', { product: name(slug), stand })
        : t('console.cleared', { stand });
      const undo =
        before === undefined ? undefined : { label: t('console.undo'), run: () => void place(stand, before) };
      say(text, 'note', undo);
      await refresh();
    } catch (error) {
      sayError(error);
    }
  };
  const now = data.value;
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
        <h2>{t('console.stands')}</h2>
        <ul class="stands">
          {now?.stands.map((stand) => (
            <li key={stand.id}>
              <label for={stand.id}>
                {t('console.stand')} {stand.id.replace('stand-', '')}
              </label>
              <select
                id={stand.id}
                value={stand.product}
                onChange={(event) => void place(stand.id, event.currentTarget.value, stand.product)}
              >
                <option value="">{t('console.nothing')}</option>
                {now.products.map((product) => (
                  <option key={product.slug} value={product.slug}>
                    {inLanguage(product.name, language.value)}
                  </option>
                ))}
              </select>
            </li>
          ))}
        </ul>
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
