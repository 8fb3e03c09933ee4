import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What is serious on a page once its colours have settled, by rule and place. */
export async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(async () => {
    // What is still fading in has no contrast of its own yet; what goes on for ever is left alone.
    const fading = () =>
      document
        .getAnimations()
        .filter(
          (one) =>
            one.playState === 'running' &&
            one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY,
        );
    for (let now = fading(); now.length > 0; now = fading())
      await Promise.allSettled(now.map((one) => one.finished));
  });
  type WithAxe = Window & { axe?: typeof axe };
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (window as WithAxe).axe!.run({ resultTypes: ['violations'] }),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
    );
}

/** What reaches out of the window sideways (unless it scrolls there), and what is too small for a finger. */
export function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const FINGER = 44;
    const TARGETS = 'button, a[href], select, input, summary, [role=tab]';
    const named = (element: Element): string => {
      const { left, right, width, height } = element.getBoundingClientRect();
      const box = `${[left, right].map(Math.round).join('–')}, ${Math.round(width)} × ${Math.round(height)}`;
      return `${element.tagName}.${element.className} “${element.textContent?.slice(0, 30)}” ${box}`;
    };
    const shown = (element: Element): boolean =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      !element.closest('.visually-hidden, svg');
    const contained = (element: Element): boolean => {
      for (let at = element.parentElement; at && at !== document.body; at = at.parentElement)
        if (getComputedStyle(at).overflowX !== 'visible') return true;
      return false;
    };
    const all = [...document.body.querySelectorAll('*')].filter(shown);
    const outside = all.filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 0 && (left < -1 || right > innerWidth + 1) && !contained(element);
    });
    const small = all.filter((element) => {
      if (!element.matches(TARGETS)) return false;
      const { width, height } = (element.closest('label') ?? element).getBoundingClientRect();
      return Math.min(width, height) < FINGER - 0.5;
    });
    return [...outside.map((one) => `outside: ${named(one)}`), ...small.map((one) => `small: ${named(one)}`)];
  });
}

/** Which share of the window an open panel covers. */
export const covered = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { width, height } = document.querySelector('[role=dialog]')!.getBoundingClientRect();
    return (width * height) / (innerWidth * innerHeight);
  });

/** Where the keyboard is: the name of what has the focus, or nothing. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const at = document.activeElement;
    return at && at !== document.body ? (at.getAttribute('aria-label') ?? at.textContent ?? '') : '';
  });
