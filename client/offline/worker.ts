/**
 * The service worker, served as `/sw.js`: keeps the last room's page, bundles and files, so that a second visit opens
 * without a network. Pages come from the network first, hashed bundles from the cache alone, files of rooms from the cache
 * while they are asked for anew.
 */
import { type Way, wayOf, wayToKeep } from './ways.ts';

type Lasting = Event & { waitUntil(work: Promise<unknown>): void };
type Fetching = Lasting & { request: Request; respondWith(answer: Promise<Response>): void };
type Told = Lasting & { data: { keep?: string[] } };
/** What TypeScript's page library does not know of a worker. */
type Scope = {
  location: Location;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void;
  addEventListener(type: 'message', listener: (event: Told) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void;
};

/** Entries of each cache; the oldest go first. A build has about a hundred bundles, a room fewer than a hundred files. */
const MOST: Record<Way, number> = { page: 4, bundle: 240, asset: 200 };
/** Milliseconds that a page may take before the kept one is shown. */
const PATIENCE_MS = 5000;

const scope = self as unknown as Scope;
const open = (way: Way): Promise<Cache> => caches.open(`vitrine-${way}`);
const SAME = { ignoreVary: true };
const kept = async (way: Way, request: Request | string): Promise<Response | undefined> =>
  (await open(way)).match(request, SAME);

scope.addEventListener('install', (event) => event.waitUntil(scope.skipWaiting()));
scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()));
scope.addEventListener('message', (event) => event.waitUntil(keep(event.data.keep ?? [])));
scope.addEventListener('fetch', (event) => {
  const { method, url, mode, headers } = event.request;
  const asked = { method, url, navigation: mode === 'navigate', ranged: headers.has('range') };
  const way = wayOf(asked, scope.location.origin);
  if (way) event.respondWith(answers[way](event));
});

const answers: Record<Way, (event: Fetching) => Promise<Response>> = {
  async page(event) {
    const fresh = fetchAndKeep('page', event);
    const patience = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS));
    const answer = await Promise.race([fresh.catch(() => undefined), patience]);
    return answer ?? (await keptPage(event.request)) ?? fresh;
  },
  async bundle(event) {
    return (await kept('bundle', event.request)) ?? fetchAndKeep('bundle', event);
  },
  async asset(event) {
    const known = await kept('asset', event.request);
    const fresh = fetchAndKeep('asset', event, known?.headers.get('etag'));
    if (!known) return fresh;
    event.waitUntil(fresh.catch(() => undefined));
    return known;
  },
};

/** The kept page of an address, else the last room's: its address leads there. */
async function keptPage(request: Request): Promise<Response | undefined> {
  const pages = await open('page');
  const same = await pages.match(request, { ...SAME, ignoreSearch: true });
  if (same) return same;
  const last = (await pages.keys()).at(-1);
  return last && Response.redirect(last.url);
}

/** What the network answers; kept, unless it is what is kept already. */
async function fetchAndKeep(way: Way, event: Fetching, knownTag?: string | null): Promise<Response> {
  const answer = await fetch(event.request);
  const known = knownTag && answer.headers.get('etag') === knownTag;
  if (answer.status === 200 && !answer.redirected && !known)
    event.waitUntil(put(way, event.request, answer.clone()).catch(() => undefined));
  return answer;
}

async function put(way: Way, request: Request | string, answer: Response): Promise<void> {
  const cache = await open(way);
  await cache.put(request, answer);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST[way])).map((key) => cache.delete(key)));
}

/** Keeps what a page loaded before this worker ruled it: the browser's own cache has most of it, so little is sent again. */
async function keep(urls: readonly string[]): Promise<void> {
  for (const url of urls) {
    const way = wayToKeep(url, scope.location.origin);
    if (!way || (await kept(way, url))) continue;
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.status === 200) await put(way, url, answer).catch(() => undefined);
  }
}
