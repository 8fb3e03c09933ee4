import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { openPrepared, startPlainBrowser, startServer } from '../client/e2e/harness.ts';
import { frames, pressMenu, pressOnBoard, putOn } from '../client/e2e/xr/hands.ts';
import { type Device, emulatorScript } from '../client/e2e/xr/headset.ts';
import { rounded } from './harness.ts';
import type { Bench, Row } from './report.ts';
import { probeScript, type XrFrames } from './xrProbe.ts';

const SCENES = (process.env.XR_SCENES ?? 'atelier theatre garden hall').split(' ');
const CROWDS = [0, 20, 50] as const;
/** Looks all around, and frames of each that count. */
const DIRECTIONS = 6;
const FRAMES = 12;
const LITTER_FRAMES = 60;
const EYES = 2;
/** So small that drawing in software takes little of the time that the scripts would have; smaller windows get one frame a second. */
const TINY = { width: 200, height: 100 };

type Figures = { cpuMs: number; drawCalls: number; triangles: number; garbage: number };

/** How it is drawn: as without a graphics card, or as with one (software draws it here all the same). */
const TIERS = ['low', 'high'] as const;
type Tier = (typeof TIERS)[number];

/** What frames cost: an eye's draw calls and triangles at most; the scripts of both eyes, as processor time of their thread, on average. */
const costOf = ({ drawCalls, triangles }: XrFrames, scriptSeconds: number): Omit<Figures, 'garbage'> => ({
  cpuMs: (scriptSeconds * 1000) / drawCalls.length,
  drawCalls: Math.max(...drawCalls) / EYES,
  triangles: Math.max(...triangles) / EYES,
});

/** Seconds of processor time that scripts of a page have had; waiting for the software that draws is none. */
async function scriptSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'ScriptDuration')!.value;
}

type Allocated = { callFrame: { url: string }; selfSize: number; children: Allocated[] };

