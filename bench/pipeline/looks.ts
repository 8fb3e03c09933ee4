import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join, normalize } from 'node:path';
import type { Page } from 'playwright-core';
import { ssim } from 'ssim.js';
import { build } from 'vite';
import { startPlainBrowser } from '../../client/e2e/harness.ts';
import type { Sat } from './page.ts';

const SIZE = 512;
const SIDES = [
  { yaw: 30, pitch: 20 },
  { yaw: 120, pitch: 20 },
  { yaw: 210, pitch: 20 },
  { yaw: 300, pitch: 55 },
] as const;
const CLOSE_ZOOM = 3;
const VIEWS = [1, CLOSE_ZOOM].flatMap((zoom) => SIDES.map((side) => ({ ...side, zoom })));
/** Sum of the channels' distances from the background from which on a pixel belongs to the model. */
const DIFFERS = 6;
const MARGIN_PX = 8;
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** How alike two models look: SSIM of the luminance in the rectangle that the original fills, 1 is the same. */
export type Alike = { whole: number; close: number; mean: number; min: number };
/** A browser that draws models; close it. */
export type Studio = {
  /** Compares each file with the original, from four whole views and four close ones of every variant. */
  compare(original: string, results: readonly string[]): Promise<Alike[]>;
  close(): Promise<void>;
};

async function serve(folder: string, models: Map<string, string>): Promise<Server> {
  await build({
    root: import.meta.dirname,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      outDir: folder,
      emptyOutDir: true,
      assetsDir: 'bundle',
      assetsInlineLimit: 0,
      target: 'es2022',
      chunkSizeWarningLimit: 9000,
    },
  });
  const find = (path: string): string => {
    const [, kind, key, ...rest] = path.split('/');
    if (kind === 'model') return join(models.get(key!) ?? folder, ...rest);
    return kind === 'assets' ? join('.', path) : join(folder, path);
  };
  const server = createServer((request, response) => {
    const file = find(normalize(decodeURIComponent(new URL(request.url!, 'http://bench').pathname)));
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
    createReadStream(file)
      .on('error', () => response.writeHead(404).end())
      .pipe(response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}

type Box = { x0: number; y0: number; x1: number; y1: number };

/** The rectangle that differs from the corner's colour, and a little more. */
function filled(pixels: Uint8Array): Box {
  const box = { x0: SIZE, y0: SIZE, x1: -1, y1: -1 };
  for (let y = 0, at = 0; y < SIZE; y++)
    for (let x = 0; x < SIZE; x++, at += 4) {
      let far = 0;
      for (let c = 0; c < 3; c++) far += Math.abs(pixels[at + c]! - pixels[c]!);
      if (far <= DIFFERS) continue;
      box.x0 = Math.min(box.x0, x);
      box.x1 = Math.max(box.x1, x);
      box.y0 = Math.min(box.y0, y);
      box.y1 = Math.max(box.y1, y);
    }
  const inside = (value: number): number => Math.min(SIZE - 1, Math.max(0, value));
  return {
    x0: inside(box.x0 - MARGIN_PX),
    y0: inside(box.y0 - MARGIN_PX),
    x1: inside(box.x1 + MARGIN_PX),
    y1: inside(box.y1 + MARGIN_PX),
  };
}

function crop(pixels: Uint8Array, { x0, y0, x1, y1 }: Box) {
  const [width, height] = [x1 - x0 + 1, y1 - y0 + 1];
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    const from = ((y0 + y) * SIZE + x0) * 4;
    data.set(pixels.subarray(from, from + width * 4), y * width * 4);
  }
  return { data, width, height };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function alike(original: Sat, made: Sat): Alike {
  const scores = original.pictures.map((picture, index) => {
    const [a, b] = [picture, made.pictures[index] ?? ''].map((text) => Buffer.from(text, 'base64'));
    if (b!.length !== a!.length) return 0;
    const box = filled(a!);
    // Without `downsample: false` the library halves pictures of this size first, which hides what is looked for.
    return ssim(crop(a!, box), crop(b!, box), { downsample: false }).mssim;
  });
  const near = (index: number): boolean => index % VIEWS.length >= SIDES.length;
  return {
    whole: mean(scores.filter((_, index) => !near(index))),
    close: mean(scores.filter((_, index) => near(index))),
    mean: mean(scores),
    min: Math.min(...scores),
  };
}

async function sit(page: Page, models: Map<string, string>, file: string, box?: Sat['box']): Promise<Sat> {
  const key = String(models.size);
  models.set(key, dirname(file));
  const url = `/model/${key}/${encodeURIComponent(basename(file))}`;
  return page.evaluate((sitting) => window.pipelineBench.draw(sitting), {
    url,
    box,
    size: SIZE,
    views: VIEWS,
  });
}

/** Builds the page and opens the browser that compares. */
export async function openStudio(): Promise<Studio> {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-pipeline-page-'));
  const models = new Map<string, string>();
  const server = await serve(folder, models);
  const browser = await startPlainBrowser();
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/index.html`);
  await page.waitForFunction('window.pipelineBench');
  return {
    async compare(original, results) {
      const first = await sit(page, models, original);
      const all: Alike[] = [];
      for (const file of results) all.push(alike(first, await sit(page, models, file, first.box)));
      return all;
    },
    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
