import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { parse } from '@formatjs/icu-messageformat-parser';
import { defineConfig, type Plugin } from 'vite';

const PARSER = resolve(import.meta.dirname, 'node_modules/@formatjs/icu-messageformat-parser');

const COMPRESSED = /\.(js|css|html|json|svg|wasm)$/;
const WORTH_BYTES = 1024;

/** Lays a Brotli and a gzip copy beside each text file, so that the server sends them as they are. */
function precompress(): Plugin {
  const walk = (folder: string): string[] =>
    readdirSync(folder).flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? walk(path) : [path];
    });
  let outDir = '';
  return {
    name: 'precompress',
    apply: 'build',
    configResolved: (config) => {
      outDir = resolve(config.root, config.build.outDir);
    },
    closeBundle: () => {
      for (const file of walk(outDir).filter((path) => COMPRESSED.test(path))) {
        const bytes = readFileSync(file);
        if (bytes.length < WORTH_BYTES) continue;
        writeFileSync(
          `${file}.br`,
          brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
        );
        writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}

/** Lays pictures that a module carries as base64 text into files: smaller, and fetched only when they are needed. */
function picturesAsFiles(module: RegExp): Plugin {
  return {
    name: 'pictures-as-files',
    apply: 'build',
    transform: {
      filter: { id: module },
      handler(code) {
        let count = 0;
        const changed = code.replace(/"data:image\/png;base64,([^"]+)"/g, (_, base64: string) => {
          const file = { type: 'asset' as const, name: `table-${count++}.png` };
          return `import.meta.ROLLUP_FILE_URL_${this.emitFile({ ...file, source: Buffer.from(base64, 'base64') })}`;
        });
        if (count === 0) this.error('there is no picture in it any more');
        return { code: changed, map: null };
      },
    },
  };
}

/** Pieces of the engine that we never use, and what stands in for them: by the end of their path. */
const STAND_INS: Record<string, string> = {
  '2.0/Extensions/objectModelMapping.js': 'objectModelMapping',
  'Cameras/freeCameraInputsManager.pure.js': 'freeCameraInputsManager',
  'Materials/colorCurves.pure.js': 'colorCurves',
  'Materials/floatingOriginMatrixOverrides.js': 'floatingOrigin',
  'Maths/colorTemperature.functions.js': 'colorTemperature',
  'Cameras/targetCameraMovement.js': 'targetCameraMovement',
  'Misc/dumpTools.pure.js': 'dumpTools',
  'HighDynamicRange/cubemapToSphericalPolynomial.js': 'cubemapPolynomial',
};

/** The end of a piece's path as a pattern: other pieces ask for it by the last part, whatever folder they lie in. */
const pieceName = (piece: string): string => basename(piece).replaceAll('.', '\\.');

/** Leaves pieces of the engine out of the pages that would be carried along unused. */
function standIns(): Plugin {
  const met = new Set<string>();
  return {
    name: 'stand-ins',
    apply: 'build',
    enforce: 'pre',
    resolveId: {
      filter: { id: new RegExp(`(${Object.keys(STAND_INS).map(pieceName).join('|')})$`) },
      async handler(source, importer, options) {
        const found = await this.resolve(source, importer, { ...options, skipSelf: true });
        const piece = Object.keys(STAND_INS).find((end) => found?.id.endsWith(end));
        // What animates materials brings the whole object model along, with the first file that does.
        if (!piece || /loaders\/glTF\/2\.0\/Extensions\//.test(importer ?? '')) return found;
        met.add(piece);
        return join(import.meta.dirname, 'client/world/standIns', `${STAND_INS[piece]}.ts`);
      },
    },
    buildEnd(error) {
      const lost = Object.keys(STAND_INS).filter((piece) => !met.has(piece));
      if (!error && lost.length > 0) this.error(`the engine has no ${lost.join(', ')} any more`);
    },
  };
}

/** Reads the messages of the catalogues that have placeholders at build time, so that no page carries the parser. */
function messagesRead(): Plugin {
  return {
    name: 'messages-read',
    apply: 'build',
    enforce: 'pre',
    config: () => ({
      resolve: {
        alias: [{ find: /^@formatjs\/icu-messageformat-parser$/, replacement: `${PARSER}/no-parser.js` }],
      },
    }),
    transform: {
      filter: {
        id: /shared\/locales\/((account|ar-view|boards|desk|design|event|finding|flash|inspect|plan|price|promo|replay|shelf|shop|talk|till|xr)\/)?\w+\.json$/,
      },
      handler(code, id) {
        const locale = new Intl.Locale(basename(id, '.json'));
        const read = ([key, text]: [string, string]) => [
          key,
          text.includes('{') ? parse(text, { locale }) : text,
        ];
        return {
          code: JSON.stringify(Object.fromEntries(Object.entries<string>(JSON.parse(code)).map(read))),
          map: null,
        };
      },
    },
  };
}

/** Modules that pages share before anything is drawn. */
const COMMON =
  /client\/(ui\/(?!deskWords|Waiting|Tab)|net\/api)|client\/world\/quality\.ts|preload-helper|preact|intl-messageformat|shared\/(model\/(?!product(State|Version)|sellable)|wire\/refusal|locales\/en)/;

/** Every page, by the name of its file. */
const PAGES = [
  ...['index', 'lobby', 'event', 'product', 'studio', 'designer', 'console', 'replay'],
  ...['account', 'shop', 'checkout', 'orders', 'terms', 'promotions', 'prices', 'desk', 'planner'],
];

export default defineConfig({
  root: 'client',
  publicDir: false,
  plugins: [precompress(), standIns(), messagesRead(), picturesAsFiles(/Misc\/brdfTextureTools\.js$/)],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    assetsDir: 'bundle',
    assetsInlineLimit: 0,
    target: 'es2022',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: {
        ...Object.fromEntries(PAGES.map((page) => [page, `client/${page}.html`])),
        sw: 'client/offline/worker.ts',
      },
      output: {
        // A service worker rules what lies below its address, and is asked for anew under the same one.
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'bundle/[name]-[hash].js'),
        // What every page has in common, and what the room's first frame needs, in one file each: it packs better than in
        // sixty, and leaves connections to the first picture.
        codeSplitting: {
          groups: [
            { name: 'common', test: COMMON, minShareCount: 2, priority: 2 },
            { name: 'room', test: /pages\/showroomWorld\.ts$/, priority: 1 },
          ],
        },
      },
    },
  },
});
