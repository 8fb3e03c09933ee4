import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cachedWorker } from '../../scripts/setup/worker-find.ts';
import type { Clock } from '../clock.ts';
import { readConfig } from '../config.ts';
import { type House, openHouse } from '../house.ts';
import { openLog } from '../log.ts';
import type { Staff } from './api.ts';
import { openStaff } from './staff.ts';

/** Real time that a test may push forward. */
export type TestClock = Clock & { advance(ms: number): void };

/** A clock that runs by itself from now on, and jumps when told. */
export function runningClock(): TestClock {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    advance(ms) {
      ahead += ms;
    },
  };
}

/** A clock that stands still until told. */
export function standingClock(at = Date.UTC(2030, 0, 1)): TestClock {
  let now = at;
  return {
    now: () => now,
    advance(ms) {
      now += ms;
    },
  };
}

/** The environment of a house under test: any free port, a folder of its own, one media worker. */
export function testEnvironment(dataDir: string, env: Record<string, string> = {}): Record<string, string> {
  return {
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: dataDir,
    MEDIA_PORT: '0',
    MEDIA_LISTEN_IP: '127.0.0.1',
    MEDIA_WORKERS: '1',
    MEDIASOUP_WORKER_BIN: process.env.MEDIASOUP_WORKER_BIN || cachedWorker(),
    LOG_LEVEL: 'silent',
    ...env,
  };
}

/** A running house with its folder. `close` closes it and answers what it left behind: nothing, if all is well. */
export type TestHouse = House & {
  url: string;
  dataDir: string;
  clock: TestClock;
  staff: Staff;
  end(): Promise<string[]>;
};

/** Resources that a closed house must not hold. */
const HELD = ['TCPServerWrap', 'ProcessWrap', 'UDPWrap'];
const held = () => process.getActiveResourcesInfo().filter((name) => HELD.includes(name));

/** Opens the whole server in this process, as `server/main.ts` does. */
export async function openTestHouse(env: Record<string, string> = {}): Promise<TestHouse> {
  const before = held();
  const dataDir = env.DATA_DIR ?? (await mkdtemp(join(tmpdir(), 'vitrine-test-')));
  const clock = runningClock();
  const house = await openHouse(readConfig(testEnvironment(dataDir, env)), openLog('silent'), clock);
  const url = `http://127.0.0.1:${house.port}`;
  return {
    ...house,
    url,
    dataDir,
    clock,
    staff: openStaff({ url, clock, dataDir }, house.links.invitation),
    async end() {
      await house.close();
      await rm(dataDir, { recursive: true, force: true });
      // A closed handle leaves the list one turn of the loop later.
      for (let turn = 0; turn < 50 && held().length > before.length; turn++)
        await new Promise((resolve) => setImmediate(resolve));
      return held().slice(before.length);
    },
  };
}
