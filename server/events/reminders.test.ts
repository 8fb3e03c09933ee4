import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../store/open.ts';
import { makePostgres, onEachEngine } from '../testing/engines.ts';
import { DAY_MS, HOUR_MS, openStage, type Stage } from '../testing/events.ts';
import { standingClock } from '../testing/house.ts';

onEachEngine((open, engine) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage(await open());
  });
  afterEach(() => stage.close());

  const ada = { email: 'Ada@example.org', language: 'es', ticket: '' };
  const subjects = () => stage.sent.splice(0).map(({ subject }) => subject.split(':')[0]);

  test('[EV10] who signs up is told so at once, a day and an hour before the start, each once', async () => {
    const { reminders, announced, clock } = stage;
    const event = await announced();
    await reminders.signUp(event, ada);
    await reminders.signUp(event, { ...ada, email: 'ada@EXAMPLE.org' });
    await Promise.all([reminders.tick(), reminders.tick()]);
    expect(stage.sent[0]).toMatchObject({ to: 'ada@example.org', language: 'es' });
    expect(stage.sent[0]!.text).toContain('https://vitrine.example/event/spring-light');
    expect(stage.sent[0]!.attachments?.[0]?.content).toContain('SUMMARY:Primavera');
    expect(subjects()).toEqual(['Te avisaremos']);
    for (const [wait, said] of [
      [2 * DAY_MS - 1, []],
      [1, ['Mañana']],
      [23 * HOUR_MS - 1, []],
      [1, ['Dentro de una hora']],
      [2 * HOUR_MS, []],
    ] as const) {
      clock.advance(wait);
      await reminders.tick();
      expect(subjects()).toEqual(said);
    }
  });

  test('[EV10] only what is still ahead is promised; of an event that is over or taken back nobody is reminded', async () => {
    const { reminders, announced, clock, events } = stage;
    const soon = await announced({ startsAt: clock.now() + 2 * HOUR_MS, endsAt: clock.now() + 3 * HOUR_MS });
    await reminders.signUp(soon, ada);
    await reminders.tick();
    expect(subjects()).toEqual(['Te avisaremos']);
    await events.move(soon.id, 'draft');
    clock.advance(1.5 * HOUR_MS);
    expect(await reminders.tick()).toBe(0);
    const live = await announced();
    const on = await events.move(live.id, 'live');
    await expect(reminders.signUp(on, ada)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('[EV10] an event that is moved is reminded of anew', async () => {
    const { reminders, announced, clock, events } = stage;
    const event = await announced();
    await reminders.signUp(event, ada);
    clock.advance(2.5 * DAY_MS);
    await reminders.tick();
    expect(subjects().sort()).toEqual(['Mañana', 'Te avisaremos']);
    await events.edit(event.id, { startsAt: event.startsAt + 7 * DAY_MS, endsAt: event.endsAt + 7 * DAY_MS });
    expect(await reminders.tick()).toBe(0);
    clock.advance(6.6 * DAY_MS);
    await reminders.tick();
    expect(subjects()).toEqual(['Mañana']);
  });

  test('[EV11] a mail goes out once over a restart, also when the other house looks at the same time', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vitrine-events-'));
    const clock = standingClock();
    const made = engine === 'postgres' ? await makePostgres() : undefined;
    const again = async () => openStage(await openDatabase(folder, made?.url, 2), clock);
    const first = await again();
    await first.reminders.signUp(await first.announced(), ada);
    const second = await again();
    await Promise.all([first.reminders.tick(), second.reminders.tick()]);
    await first.close();
    await second.reminders.tick();
    await second.close();
    const third = await again();
    await third.reminders.tick();
    expect(first.sent.length + second.sent.length + third.sent.length).toBe(1);
    await third.close();
    await made?.drop();
    rmSync(folder, { recursive: true });
  });

  test('[EV11] a mail that fails is tried again, later each time, and given up after the fifth', async () => {
    const { reminders, announced, clock, failMail } = stage;
    await reminders.signUp(await announced(), ada);
    failMail(true);
    expect(await reminders.tick()).toBe(0);
    failMail(false);
    expect(await reminders.tick()).toBe(0);
    clock.advance(60_000);
    expect(await reminders.tick()).toBe(1);
    await reminders.signUp(await announced(), ada);
    failMail(true);
    for (let turn = 0; turn < 5; turn++) {
      await reminders.tick();
      clock.advance(HOUR_MS);
    }
    failMail(false);
    expect(await reminders.tick()).toBe(0);
  });

  test('[EV12] each reminder says how to end them; who ended them gets none, and may sign up again', async () => {
    const { reminders, announced, clock } = stage;
    const event = await announced();
    await reminders.signUp(event, ada);
    await reminders.tick();
    const [first] = stage.sent.splice(0);
    const token = new URL(first!.unsubscribe!).pathname.split('/').at(-2)!;
    expect(first!.text).toContain(`/event/spring-light?forget=${token}`);
    await reminders.forget(token);
    await expect(reminders.forget(token)).rejects.toMatchObject({ code: 'not-found' });
    clock.advance(2.5 * DAY_MS);
    expect(await reminders.tick()).toBe(0);
    await reminders.signUp(event, ada);
    await reminders.tick();
    expect(subjects()).toEqual(['Te avisaremos']);
  });

  test('[EV13] who is put on a list gets their own link once the event is announced, again when wished, and not when taken off', async () => {
    const { reminders, guests, events, wish } = stage;
    const draft = await events.create(wish({ access: 'list' }));
    const two = ['Bo@example.org', 'cy@example.org'].map((email) => ({ email, name: 'B', language: 'en' }));
    await guests.add(draft.id, two);
    await guests.add(draft.id, two);
    expect(await reminders.tick()).toBe(0);
    const event = await events.move(draft.id, 'scheduled');
    expect(await reminders.tick()).toBe(2);
    const [bo] = await guests.list(event.id);
    expect(bo).toMatchObject({ email: 'bo@example.org', invitedAt: stage.clock.now() });
    const mail = stage.sent.find(({ to }) => to === 'bo@example.org');
    expect(mail?.text).toContain(`/event/spring-light?ticket=${bo!.token}`);
    expect(mail?.unsubscribe).toBeUndefined();
    await guests.resend(event.id, 'bo@example.org');
    await guests.remove(event.id, 'cy@example.org');
    await expect(guests.resend(event.id, 'cy@example.org')).rejects.toMatchObject({ code: 'not-found' });
    expect(await reminders.tick()).toBe(1);
    expect(await guests.admits(event, bo!.token)).toBe(true);
    await guests.remove(event.id, 'bo@example.org');
    expect(await guests.admits(event, bo!.token)).toBe(false);
  });
});
