// Bundles the viewer, serves it with the scene's files and opens it in headless Chromium.
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS } from '../../chromium.mjs';

const here = import.meta.dirname;
const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.webp': 'image/webp',
  '.glb': 'model/gltf-binary',
};
const PAGE =
  '<!doctype html><meta charset="utf-8"><title>Room</title><style>html,body{margin:0;height:100%;background:#111}canvas{width:100%;height:100%;display:block}</style><link rel="icon" href="data:,"><canvas></canvas><script type="module" src="/js/main.js"></script>';

/** Starts server and browser; call open(query) for a page and close() at the end. */
export async function startViewer({ scene, work }) {
  const bundle = resolve(work, 'viewer');
  await build({
    entryPoints: [join(here, 'main.ts')],
    bundle: true,
    minify: true,
    format: 'esm',
    splitting: true,
    outdir: bundle,
    loader: { '.fx': 'text' },
    target: 'es2022',
    logLevel: 'error',
  });
  const decoder = join(
    dirname(createRequire(import.meta.url).resolve('@babylonjs/core/package.json')),
    'assets/meshopt/meshopt_decoder.js',
  );
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url.split('?')[0]);
    if (path === '/') return void response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
    const file =
      path === '/meshopt_decoder.js'
        ? decoder
        : path === '/scene.json'
          ? join(scene, `../../../scenes/${basename(scene)}/${basename(scene)}.scene.json`)
          : path.startsWith('/scene/')
            ? join(scene, path.slice(7))
            : join(bundle, path.slice(4));
    if (!existsSync(file)) {
      console.log('missing', path);
      return void response.writeHead(404).end();
    }
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: CHROMIUM_FLAGS,
  });
  return {
    async open(query, width = 1280, height = 720) {
      let errors = 0;
      const page = await browser.newPage({ viewport: { width, height } });
      page.on(
        'console',
        (message) =>
          message.type() === 'error' && errors++ < 4 && console.log('page:', message.text().slice(0, 400)),
      );
      page.on('pageerror', (error) => console.log('page:', error.message.slice(0, 600)));
      await page.goto(`http://127.0.0.1:${server.address().port}/?${query}`);
      return page;
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}
