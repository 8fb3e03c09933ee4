import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { run } from '../bootstrap/exec.cjs';
import type { Steps } from '../bootstrap/steps.cjs';
import { aptCommand, aptInstall, canInstall, hasApt } from './apt.ts';
import { SetupError } from './setup-error.ts';

// Chinese in screenshots is boxes without a font for it.
const DEBIAN_PACKAGES = ['chromium', 'fonts-noto-cjk', 'fonts-noto-core'];
const DOWNLOAD_LIMIT_MS = 300_000;

function usualPlaces(env: NodeJS.ProcessEnv): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  }
  if (process.platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(
      (folder) => folder !== undefined,
    );
    return folders.map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'));
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return [...names.map((name) => `/usr/bin/${name}`), '/opt/google/chrome/chrome', '/snap/bin/chromium'];
}

async function playwrights(): Promise<string> {
  try {
    return (await import('playwright-core')).chromium.executablePath();
  } catch {
    return '';
  }
}

/** The Chromium to test with: `CHROMIUM_PATH`, the usual places, then Playwright's own; nothing if there is none. */
export async function findChromium(env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  const given = env.CHROMIUM_PATH;
  if (given) {
    if (existsSync(given)) return given;
    throw new SetupError(
      `CHROMIUM_PATH names ${given}, and there is no such file.\nCorrect the path or unset the variable.`,
    );
  }
  const usual = usualPlaces(env).find((path) => existsSync(path));
  if (usual) return usual;
  const own = await playwrights();
  return existsSync(own) ? own : undefined;
}

// Ubuntu has no such package outside snap; Playwright's own is for everyone else, where its host can be reached.
async function installWithApt(): Promise<string | undefined> {
  try {
    await aptInstall(DEBIAN_PACKAGES);
    return await findChromium();
  } catch {
    return undefined;
  }
}

async function installChromium(note: (text: string) => void): Promise<string | undefined> {
  if (canInstall()) {
    note('with apt');
    const installed = await installWithApt();
    if (installed) return installed;
  }
  note("Playwright's own");
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js');
  await run(process.execPath, [cli, 'install', 'chromium'], { quiet: true, timeoutMs: DOWNLOAD_LIMIT_MS });
  return findChromium();
}

/** What to tell someone who has no Chromium and can't be given one. */
export function chromiumText(apt: boolean, root: boolean): string {
  const how = apt ? `Install one:\n  ${aptCommand(DEBIAN_PACKAGES, root)}\n` : 'Install Chrome or Chromium. ';
  return `The browser tests and benchmarks need Chromium, and none was found.\n${how}Or set CHROMIUM_PATH to one.`;
}

/** Finds or installs the Chromium for tests and benchmarks and answers its path. */
export async function ensureChromium(steps: Steps): Promise<string> {
  const found = await findChromium();
  if (found) {
    steps.skip();
    return found;
  }
  return steps.run('Getting Chromium', async (step) => {
    const path = await installChromium((text) => step.note(text, text));
    if (path) return path;
    throw new SetupError(chromiumText(hasApt(), process.getuid?.() === 0));
  });
}
