/** Serves the studio page with some folders and opens it in headless Chromium. */
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS } from '../../chromium.mjs';

const require = createRequire(import.meta.url);
const TYPES = {
  '.js': 'text/javascript',
  '.glb': 'model/gltf-binary',
  '.webp': 'image/webp',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};
const ARGUMENTS = [...CHROMIUM_FLAGS, '--force-color-profile=srgb'];

/** Directory of an installed package. */
export function packageDirectory(name) {
  for (const base of require.resolve.paths(name)) {
    if (existsSync(path.join(base, name, 'package.json'))) return path.join(base, name);
  }
  throw new Error(`${name} is not installed`);
}

/** Open a page with the studio in it; `folders` maps a url prefix to a directory, `body` is extra HTML, `entry` the page's script. */
export async function openStudio({
  work,
  width,
  height,
  folders,
  style = '',
  body = '',
  entry = 'studio.ts',
}) {
  const bundle = await build({
    entryPoints: [path.resolve(import.meta.dirname, entry)],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
    nodePaths: require.resolve.paths('esbuild'),
  });
  const page = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><style>html,body{margin:0;height:100%;overflow:hidden}
canvas{position:absolute;inset:0;width:100%;height:100%}${style}</style><canvas></canvas>${body}<script type="module" src="/studio.js"></script>`;
  const fixed = {
    '/studio.hdr': path.join(work, 'studio.hdr'),
    '/meshopt_decoder.js': path.join(
      packageDirectory('@babylonjs/core'),
      'assets/meshopt/meshopt_decoder.js',
    ),
    '/inter.woff2': path.join(
      packageDirectory('@fontsource-variable/inter'),
      'files/inter-latin-opsz-normal.woff2',
    ),
  };
  const server = createServer((request, response) => {
    const url = request.url.split('?')[0];
    if (url === '/') return response.writeHead(200, { 'content-type': 'text/html' }).end(page);
    if (url === '/studio.js')
      return response.writeHead(200, { 'content-type': 'text/javascript' }).end(bundle.outputFiles[0].text);
    const prefix = Object.keys(folders).find((key) => url.startsWith(key));
    const file = fixed[url] ?? (prefix && path.join(folders[prefix], url.slice(prefix.length)));
    if (!file || !existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  }).listen(0, '127.0.0.1');
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ARGUMENTS,
  });
  const tab = await browser.newPage({ viewport: { width, height } });
  tab.on(
    'console',
    (message) => /error|warning/.test(message.type()) && console.warn('page:', message.text().slice(0, 300)),
  );
  tab.on('pageerror', (error) => console.warn('page:', error.message));
  await tab.goto(`http://127.0.0.1:${server.address().port}/`);
  await tab.waitForFunction('window.studio');
  return {
    tab,
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}
