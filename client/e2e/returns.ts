import { once } from 'node:events';
import type { Page } from 'playwright-core';
import { runningClock } from '../../server/testing/house.ts';
import { type Served, startServer } from './harness.ts';

/** The title under which a host goes live here. */
export const TITLE = 'Recovery';

/** What staff are to the server's interface, as `announce` and `signIn` want it. */
export const staffOf = ({ url, staff }: Served) => ({ url, staff, clock: runningClock() });

/** Goes live with the camera, and waits until the page has kept what it would take up again. */
export async function goLive(studio: Page): Promise<void> {
  await studio.getByLabel('Title on the screen').fill(TITLE);
  await studio.getByRole('button', { name: 'Go live' }).click();
  await studio.getByRole('button', { name: 'Stop' }).waitFor({ timeout: 30_000 });
  await studio.waitForFunction(() => localStorage.getItem('vitrine.studio.live') !== null);
}

/** Kills a page as a crash of its process does. */
export async function crash(page: Page): Promise<void> {
  const crashed = new Promise((resolve) => page.once('crash', resolve));
  page.goto('chrome://crash').catch(() => undefined);
  await crashed;
}

/** Ends the server as a power cut does. */
export async function kill(server: Served): Promise<void> {
  const exited = once(server.child, 'exit');
  server.child.kill('SIGKILL');
  await exited;
}

/** Starts a killed server again, on its port and over its folder. */
export const startAgain = (server: Served): Promise<Served> =>
  startServer({ PORT: new URL(server.url).port }, server.dataDir);

/** The track on a visitor's screen. */
export const trackOf = (visitor: Page): Promise<string> =>
  visitor.evaluate(
    () => (window.vitrine?.screen()?.video.srcObject as MediaStream | null)?.getVideoTracks()[0]?.id ?? '',
  );

/** When (milliseconds of the clock) the live picture moves again for a visitor, with another track than the one before. */
export const pictureBack = (visitor: Page, before: string, timeoutMs = 60_000): Promise<number> =>
  visitor.evaluate(
    ({ before, live, timeoutMs }) =>
      new Promise<number>((resolve, reject) => {
        let shown = -1;
        const look = (): void => {
          const stream = window.vitrine?.screen()?.video.srcObject as MediaStream | null | undefined;
          const track = stream?.getVideoTracks()[0]?.id ?? '';
          const told = [...document.querySelectorAll('[role=status]')].some(
            ({ textContent }) => textContent === live,
          );
          const frames = window.vitrine?.stats().videoFramesShown ?? 0;
          if (!told || track === '' || track === before) shown = -1;
          else if (shown < 0 || frames < shown) shown = frames;
          else if (frames > shown) {
            clearInterval(timer);
            resolve(Date.now());
          }
        };
        const timer = setInterval(look, 10);
        setTimeout(() => {
          clearInterval(timer);
          reject(new Error('the picture did not come back'));
        }, timeoutMs);
      }),
    { before, live: `Live: ${TITLE}`, timeoutMs },
  );

/** When the slate stands on a visitor's screen. */
export const slateShown = (visitor: Page): Promise<number> =>
  visitor
    .waitForFunction(
      () =>
        [...document.querySelectorAll('[role=status]')].some(
          ({ textContent }) => textContent === 'The host will be right back',
        ) && Date.now(),
      undefined,
      { polling: 10, timeout: 30_000 },
    )
    .then((handle) => handle.jsonValue() as Promise<number>);
