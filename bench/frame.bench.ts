import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { startPlainBrowser } from '../client/e2e/harness.ts';
import type { Sight } from './crowd/page.ts';
import { rounded } from './harness.ts';
import type { Bench, Row } from './report.ts';

const CROWDS = [0, 50, 200, 500] as const;
/** The peer costs too much for more than this within a bench's patience. */
const PEER_CROWD = 200;
const FRAMES = 40;
const SECONDS = 10;
/** The picture is 1280 × 720, people keep their level of detail, but only 64 × 36 pixels are drawn. */
const SHRINK = 20;
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

type Tier = 'low' | 'high';

/** Builds the bench's own page, which no visitor gets, and serves it with the assets. */
async function servePage(folder: string): Promise<Server> {
  await build({
    root: join(import.meta.dirname, 'crowd'),
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true, assetsDir: 'bundle', assetsInlineLimit: 0, target: 'es2022' },
  });
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url!, 'http://bench').pathname);
    const file = path.startsWith('/assets/') ? join('.', path) : join(folder, path);
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
    createReadStream(file)
      .on('error', () => response.writeHead(404).end())
      .pipe(response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}

async function sight(page: Page, count: number, way: 'crowd' | 'one mesh each'): Promise<Sight> {
  await page.evaluate(([n, how]) => window.crowdBench.people(n, how), [count, way] as const);
  return page.evaluate(([n, s]) => window.crowdBench.measure(n, s), [FRAMES, SECONDS] as const);
}

async function measureTier(page: Page, tier: Tier): Promise<Row[]> {
  await page.evaluate(([t, s]) => window.crowdBench.open(t, s), [tier, SHRINK] as const);
  const rows: Row[] = [];
  const name = (figure: string): string => (tier === 'low' ? figure : `${figure}_fine`);
  let last: Sight | undefined;
  for (const count of CROWDS) {
    last = await sight(page, count, 'crowd');
    rows.push({ name: name(`cpu_ms_${count}`), value: rounded(last.cpuMs, 2), unit: 'ms' });
  }
  const usual = await sight(page, PEER_CROWD, 'one mesh each');
  const row = rows.find((each) => each.name === name(`cpu_ms_${PEER_CROWD}`))!;
  row.peer = `one skinned mesh each: ${rounded(usual.cpuMs, 1)} ms`;
  const { inView, drawCalls, triangles } = last!;
  rows.push(
    { name: name('avatar_drawcalls_500'), value: drawCalls, unit: 'calls', peer: 'budget 25' },
    { name: name('avatars_in_view_500'), value: inView, unit: 'people' },
    { name: name('avatar_triangles_500'), value: triangles, unit: 'triangles' },
  );
  return rows;
}

async function run(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-crowd-'));
  const server = await servePage(folder);
  const browser = await startPlainBrowser();
  try {
    const { port } = server.address() as AddressInfo;
    const rows: Row[] = [];
    for (const tier of ['low', 'high'] as const) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
      await page.goto(`http://127.0.0.1:${port}/index.html`);
      rows.push(...(await measureTier(page, tier)));
      await page.close();
    }
    return rows;
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a frame costs in scripts with ever more people in view. */
export const bench: Bench = {
  title: 'A frame with people in view: time of its scripts, draw calls (light tier, then fine tier)',
  run,
};
