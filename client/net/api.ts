import type { Cart } from '../../shared/model/cart.ts';
import type { Product, ProductSheet } from '../../shared/model/catalogue.ts';
import type { AuditEntry, ModerationDesk } from '../../shared/model/moderation.ts';
import type { Order } from '../../shared/model/order.ts';
import type {
  ExportedFile,
  RecordingFiles,
  RecordingList,
  ReplayLog,
  ReplayManifest,
} from '../../shared/model/replay.ts';
import type { LobbyEntry, Showroom } from '../../shared/model/showroom.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import { type ServerClock, serverClock } from './serverClock.ts';
import type { EventsAsked } from './serverEvents.ts';

/** What somebody may do. */
export type Role = 'visitor' | 'designer' | 'moderator' | 'host' | 'desk' | 'owner';

/** Who this browser is: the stable id and roles of a guest or an account, and the token that proves a guest; an account is proved by a cookie. */
export type Session = {
  visitor: string;
  /** The highest of its roles. */
  role: Role;
  roles: Exclude<Role, 'visitor'>[];
  token: string;
  account: { id: string; name: string } | null;
  /** Its rights wait until it has a second factor. */
  needsSecondFactor: boolean;
};

/** A room as the console lists it. */
export type RoomReport = {
  id: string;
  showroom: string;
  people: { name: string; role: string; away: boolean }[];
  onAir: string;
};

/** The showrooms of the house, and the time by which they open. */
export type ShowroomList = { showrooms: LobbyEntry[]; now: ServerClock };

/** What an owner changes of a showroom; what is left out stays. `logo` is a PNG or WebP as base64, null takes it away. */
export type Furnish = {
  name?: Showroom['name'];
  colour?: string;
  fabric?: string;
  screen?: Showroom['theme']['screen'];
  logo?: string | null;
  opensAt?: number | null;
};

/** Some products, and after which slug the next ones come; null when there are no more. */
type ProductPage = { products: Product[]; next: string | null };

/** The HTTP interface; every call throws a Refusal with the server's code, or `offline` as `internal` when nothing answers. */
export type Api = ReturnType<typeof openApi>;

const STORE_KEY = 'vitrine.session';

