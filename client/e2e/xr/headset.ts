import { build } from 'vite';

let built: Promise<string> | undefined;

/** The emulator as a script that a page runs before its own. */
export const emulatorScript = (): Promise<string> => (built ??= bundle());

async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root: import.meta.dirname,
    build: {
      write: false,
      minify: false,
      lib: { entry: `${import.meta.dirname}/emulator.ts`, formats: ['iife'], name: 'emulator' },
    },
  });
  const [first] = [result].flat();
  if (!first || !('output' in first)) throw new Error('the emulator was not built');
  return first.output[0].code;
}
