import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EVENT_STATUSES, type EventFacts, type EventStatus, mayMove } from '../../shared/model/event.ts';
import { onEachEngine } from '../testing/engines.ts';
import { DAY_MS, HOUR_MS, openStage, type Stage } from '../testing/events.ts';
import { slugOf } from './records.ts';

onEachEngine((open) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage(await open());
  });
  afterEach(() => stage.close());

  const codeOf = (answer: Promise<unknown>): Promise<string> =>
    answer.then(
      () => 'done',
      (error: { code?: string }) => error.code ?? String(error),
    );
  const through = async (id: string, ...way: EventStatus[]) => {
    for (const to of way) await stage.events.move(id, to);
    return stage.events.get(id);
  };

  test('[EV2] an event is drafted under an address of its own, and announced when its start is still to come', async () => {
    const { events, wish, clock } = stage;
    const first = await events.create(wish());
    const second = await events.create(wish());
    expect([first.slug, second.slug, first.status]).toEqual(['spring-light', 'spring-light-2', 'draft']);
    expect(first.accessKey).not.toBe(second.accessKey);
    expect([slugOf('Über  Öl!'), slugOf('光'), slugOf('-')]).toEqual(['uber-ol', 'event', 'event']);
    expect(await codeOf(events.create(wish({ showroom: 'nowhere' })))).toBe('not-found');
    expect(await codeOf(events.create(wish({ endsAt: wish().startsAt })))).toBe('bad-input');
    clock.advance(3 * DAY_MS);
    expect(await codeOf(events.move(first.id, 'scheduled'))).toBe('bad-input');
    expect((await events.get(first.id)).status).toBe('draft');
  });

  test('[EV2] only a draft is thrown away', async () => {
    const { events, wish, announced } = stage;
    const draft = await events.create(wish());
    await events.remove(draft.id);
    expect(await codeOf(events.get(draft.id))).toBe('not-found');
    expect(await codeOf(events.remove((await announced()).id))).toBe('conflict');
  });

  /** Where one may have come by moves of the table in any order. */
  function waysThrough(from: EventStatus, moves: EventStatus[]): EventStatus[] {
    if (moves.length === 0) return [from];
    return moves.flatMap((to, index) =>
      mayMove(from, to) ? waysThrough(to, moves.toSpliced(index, 1)) : [],
    );
  }

  test('[EV3] of hosts who press at once exactly one moves the event, and by the table alone', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.constantFrom(...EVENT_STATUSES), { minLength: 1, maxLength: 4 }), {
          maxLength: 6,
        }),
        async (presses) => {
          const own = await openStage(await open());
          const { id } = await own.events.create(own.wish());
          let at: EventStatus = 'draft';
          for (const wishes of presses) {
            const answers = await Promise.allSettled(wishes.map((to) => own.events.move(id, to)));
            const won = wishes.filter((_, index) => answers[index]!.status === 'fulfilled');
            const { status } = await own.events.get(id);
            // Those who won went one after another, each by the table.
            expect(waysThrough(at, won)).toContain(status);
            if (won.length === 0) expect(wishes.some((to) => mayMove(at, to))).toBe(false);
            at = status;
          }
          await own.close();
        },
      ),
      { numRuns: 15 },
    );
  });

  test('[EV3] the same press twice is one move and one conflict', async () => {
    const { events, announced } = stage;
    const { id } = await announced();
    const twice = await Promise.all([codeOf(events.move(id, 'live')), codeOf(events.move(id, 'live'))]);
    expect(twice.sort()).toEqual(['conflict', 'done']);
  });

  test('[EV4] one event of a showroom is on at a time; other showrooms do not care', async () => {
    const { events, announced } = stage;
    const [first, second, elsewhere] = [
      await announced(),
      await announced(),
      await announced({ showroom: 'theatre' }),
    ];
    const pressed = await Promise.all([
      codeOf(events.move(first.id, 'rehearsal')),
      codeOf(events.move(second.id, 'live')),
      codeOf(events.move(elsewhere.id, 'live')),
    ]);
    expect(pressed.slice(0, 2).sort()).toEqual(['conflict', 'done']);
    expect(pressed[2]).toBe('done');
  });

  test('[EV5] the first real start is kept, the last real end counts, and a rehearsal leaves no times', async () => {
    const { events, rundown, announced, clock } = stage;
    const { id } = await announced();
    const { items } = await rundown.set(id, [
      { kind: 'talk', title: 'Hello', product: '', plannedSeconds: 60 },
    ]);
    await through(id, 'rehearsal');
    expect((await rundown.start(id, items[0]!.id)).items[0]!.startedAt).toBe(clock.now());
    const begun = await through(id, 'live');
    expect(begun).toMatchObject({ startedAt: clock.now(), endedAt: null });
    expect(begun.items[0]).toMatchObject({ startedAt: null, endedAt: null });
    const started = clock.now();
    clock.advance(1000);
    expect(await through(id, 'ended')).toMatchObject({ startedAt: started, endedAt: clock.now() });
    clock.advance(1000);
    expect(await through(id, 'live')).toMatchObject({ startedAt: started, endedAt: null });
    clock.advance(1000);
    expect(await through(id, 'ended', 'replay')).toMatchObject({ startedAt: started, endedAt: clock.now() });
    expect(await codeOf(events.move(id, 'live'))).toBe('conflict');
  });

  test('[EV6] what an event says can always be changed, its time and place only before it begins', async () => {
    const { events, announced, clock } = stage;
    const told: EventFacts[] = [];
    stage.bus.subscribe('event.changed', ({ event }) => told.push(event));
    const { id, startsAt, endsAt } = await announced();
    const moved = await events.edit(id, { startsAt: startsAt + HOUR_MS, endsAt: endsAt + HOUR_MS });
    expect([moved.startsAt, told.at(-1)?.startsAt]).toEqual([startsAt + HOUR_MS, startsAt + HOUR_MS]);
    expect(await codeOf(events.edit(id, { startsAt: clock.now() - 1 }))).toBe('bad-input');
    expect(await codeOf(events.edit(id, { endsAt: startsAt }))).toBe('bad-input');
    expect(await codeOf(events.edit(id, { showroom: 'nowhere' }))).toBe('not-found');
    await through(id, 'live');
    expect(await codeOf(events.edit(id, { startsAt: startsAt + 1 }))).toBe('conflict');
    expect(await codeOf(events.edit(id, { showroom: 'theatre' }))).toBe('conflict');
    expect((await events.edit(id, { title: { en: 'Late spring' } })).title).toEqual({ en: 'Late spring' });
    expect(told.at(-1)?.title).toEqual({ en: 'Late spring' });
  });

  test('[EV7] a showroom is about what is live, else rehearsed, at its doors, just over, or next', async () => {
    const { events, announced, clock } = stage;
    const current = async () => (await events.current('atelier'))?.id;
    expect(await current()).toBeUndefined();
    const near = await announced();
    const far = await announced({ startsAt: near.startsAt + DAY_MS, endsAt: near.endsAt + DAY_MS });
    await events.create(stage.wish({ startsAt: clock.now() + 1, endsAt: clock.now() + 2 }));
    expect(await current()).toBe(near.id);
    await through(far.id, 'rehearsal');
    expect(await current()).toBe(far.id);
    await through(far.id, 'scheduled');
    await through(near.id, 'live');
    expect(await current()).toBe(near.id);
    await through(near.id, 'ended', 'replay');
    expect(await current()).toBe(near.id);
    clock.advance(far.startsAt - clock.now() - HOUR_MS);
    expect(await current()).toBe(far.id);
    clock.advance(DAY_MS);
    expect(await current()).toBeUndefined();
  });

  test('[EV7] an event whose doors are open comes before one that is over', async () => {
    const { events, announced, clock } = stage;
    const first = await announced({ startsAt: clock.now() + HOUR_MS, endsAt: clock.now() + 2 * HOUR_MS });
    const next = await announced({ startsAt: clock.now() + 4 * HOUR_MS, endsAt: clock.now() + 5 * HOUR_MS });
    await through(first.id, 'live', 'ended');
    expect((await events.current('atelier'))?.id).toBe(first.id);
    clock.advance(3.6 * HOUR_MS);
    expect((await events.current('atelier'))?.id).toBe(next.id);
  });
});
