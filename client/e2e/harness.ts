import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { findChromium } from '../../scripts/setup/chromium.ts';
import { cachedWorker } from '../../scripts/setup/worker-find.ts';
import type { Role } from '../../server/http/person.ts';
import type { Staff } from '../../server/testing/api.ts';
import { runningClock } from '../../server/testing/house.ts';
import { openStaff, SESSION_COOKIE } from '../../server/testing/staff.ts';

/** The real server in a process of its own, with a database of its own. */
export type Served = {
  url: string;
  /** Where staff work; a window that opens one of them is signed in as who works there. */
  links: { showroom: string; studio: string; moderation: string; designer: string; console: string };
  /** What the server prints for its first owner; empty once there is one. */
  invitation: string;
  staff: Staff;
  child: ChildProcess;
  dataDir: string;
  close(): Promise<void>;
};

/** Starts the server on a free port; `dataDir` keeps a database across two starts. */
export async function startServer(env: Record<string, string> = {}, dataDir?: string): Promise<Served> {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'vitrine-e2e-'));
  const worker = process.env.MEDIASOUP_WORKER_BIN ?? cachedWorker();
  const child = spawn(process.execPath, ['server/main.ts'], {
    env: {
      ...process.env,
      PORT: '0',
      MEDIA_PORT: '0',
      DATA_DIR: folder,
      MEDIASOUP_WORKER_BIN: worker,
      LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const links: Record<string, string> = {};
  for await (const line of createInterface({ input: child.stdout! })) {
    const match = /^\s+(Begin|Showroom|Console)\s+(\S+)/.exec(line);
    if (match) links[match[1]!.toLowerCase()] = match[2]!;
    if (links.console) break;
  }
  child.stdout!.resume();
  if (!links.showroom) throw new Error('the server did not start');
  const url = links.showroom.replace(/\/$/, '');
  const staff = openStaff({ url, clock: runningClock(), dataDir: folder }, links.begin);
  return {
    url,
    links: { showroom: links.showroom, ...staffLinks(url, staff) },
    invitation: links.begin ?? '',
    staff,
    child,
    dataDir: folder,
    async close() {
      if (child.exitCode === null && child.signalCode === null) {
        const exited = once(child, 'exit');
        child.kill('SIGTERM');
        await exited;
      }
      if (!dataDir) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The staff of each server, by its address. */
const staffAt = new Map<string, Staff>();

/** Where the staff of a server work, each page as one whom it is for. */
export function staffLinks(url: string, staff: Staff) {
  staffAt.set(new URL(url).origin, staff);
  return {
    studio: `${url}/studio#as=host`,
    moderation: `${url}/studio#as=moderator`,
    designer: `${url}/designer#as=designer`,
    console: `${url}/console#as=owner`,
  };
}

/** Where a link leads; when it is one of staff (`#as=host`), its window is signed in first, once. */
async function signedIn(context: BrowserContext, link: string): Promise<string> {
  const { origin, hash } = new URL(link);
  const role = new URLSearchParams(hash.slice(1)).get('as') as Exclude<Role, 'visitor'> | null;
  if (!role) return link;
  const cookies = await context.cookies(origin);
  if (!cookies.some(({ name }) => name === SESSION_COOKIE)) {
    const value = encodeURIComponent(await staffAt.get(origin)!.join(role));
    await context.addCookies([{ name: SESSION_COOKIE, value, url: origin, httpOnly: true, sameSite: 'Lax' }]);
  }
  return link.replace(hash, '');
}

/** Goes to a page; to one of staff signed in. */
export const goTo = async (page: Page, link: string) => page.goto(await signedIn(page.context(), link));

/** Milliseconds between two frames of a journey's room. */
export const FRAME_MS = 250;

const FLAGS = [
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream=fps=30',
  '--autoplay-policy=no-user-gesture-required',
  '--allow-loopback-in-peer-connection',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
];

/** Lets the processor paint and lay pages itself: without a graphics card it does so in a third of the time that it takes to play one. */
const PAINTED_PLAINLY = ['--disable-gpu-rasterization', '--disable-gpu-compositing'];

/** A journey's browser. */
export const startBrowser = (extra: string[] = []): Promise<Browser> =>
  startPlainBrowser([...PAINTED_PLAINLY, ...extra]);

/** A real Chromium with fake devices and software drawing. */
export async function startPlainBrowser(extra: string[] = []): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? (await findChromium()) ?? '';
  return chromium.launch({ executablePath, args: [...FLAGS, ...extra] });
}

/** A person's own browser window; `strangers` fills with every request that went to another host. */
export type Window = { page: Page; strangers: string[]; errors: string[]; close(): Promise<void> };

/**
 * Lets a loop of frames come around no oftener than every so many milliseconds: two cores draw all windows in software, and
 * what they draw unseen they take from what is tested. A loop asks with the same function each time.
 */
function paceFrames(milliseconds: number): void {
  const real = window.requestAnimationFrame.bind(window);
  const last = new WeakMap<FrameRequestCallback, number>();
  window.requestAnimationFrame = (callback) => {
    const attempt = (now: number): void => {
      if (now - (last.get(callback) ?? -milliseconds) < milliseconds) return void real(attempt);
      last.set(callback, now);
      callback(now);
    };
    return real(attempt);
  };
}

/** Opens a journey's window: of a small size and with few frames, as software drawing wants, and without a copy for offline. */
export const openWindow = (browser: Browser, url: string, options: BrowserContextOptions = {}) =>
  openContext(browser, url, { serviceWorkers: 'block', ...options }, (context) =>
    context.addInitScript(paceFrames, FRAME_MS),
  );

/**
 * Lets nothing be drawn in three dimensions: shaders are built, pictures are uploaded and everything else goes on, but the
 * room stays empty. In software it takes half of what a window takes.
 */
function drawNothing(): void {
  const card = WebGL2RenderingContext.prototype;
  card.drawArrays = card.drawElements = card.drawRangeElements = () => undefined;
  card.drawArraysInstanced = card.drawElementsInstanced = () => undefined;
}

/** Opens a window in which nobody looks at the room itself: for journeys about words, people, rights and money. */
export const openUnseen = (browser: Browser, url: string, options: BrowserContextOptions = {}) =>
  openContext(browser, url, { serviceWorkers: 'block', ...options }, async (context) => {
    await context.addInitScript(paceFrames, FRAME_MS);
    await context.addInitScript(drawNothing);
  });

/** Opens a window as people have it, to be measured: it draws as fast as it can. */
export const openPlainWindow = (browser: Browser, url: string, options: BrowserContextOptions = {}) =>
  openContext(browser, url, options);

/** Opens a journey's window in whose pages something runs before their own scripts. */
export const openPrepared = (
  browser: Browser,
  url: string,
  script: string,
  options: BrowserContextOptions = {},
) =>
  openContext(browser, url, { serviceWorkers: 'block', ...options }, (context) =>
    context.addInitScript({ content: script }),
  );

async function openContext(
  browser: Browser,
  url: string,
  options: BrowserContextOptions,
  prepare: (context: BrowserContext) => Promise<unknown> = async () => undefined,
): Promise<Window> {
  const context = await browser.newContext({
    viewport: { width: 640, height: 360 },
    locale: 'en-US',
    permissions: ['camera', 'microphone'],
    ...options,
  });
  await prepare(context);
  const page = await context.newPage();
  const strangers: string[] = [];
  const errors: string[] = [];
  const own = new URL(url).host;
  page.on('request', (request) => {
    const asked = new URL(request.url());
    if (/^(https?|wss?):$/.test(asked.protocol) && asked.host !== own) strangers.push(request.url());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(await signedIn(context, url), { waitUntil: 'domcontentloaded' });
  // Who goes to another page may come back to their place; who closes theirs has left.
  const close = async () => {
    await page.close();
    await context.close();
  };
  return { page, strangers, errors, close };
}

/** Walks in under a name; resolves when the room answers. */
export async function enter(page: Page, name: string): Promise<void> {
  await page.getByLabel('Your name').fill(name);
  const button = page.getByRole('button', { name: 'Enter showroom' });
  await button.and(page.locator(':enabled')).click({ timeout: 90_000 });
  await page.getByRole('button', { name: /^Cart/ }).waitFor({ timeout: 60_000 });
}

/** What `window.vitrine.stats()` answers. */
export const stats = (page: Page) => page.evaluate(() => window.vitrine!.stats());

/** Frames shown on the screen beyond those shown now: resolves when `more` have come. */
export async function moreFrames(page: Page, more: number, timeout = 30_000): Promise<void> {
  const now = (await stats(page)).videoFramesShown;
  await page.waitForFunction((wanted) => window.vitrine!.stats().videoFramesShown >= wanted, now + more, {
    timeout,
  });
}

/** From its next load on, a page measures what reaches the end of each of its sounds. */
export async function measureLoudness(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const meters: AnalyserNode[] = [];
    const connect = AudioNode.prototype.connect as (target: AudioNode) => AudioNode;
    const measured = function (this: AudioNode, target: AudioNode) {
      if (target instanceof AudioDestinationNode) {
        const meter = new AnalyserNode(this.context);
        meters.push(meter);
        connect.call(this, meter);
      }
      return connect.call(this, target);
    };
    AudioNode.prototype.connect = measured as typeof AudioNode.prototype.connect;
    const loudness = () =>
      Math.max(
        ...meters.map((meter) => {
          const wave = new Float32Array(meter.fftSize);
          meter.getFloatTimeDomainData(wave);
          return Math.sqrt(wave.reduce((sum, value) => sum + value * value, 0) / wave.length);
        }),
      );
    Object.assign(window, { loudness });
  });
}

/** How loud it is now at the end of a page's sound: root mean square, 0 to 1. */
export const loudness = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as { loudness(): number }).loudness());
