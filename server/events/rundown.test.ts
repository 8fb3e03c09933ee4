import { afterEach, beforeEach, expect, test } from 'vitest';
import { onEachEngine } from '../testing/engines.ts';
import { openStage, type Stage } from '../testing/events.ts';

onEachEngine((open) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage(await open());
  });
  afterEach(() => stage.close());

  const talk = (title: string) => ({ kind: 'talk' as const, title, product: '', plannedSeconds: 300 });
  const product = (slug: string) => ({ ...talk(slug), kind: 'product' as const, product: slug });
  const codeOf = (answer: Promise<unknown>): Promise<string> =>
    answer.then(
      () => 'done',
      (error: { code?: string }) => error.code ?? String(error),
    );

  test('[EV8] a rundown keeps its order; what is left out goes, what stays keeps its real times', async () => {
    const { rundown, events, announced, clock } = stage;
    const { id } = await announced();
    const { items } = await rundown.set(id, [talk('One'), talk('Two'), talk('Three')]);
    await events.move(id, 'live');
    await rundown.start(id, items[1]!.id);
    const [one, two] = items;
    const turned = await rundown.set(id, [
      { ...talk('2'), id: two!.id },
      { ...talk('1'), id: one!.id },
      talk('4'),
    ]);
    expect(turned.items.map(({ title, startedAt }) => [title, startedAt])).toEqual([
      ['2', clock.now()],
      ['1', null],
      ['4', null],
    ]);
    expect(await codeOf(rundown.set(id, [talk('without')]))).toBe('conflict');
    expect(
      await codeOf(
        rundown.set(id, [
          { ...talk('2'), id: two!.id },
          { ...talk('2'), id: two!.id },
        ]),
      ),
    ).toBe('bad-input');
    expect((await events.get(id)).items).toHaveLength(3);
  });

  test('[EV8] one item runs at a time, once, with its real times, and only while the event is on', async () => {
    const { rundown, events, announced, clock } = stage;
    const { id } = await announced();
    const { items } = await rundown.set(id, [talk('One'), talk('Two')]);
    const [one, two] = items.map((item) => item.id);
    expect(await codeOf(rundown.start(id, one!))).toBe('conflict');
    await events.move(id, 'live');
    const pressed = await Promise.all([codeOf(rundown.start(id, one!)), codeOf(rundown.start(id, one!))]);
    expect(pressed.sort()).toEqual(['conflict', 'done']);
    const begun = clock.now();
    clock.advance(5000);
    const after = await rundown.start(id, two!);
    expect(after.items).toMatchObject([
      { startedAt: begun, endedAt: clock.now() },
      { startedAt: clock.now(), endedAt: null },
    ]);
    expect(await codeOf(rundown.end(id, one!))).toBe('conflict');
    expect(await codeOf(rundown.start(id, 'nothing'))).toBe('not-found');
    clock.advance(5000);
    expect((await events.move(id, 'ended')).items[1]).toMatchObject({ endedAt: clock.now() });
  });

  test('[EV9] a product that is spoken of is pinned on its stand until its item ends; not in a rehearsal, not without a stand', async () => {
    const { rundown, events, announced, pinned } = stage;
    const { id } = await announced();
    const wishes = [product('deer'), product('nowhere'), product('deer'), talk('Bye'), product('deer')];
    const { items } = await rundown.set(id, wishes);
    const [first, second, third, bye, last] = items.map((item) => item.id);
    await events.move(id, 'rehearsal');
    await rundown.start(id, first!);
    expect(pinned).toEqual([]);
    await events.move(id, 'live');
    await rundown.start(id, first!);
    await rundown.start(id, second!);
    await rundown.start(id, third!);
    await rundown.start(id, bye!);
    expect(pinned.splice(0)).toEqual(['stand-3/deer', '/', '/', 'stand-3/deer', '/']);
    await rundown.start(id, last!);
    await rundown.end(id, last!);
    expect(pinned.splice(0)).toEqual(['stand-3/deer', '/']);
    await events.move(id, 'ended');
    expect(pinned).toEqual(['/']);
  });
});
