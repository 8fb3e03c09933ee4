import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import puppeteer, { type Browser } from 'puppeteer-core';

/** What a Firefox that draws in software and has a made camera is told. */
const PREFS = {
  'webgl.force-enabled': true,
  'webgl.forbid-software': false,
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.autoplay.default': 0,
  'media.peerconnection.ice.loopback': true,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  'intl.accept_languages': 'en-US',
  'app.normandy.enabled': false,
  'app.update.enabled': false,
};

const firefoxPath = (): string | undefined =>
  [process.env.FIREFOX_PATH, '/usr/bin/firefox', '/usr/bin/firefox-esr'].find(
    (path) => path && existsSync(path),
  );
const displayPath = (): string | undefined => ['/usr/bin/Xvfb'].find((path) => existsSync(path));

/** Why Firefox can not be tried here; undefined when it can. */
export function whyNoFirefox(): string | undefined {
  if (!firefoxPath()) return 'there is no Firefox on this machine (Debian: firefox-esr; or FIREFOX_PATH)';
  if (!displayPath()) return 'there is no Xvfb on this machine, without which Firefox draws no WebGL 2';
  return undefined;
}

/** A screen that nobody sees, and a Firefox on it. */
export type Firefox = { browser: Browser; close(): Promise<void> };

/** Starts a Firefox with a made camera, on a screen of its own. */
export async function startFirefox(): Promise<Firefox> {
  const screen = spawn(
    displayPath()!,
    ['-displayfd', '3', '-screen', '0', '800x600x24', '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const [display] = (await once(createInterface({ input: screen.stdio[3] as Readable }), 'line')) as [string];
  const browser = await puppeteer
    .launch({
      browser: 'firefox',
      executablePath: firefoxPath()!,
      headless: false,
      env: { ...process.env, DISPLAY: `:${display}` },
      extraPrefsFirefox: PREFS,
      defaultViewport: { width: 640, height: 360 },
    })
    .catch(async (error) => {
      await end(screen);
      throw error;
    });
  return {
    browser,
    async close() {
      await browser.close();
      await end(screen);
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
