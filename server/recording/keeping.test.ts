import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLog } from '../log.ts';
import { onEachEngine } from '../testing/engines.ts';
import { standingClock } from '../testing/house.ts';
import { openPasses } from './passes.ts';
import { openRecords } from './records.ts';
import { openReplays } from './replays.ts';
import { anEvent } from './testing/stage.ts';

const DAY_MS = 24 * 3600 * 1000;

onEachEngine((open) => {
  test('[RC24] recordings are deleted after the days that their showroom keeps them, those that run never', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vitrine-keeping-'));
    const db = await open();
    const clock = standingClock();
    const records = openRecords(db, folder);
    const replays = openReplays({
      records,
      passes: openPasses(clock),
      clock,
      log: openLog('silent'),
      defaultDays: 30,
    });
    await records.begin(anEvent('ended', 'old'), clock.now());
    await records.end('old', clock.now());
    await records.begin({ ...anEvent('ended', 'other'), showroom: 'garden' }, clock.now());
    await records.end('other', clock.now());
    await records.begin(anEvent('live', 'running'), clock.now());
    await records.setDays('garden', 60);
    clock.advance(29 * DAY_MS);
    expect(await replays.sweep()).toBe(0);
    clock.advance(DAY_MS);
    expect(await replays.sweep()).toBe(1);
    expect((await records.list()).map(({ event }) => event).sort()).toEqual(['other', 'running']);
    await expect(replays.recordingOf('old')).rejects.toMatchObject({ code: 'gone' });
    clock.advance(30 * DAY_MS);
    expect(await replays.sweep()).toBe(1);
    await db.destroy();
    await rm(folder, { recursive: true, force: true });
  });
});