/** Bytes that one frame of the page's scripts, the engine's among them, leaves to be collected; those of the emulator are none. */
async function garbage(session: CDPSession, page: Page): Promise<number> {
  await session.send('HeapProfiler.startSampling', {
    samplingInterval: 256,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  await frames(page, LITTER_FRAMES);
  const { profile } = await session.send('HeapProfiler.stopSampling');
  const sum = ({ callFrame: { url }, selfSize, children }: Allocated): number =>
    (url.includes('/bundle/') ? selfSize : 0) + children.reduce((all, child) => all + sum(child), 0);
  return sum(profile.head) / LITTER_FRAMES;
}

const worst = (all: Omit<Figures, 'garbage'>[]): Omit<Figures, 'garbage'> => ({
  cpuMs: Math.max(...all.map(({ cpuMs }) => cpuMs)),
  drawCalls: Math.max(...all.map(({ drawCalls }) => drawCalls)),
  triangles: Math.max(...all.map(({ triangles }) => triangles)),
});

async function lookAround(page: Page): Promise<Figures> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const found: Omit<Figures, 'garbage'>[] = [];
  for (let at = 0; at < DIRECTIONS; at++) {
    await page.evaluate(
      (yaw) => {
        window.headset.quaternion.set(0, Math.sin(yaw / 2), 0, Math.cos(yaw / 2));
      },
      (at / DIRECTIONS) * 2 * Math.PI,
    );
    await frames(page, 3);
    await page.evaluate(() => window.xrProbe.take());
    const before = await scriptSeconds(session);
    await frames(page, FRAMES);
    const seconds = (await scriptSeconds(session)) - before;
    found.push(costOf(await page.evaluate(() => window.xrProbe.take()), seconds));
  }
  const litter = await garbage(session, page);
  await session.detach();
  return { ...worst(found), garbage: litter };
}

/** Walks into a showroom with a headset. */
async function walkIn(browser: Browser, url: string, scene: string, tier: Tier, device: Device = 'emulator') {
  const wish = `localStorage.setItem('vitrine.quality', '${tier}');`;
  const script = `${wish}\n${await emulatorScript(device)}\n(${probeScript.toString()})();`;
  const visit = await openPrepared(browser, `${url}/s/${scene}`, script);
  const { page } = visit;
  await putOn(page, 'Vera');
  await page.evaluate(() => window.headset.position.set(0, 1.65, 0));
  return visit;
}

async function crowd(url: string, scene: string, people: number, first: number): Promise<ChildProcess> {
  const walkers = fork('bench/crowd/walkers.ts', [url, String(people), 'ours', String(first), scene]);
  await once(walkers, 'message');
  return walkers;
}

async function measureScene(
  browser: Browser,
  scene: string,
  tier: Tier,
  device: Device = 'emulator',
  crowds: readonly number[] = CROWDS,
): Promise<[number, Figures][]> {
  const server = await startServer({ MEDIA_WORKERS: '1', ROOM_CAPACITY: '80' });
  const walkers: ChildProcess[] = [];
  try {
    const { page, close } = await walkIn(browser, server.url, scene, tier, device);
    await page.setViewportSize(TINY);
    const found: [number, Figures][] = [];
    let here = 0;
    for (const people of crowds) {
      if (people > here) walkers.push(await crowd(server.url, scene, people - here, here));
      here = people;
      await page.waitForFunction((people) => window.vitrine!.stats().visitors === people + 1, people, {
        timeout: 60_000,
      });
      await frames(page, 20);
      found.push([people, await lookAround(page)]);
    }
    await close();
    return found;
  } finally {
    for (const one of walkers) one.kill('SIGKILL');
    await server.close();
  }
}

/** The same with the menu open and a product in the hand. */
async function measureHeld(browser: Browser, tier: Tier): Promise<Figures> {
  const server = await startServer({ MEDIA_WORKERS: '1' });
  try {
    const { page, close } = await walkIn(browser, server.url, 'atelier', tier);
    await pressMenu(page);
    await pressOnBoard(page, /^Look at Walnut headphones/);
    await page.waitForFunction(() => window.vitrine!.held() !== undefined);
    await page.getByRole('button', { name: 'Take apart' }).waitFor();
    await page.setViewportSize(TINY);
    const found = await lookAround(page);
    await close();
    return found;
  } finally {
    await server.close();
  }
}

async function run(): Promise<Row[]> {
  const browser = await startPlainBrowser();
  try {
    const rows: Row[] = [];
    const all: Figures[] = [];
    const tell = (name: string, { cpuMs, drawCalls, triangles, garbage: litter }: Figures): void => {
      rows.push(
        { name: `drawcalls_per_eye_${name}`, value: drawCalls, unit: 'calls' },
        { name: `triangles_${name}`, value: Math.round(triangles), unit: 'triangles' },
        { name: `cpu_ms_${name}`, value: rounded(cpuMs, 1), unit: 'ms' },
        { name: `garbage_kb_${name}`, value: rounded(litter / 1000, 0), unit: 'kB/frame' },
      );
    };
    for (const tier of TIERS) {
      const name = (of: string): string => (tier === 'low' ? of : `${of}_fine`);
      for (const scene of SCENES)
        for (const [people, figures] of await measureScene(browser, scene, tier)) {
          all.push(figures);
          tell(name(`${scene}_${people}`), figures);
        }
      // Each call draws both eyes then: what is half of them elsewhere is all of them here.
      const [[, both] = []] = await measureScene(browser, SCENES[0]!, tier, 'layeredHeadset', [50]);
      if (both) {
        const [drawCalls, triangles] = [both.drawCalls * EYES, both.triangles * EYES];
        tell(name(`${SCENES[0]}_50_both_eyes_at_once`), { ...both, drawCalls, triangles });
      }
      const held = await measureHeld(browser, tier);
      all.push(held);
      tell(name('held'), held);
    }
    const { cpuMs, drawCalls, triangles } = worst(all);
    rows.push(
      { name: 'drawcalls_per_eye_max', value: drawCalls, unit: 'calls', peer: 'budget 100' },
      { name: 'triangles_max', value: Math.round(triangles), unit: 'triangles', peer: 'budget 500 000' },
      { name: 'cpu_ms_max', value: rounded(cpuMs, 1), unit: 'ms', peer: 'budget 11' },
    );
    return rows;
  } finally {
    await browser.close();
  }
}

/** What a frame of a headset costs in each scene, alone and with people around. */
export const bench: Bench = {
  title: 'A frame of an emulated headset: draw calls and triangles of an eye, time of its scripts for both',
  run,
};
