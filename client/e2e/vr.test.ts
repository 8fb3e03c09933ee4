import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  enter,
  openPrepared,
  openUnseen,
  type Served,
  startBrowser,
  startServer,
  type Window,
} from './harness.ts';
import { misfits, seriousFaults } from './looks.ts';
import { showSlates } from './slates.ts';
import { aimAt, findOnBoard, frames, putOn } from './xr/hands.ts';
import { emulatorScript } from './xr/headset.ts';

let server: Served;
let browser: Browser;
let vera: Window;
let ada: Window;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ MEDIA_WORKERS: '1' }), startBrowser()]);
  await showSlates(server);
  [vera, ada] = await Promise.all([
    openPrepared(browser, server.url, await emulatorScript(), { viewport: { width: 640, height: 360 } }),
    openUnseen(browser, server.url),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Pushes the stick of a hand: aside and back are positive, as the device counts. */
const push = (page: Page, hand: 'left' | 'right', aside: number, back: number) =>
  page.evaluate(
    ([hand, aside, back]) => window.headset.controllers[hand]!.updateAxes('thumbstick', aside, back),
    [hand, aside, back] as const,
  );
/** Points with the right hand: from where it is held, nodded by so much (radians, up is positive). */
const point = (page: Page, pitch: number) =>
  page.evaluate((nod) => {
    const hand = window.headset.controllers.right!;
    hand.position.set(0.15, 1.25, -0.25);
    hand.quaternion.set(Math.sin(nod / 2), 0, 0, Math.cos(nod / 2));
  }, pitch);
const placeOf = async (page: Page, name: string) =>
  (await page.evaluate(() => window.vitrine!.people())).find((one) => one.name === name)!;
/** Waits until somebody is so many metres away from where they were. */
const isAway = async (page: Page, name: string, from: { x: number; z: number }, metres: number) => {
  await page.waitForFunction(
    ([name, x, z, metres]) => {
      const now = window.vitrine!.people().find((one) => one.name === name);
      return now && Math.hypot(now.x - x, now.z - z) > metres;
    },
    [name, from.x, from.z, metres] as const,
  );
  return placeOf(page, name);
};
const inSession = (page: Page) => page.waitForFunction(() => window.headset.activeSession !== undefined);

test('[JO200] with a headset one enters, walks by stick, turns by steps and is elsewhere by a throw; others see it, and nothing is lost on leaving', async () => {
  const { page } = vera;
  await Promise.all([enter(page, 'Vera'), enter(ada.page, 'Ada')]);
  await page.getByRole('button', { name: 'Enter VR' }).click();
  await inSession(page);
  const start = await placeOf(page, 'Vera');
  await push(page, 'left', 0, -1);
  const walked = await isAway(page, 'Vera', start, 1);
  await push(page, 'left', 0, 0);
  await isAway(ada.page, 'Vera', start, 0.9);

  // A step of turning: the same push leads elsewhere.
  const ahead = Math.atan2(walked.z - start.z, walked.x - start.x);
  for (const turn of [1, 0]) {
    await push(page, 'right', turn, 0);
    await page.evaluate(
      () =>
        new Promise((done) =>
          window.headset.activeSession!.requestAnimationFrame(() => requestAnimationFrame(done)),
        ),
    );
  }
  const from = await placeOf(page, 'Vera');
  await push(page, 'left', 0, -1);
  const then = await isAway(page, 'Vera', from, 0.8);
  await push(page, 'left', 0, 0);
  const turned = Math.atan2(then.z - from.z, then.x - from.x) - ahead;
  expect(Math.abs(Math.atan2(Math.sin(turned), Math.cos(turned)))).toBeGreaterThan(0.3);

  // A throw.
  await point(page, 0);
  const before = await placeOf(page, 'Vera');
  await push(page, 'right', 0, -1);
  await page.evaluate(
    () =>
      new Promise((done) =>
        window.headset.activeSession!.requestAnimationFrame(() => requestAnimationFrame(done)),
      ),
  );
  await push(page, 'right', 0, 0);
  const thrown = await isAway(page, 'Vera', before, 1.5);
  await isAway(ada.page, 'Vera', before, 1.4);

  // The emulator lies over the page.
  await page.getByRole('button', { name: 'Leave VR' }).press('Enter');
  await page.getByRole('button', { name: 'Enter VR' }).waitFor();
  const after = await placeOf(page, 'Vera');
  expect(Math.hypot(after.x - thrown.x, after.z - thrown.z)).toBeLessThan(0.3);
  await page.getByRole('button', { name: 'Products', exact: true }).click();
  await page
    .getByRole('button', { name: /^Look at/ })
    .first()
    .waitFor();
  await page.keyboard.press('Escape');
  // One more button in the bar fits on a phone.
  await page.setViewportSize({ width: 390, height: 844 });
  expect([await seriousFaults(page), await misfits(page)]).toEqual([[], []]);
  await page.setViewportSize({ width: 640, height: 360 });
  expect([vera.errors, vera.strangers]).toEqual([[], []]);
});

test('[JO201] a refused headset is said with what to do; one that goes away leaves one where one was', async () => {
  const { page } = vera;
  await page.evaluate(() => {
    const xr = navigator.xr as unknown as { requestSession: unknown };
    xr.requestSession = async () => {
      Reflect.deleteProperty(xr, 'requestSession');
      throw new DOMException('no', 'NotAllowedError');
    };
  });
  await page.getByRole('button', { name: 'Enter VR' }).click();
  await page.getByText('The headset was not allowed to show the room.').waitFor();
  await page.getByRole('button', { name: 'Enter VR' }).click();
  await inSession(page);
  const before = await placeOf(page, 'Vera');
  await page.evaluate(() => window.headset.activeSession!.end());
  await page.getByRole('button', { name: 'Enter VR' }).waitFor();
  const after = await placeOf(page, 'Vera');
  expect(Math.hypot(after.x - before.x, after.z - before.z)).toBeLessThan(0.3);
  // The keys lead one again: back to where one came from.
  await page.locator('.stage-region').focus();
  await page.keyboard.down('s');
  await isAway(page, 'Vera', after, 0.5);
  await page.keyboard.up('s');
  expect([vera.errors.filter((text) => !text.includes('NotAllowed')), vera.strangers]).toEqual([[], []]);
});

test('[JO202] where there is no headset there is no button for one', async () => {
  await ada.page.getByRole('button', { name: /^Cart/ }).waitFor();
  expect(await ada.page.getByRole('button', { name: 'Enter VR' }).count()).toBe(0);
});

/** Holds a hand or a controller somewhere over the real floor, nodded by so much (radians, up is positive). */
const holdAt = (page: Page, kind: 'controllers' | 'hands', x: number, y: number, z: number, pitch = 0) =>
  page.evaluate(
    ([kind, x, y, z, nod]) => {
      const hand = window.headset[kind].right!;
      hand.position.set(x, y, z);
      hand.quaternion.set(Math.sin(nod / 2), 0, 0, Math.cos(nod / 2));
    },
    [kind, x, y, z, pitch] as const,
  );
/** Waits until the page knows somebody's right hand to be between two heights; undefined: not at all. */
const rightHandIs = (page: Page, name: string, low?: number, high = Number.POSITIVE_INFINITY) =>
  page.waitForFunction(
    ([name, low, high]) => {
      const held = window.vitrine!.people().find((one) => one.name === name)?.held;
      const right = held?.right;
      return low === undefined ? held === undefined : right !== undefined && right > low && right < high;
    },
    [name, low, high] as const,
  );
const ownHandsAre = (page: Page, name: string) =>
  page.waitForFunction((name) => {
    const { left, right } = window.vitrine!.hands();
    return left === name && right === name;
  }, name);
const useInput = (page: Page, mode: 'controller' | 'hand') =>
  page.evaluate((mode) => {
    window.headset.primaryInputMode = mode;
  }, mode);
const pinch = async (page: Page) => {
  for (const value of [1, 0]) {
    await page.evaluate((value) => window.headset.hands.right!.updatePinchValue(value), value);
    await page.evaluate(
      () =>
        new Promise((done) =>
          window.headset.activeSession!.requestAnimationFrame(() =>
            window.headset.activeSession!.requestAnimationFrame(done),
          ),
        ),
    );
  }
};

test('[JO203] others see the head and the hands of somebody with a headset move, and they are as everybody again when it is put down', async () => {
  const { page } = vera;
  await page.getByRole('button', { name: 'Enter VR' }).click();
  await inSession(page);
  await holdAt(page, 'controllers', 0.25, 1.0, -0.3);
  await rightHandIs(ada.page, 'Vera', 0.8, 1.2);
  await holdAt(page, 'controllers', 0.25, 1.9, -0.1);
  await rightHandIs(ada.page, 'Vera', 1.6);
  await page.evaluate(() => window.headset.position.set(0, 1, 0));
  await ada.page.waitForFunction(
    () => (window.vitrine!.people().find(({ name }) => name === 'Vera')?.held?.head ?? 9) < 1.2,
  );
  // One without a headset has nothing of this.
  expect((await placeOf(page, 'Ada')).held).toBeUndefined();
  await page.evaluate(() => window.headset.position.set(0, 1.6, 0));
  await page.getByRole('button', { name: 'Leave VR' }).press('Enter');
  await rightHandIs(ada.page, 'Vera');
  expect([vera.errors.filter((text) => !text.includes('NotAllowed')), vera.strangers]).toEqual([[], []]);
  expect([ada.errors, ada.strangers]).toEqual([[], []]);
});

test('[JO204] one sees the controllers that one holds, one’s own hands once they are put down, and the controllers again', async () => {
  const { page } = vera;
  await page.getByRole('button', { name: 'Enter VR' }).click();
  await inSession(page);
  await ownHandsAre(page, 'quest-plus');
  await useInput(page, 'hand');
  await ownHandsAre(page, 'hand');
  await useInput(page, 'controller');
  await ownHandsAre(page, 'quest-plus');
  expect([vera.errors.filter((text) => !text.includes('NotAllowed')), vera.strangers]).toEqual([[], []]);
});

test('[JO205] with bare hands a pinch leads elsewhere, others see the hand, and controllers work again after', async () => {
  const { page } = vera;
  await useInput(page, 'hand');
  await ownHandsAre(page, 'hand');
  await holdAt(page, 'hands', 0.15, 1.25, -0.25, -0.7);
  await rightHandIs(ada.page, 'Vera', 0.7, 1.6);
  const before = await placeOf(page, 'Vera');
  await pinch(page);
  const after = await isAway(page, 'Vera', before, 0.5);
  await isAway(ada.page, 'Vera', before, 0.4);
  // A stick that is no more there moves nobody; that of a controller does.
  await useInput(page, 'controller');
  await ownHandsAre(page, 'quest-plus');
  await push(page, 'left', 0, 1);
  await isAway(page, 'Vera', after, 0.5);
  await push(page, 'left', 0, 0);
  await page.getByRole('button', { name: 'Leave VR' }).press('Enter');
  await page.getByRole('button', { name: 'Enter VR' }).waitFor();
  expect(await page.evaluate(() => window.vitrine!.hands())).toEqual({ left: undefined, right: undefined });
  expect([vera.errors.filter((text) => !text.includes('NotAllowed')), vera.strangers]).toEqual([[], []]);
});

test('[JO207] with a headset that only tells where one looks as one pinches, the menu comes, is pressed, and a product is laid into the cart', async () => {
  const olga = await openPrepared(browser, server.url, await emulatorScript('lookingHeadset'), {
    viewport: { width: 640, height: 360 },
  });
  const { page } = olga;
  await putOn(page, 'Olga');
  /** Looks at something on a board and pinches. */
  const pinchAt = async (label: RegExp): Promise<void> => {
    await aimAt(page, await findOnBoard(page, label));
    for (const on of [true, false]) {
      await page.evaluate((on) => window.pinch(on), on);
      await frames(page, 3);
    }
  };
  // The sign of who has no hands hangs below: they look down.
  await page.evaluate(() => window.headset.quaternion.set(-0.35, 0, 0, 0.937));
  await pinchAt(/^Menu/);
  await page.evaluate(() => window.headset.quaternion.set(0, 0, 0, 1));
  await pinchAt(/^Look at Walnut headphones/);
  await pinchAt(/^Add to cart/);
  await pinchAt(/^Cart/);
  await findOnBoard(page, /^Checkout/);
  expect([olga.errors, olga.strangers]).toEqual([[], []]);
  await olga.close();
});
