import { expect, test } from 'vitest';
import { lendFrames } from './pageFrames.ts';

/** Something that has frames, or none. */
function frames(has: boolean) {
  const waiting: FrameRequestCallback[] = [];
  return {
    requestAnimationFrame: (callback: FrameRequestCallback) => waiting.push(callback),
    cancelAnimationFrame() {},
    pass: () => {
      if (has) for (const callback of waiting.splice(0)) callback(0);
    },
    waiting,
  };
}

test('[VR12] a page without frames of its own gets those of the session, until that is over', () => {
  const [page, session] = [frames(false), frames(true)];
  const own = page.requestAnimationFrame;
  const loan = lendFrames(session as never, page);
  for (let at = 0; at < 30; at++) loan.step();
  let called = 0;
  page.requestAnimationFrame(() => called++);
  session.pass();
  expect(called).toBe(1);
  loan.end();
  loan.end();
  expect(page.requestAnimationFrame).toBe(own);
});

test('[VR12] a page that has frames keeps them', () => {
  const [page, session] = [frames(true), frames(true)];
  const own = page.requestAnimationFrame;
  const loan = lendFrames(session as never, page);
  page.pass();
  for (let at = 0; at < 30; at++) loan.step();
  expect(page.requestAnimationFrame).toBe(own);
  expect(session.waiting).toEqual([]);
});