/** The interface of the server that served this page. `session` opens or renews this browser's session first. */
export function openApi(fetcher: typeof fetch = (...args) => fetch(...args)) {
  let session: Session | undefined;

  const call = async <T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<T> => {
    const token = session?.token ?? localStorage.getItem(STORE_KEY);
    const response = await fetcher(path, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && {
          'content-type': body instanceof Blob ? body.type : 'application/json',
        }),
        ...headers,
      },
      ...(body !== undefined && { body: body instanceof Blob ? body : JSON.stringify(body) }),
    }).catch(() => undefined);
    if (!response) throw new Refusal('offline');
    const form = /^(image|text|application\/pdf)/.exec(response.headers.get('content-type') ?? '')?.[1];
    const answer: unknown = await response[form === 'text' ? 'text' : form ? 'blob' : 'json']().catch(
      () => undefined,
    );
    if (!response.ok) throw Refusal.from(answer);
    return answer as T;
  };

  return {
    /** Any call of the interface, for slices that keep theirs to themselves: a Blob goes and comes as it is. */
    ask: call,
    /** What proves who asks, for what sends by a protocol of its own. */
    token: () => session?.token ?? localStorage.getItem(STORE_KEY) ?? '',
    /** Server-sent events of an address until the signal ends them, or the server does; throws a Refusal when they can't be had. */
    events: async (...asked: EventsAsked) =>
      (await import('./serverEvents.ts')).followEvents(fetcher, session?.token, ...asked),
    /** Opens the session of this browser: of the account that is signed in, else of a guest. */
    async session(): Promise<Session> {
      session = await call<Session>('POST', '/api/session');
      localStorage.setItem(STORE_KEY, session.token);
      return session;
    },
    scene: <T>(name: string) => call<T>('GET', `/scenes/${name}/${name}.scene.json`),
    tour: <T>(name: string) => call<T>('GET', `/tours/${name}/${name}.tour.json`),
    async showrooms(): Promise<ShowroomList> {
      const { showrooms, now } = await call<{ showrooms: LobbyEntry[]; now: number }>(
        'GET',
        '/api/showrooms',
      );
      return { showrooms, now: serverClock(now) };
    },
    /** All products on sale, or those of some slugs; the server gives them by the page. */
    async products(slugs?: readonly string[]): Promise<Product[]> {
      const found: Product[] = [];
      for (let after: string | null = ''; after !== null; ) {
        const query: string = new URLSearchParams({
          after,
          ...(slugs && { slugs: slugs.join(',') }),
        }).toString();
        const page: ProductPage = await call<ProductPage>('GET', `/api/products?${query}`);
        found.push(...page.products);
        after = page.next;
      }
      return found;
    },
    /** All that the inspector shows of a product. */
    product: (slug: string) => call<ProductSheet>('GET', `/api/products/${encodeURIComponent(slug)}`),
    cart: () => call<Cart>('GET', '/api/cart'),
    setCartLine: (slug: string, quantity: number, sku?: string, ahead = false) =>
      call<Cart>('PUT', `/api/cart/${encodeURIComponent(slug)}`, {
        ...{ quantity, ...(sku && { sku }), ...(ahead && { ahead }) },
      }),
    replay: {
      manifest: (event: string) => call<ReplayManifest>('GET', `/api/replay/${encodeURIComponent(event)}`),
      log: (event: string, after: number) =>
        call<ReplayLog>('GET', `/api/replay/${encodeURIComponent(event)}/log?after=${after}`),
    },
    recordings: {
      list: () => call<RecordingList>('GET', '/api/recordings'),
      get: (event: string) => call<RecordingFiles>('GET', `/api/recordings/${encodeURIComponent(event)}`),
      trim: (event: string, from: number | null, to: number | null) =>
        call<unknown>('PUT', `/api/recordings/${encodeURIComponent(event)}/trim`, { from, to }),
      export: async (event: string) =>
        (await call<{ files: ExportedFile[] }>('POST', `/api/recordings/${encodeURIComponent(event)}/export`))
          .files,
      remove: (event: string) => call<unknown>('DELETE', `/api/recordings/${encodeURIComponent(event)}`),
      keep: (showroom: string, days: number) =>
        call<unknown>('PUT', `/api/recordings/kept/${encodeURIComponent(showroom)}`, { days }),
    },
    moderation: {
      desk: () => call<ModerationDesk>('GET', '/api/moderation'),
      audit: async () => (await call<{ audit: AuditEntry[] }>('GET', '/api/moderation/audit')).audit,
      lift: (id: number) => call<{ ok: true }>('POST', `/api/moderation/sanctions/${id}/lift`),
      handled: (id: number) => call<{ ok: true }>('POST', `/api/moderation/reports/${id}/handled`),
      slow: (showroom: string, seconds: number) =>
        call<{ ok: true }>('PUT', `/api/moderation/slow/${encodeURIComponent(showroom)}`, { seconds }),
    },
    console: {
      orders: async () => (await call<{ orders: Order[] }>('GET', '/api/console/orders')).orders,
      rooms: async () => (await call<{ rooms: RoomReport[] }>('GET', '/api/console/rooms')).rooms,
      stands: async (showroom: string) =>
        (
          await call<{ stands: { id: string; product: string }[] }>(
            'GET',
            `/api/console/showrooms/${encodeURIComponent(showroom)}/stands`,
          )
        ).stands,
      place: (showroom: string, stand: string, product: string) =>
        call<{ ok: true }>(
          'PUT',
          `/api/console/showrooms/${encodeURIComponent(showroom)}/stands/${encodeURIComponent(stand)}`,
          { product },
        ),
      /** Where an encoder sends its picture for a showroom, and its key. */
      stream: (showroom: string) =>
        call<{ whip: string; whep: string; key: string }>(
          'GET',
          `/api/console/showrooms/${encodeURIComponent(showroom)}/stream`,
        ),
      furnish: (showroom: string, wish: Furnish) =>
        call<Showroom>('PUT', `/api/console/showrooms/${encodeURIComponent(showroom)}`, wish),
    },
  };
}
