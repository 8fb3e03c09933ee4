import type { Page } from 'playwright-core';
import { enter } from '../harness.ts';

/** Walks in under a name and puts the headset on; resolves once its menu can be asked for. */
export async function putOn(page: Page, name: string): Promise<void> {
  await enter(page, name);
  await page.getByRole('button', { name: 'Enter VR' }).click();
  await page.waitForFunction(() => window.headset.activeSession !== undefined);
  await page.locator('.vr-menu').waitFor();
}

/** Points with the right hand at a point over the real floor, from where it is held. */
export const aimAt = (page: Page, to: { x: number; y: number; z: number }) =>
  page.evaluate(({ x, y, z }) => {
    const hand = window.headset.controllers.right!;
    const { position: head } = window.headset;
    hand.position.set(head.x + 0.15, head.y - 0.35, head.z - 0.15);
    const [dx, dy, dz] = [x - hand.position.x, y - hand.position.y, z - hand.position.z];
    const yaw = Math.atan2(-dx, -dz);
    const pitch = Math.atan2(dy, Math.hypot(dx, dz));
    const [sy, cy, sp, cp] = [Math.sin(yaw / 2), Math.cos(yaw / 2), Math.sin(pitch / 2), Math.cos(pitch / 2)];
    hand.quaternion.set(cy * sp, sy * cp, -sy * sp, cy * cp);
  }, to);

/** Lets the headset draw so many frames, so that what was done with the hands has been seen; none where that has ended the session. */
export const frames = (page: Page, count = 2) =>
  page.evaluate(
    (count) =>
      new Promise<void>((done) => {
        const session = window.headset.activeSession;
        if (!session) return done();
        session.addEventListener('end', () => done());
        const next = (left: number): unknown =>
          left === 0 ? done() : session.requestAnimationFrame(() => next(left - 1));
        next(count);
      }),
    count,
  );

/** Presses and lets go of the right hand's trigger. */
export async function trigger(page: Page): Promise<void> {
  for (const value of [1, 0]) {
    await page.evaluate(
      (value) => window.headset.controllers.right!.updateButtonValue('trigger', value),
      value,
    );
    await frames(page, 1);
  }
}

/** Waits until something whose words match can be pressed on a board, and answers where. */
export async function findOnBoard(page: Page, label: RegExp) {
  const found = await page.waitForFunction(
    ([source, flags]) => {
      const wanted = new RegExp(source!, flags);
      return (window.vitrineRoom?.().boards ?? window.vitrine!.boards()).find((one) =>
        wanted.test(one.label),
      );
    },
    [label.source, label.flags] as const,
  );
  return (await found.jsonValue())!;
}

/** Presses something on a board by pointing at it, as soon as it is there and stays where it is. */
export async function pressOnBoard(page: Page, label: RegExp): Promise<void> {
  let before = await findOnBoard(page, label);
  for (;;) {
    await aimAt(page, before);
    await frames(page, 1);
    const now = await findOnBoard(page, label);
    const moved = Math.hypot(now.x - before.x, now.y - before.y, now.z - before.z);
    if (moved < 0.002) break;
    before = now;
  }
  await trigger(page);
}

/** Presses the upper button of the left hand, which brings the menu or takes it away. */
export async function pressMenu(page: Page): Promise<void> {
  for (const value of [1, 0]) {
    await page.evaluate(
      (value) => window.headset.controllers.left!.updateButtonValue('y-button', value),
      value,
    );
    await frames(page);
  }
}

/** Presses something on a board, scrolling to it with the right hand's stick where it is out of sight. */
export async function reachOnBoard(page: Page, label: RegExp, way: 'down' | 'up' = 'down'): Promise<void> {
  const isThere = () =>
    page.evaluate(
      ([source, flags]) =>
        (window.vitrineRoom?.().boards ?? window.vitrine!.boards()).some((one) =>
          new RegExp(source!, flags).test(one.label),
        ),
      [label.source, label.flags] as const,
    );
  const onto = await page.evaluate(() => {
    const all = (window.vitrineRoom?.().boards ?? window.vitrine!.boards()).filter(
      ({ board }) => board === 'vr-menu' || board === 'ar-shell',
    );
    // The middle of what is pressed there lies within what scrolls.
    return all[Math.floor(all.length * 0.7)]!;
  });
  await aimAt(page, onto);
  for (let tries = 0; tries < 60 && !(await isThere()); tries++) {
    await stick(page, way === 'down' ? 1 : -1);
    await frames(page, 4);
    await stick(page, 0);
    // What has been scrolled is painted anew.
    await frames(page, 4);
  }
  await pressOnBoard(page, label);
}

const stick = (page: Page, back: number) =>
  page.evaluate((back) => window.headset.controllers.right!.updateAxes('thumbstick', 0, back), back);

/** Writes letters by the keys of a board. */
export async function typeOnBoard(page: Page, letters: string): Promise<void> {
  let signs = false;
  for (const letter of letters) {
    const isSign = /[^a-z ]/.test(letter);
    if (isSign !== signs && letter !== ' ') {
      await pressOnBoard(page, isSign ? /^123$/ : /^qwe$/);
      signs = isSign;
    }
    const key = /\w/.test(letter) ? letter : `\\${letter}`;
    await pressOnBoard(page, letter === ' ' ? /^Space$/ : new RegExp(`^${key}$`));
  }
}
