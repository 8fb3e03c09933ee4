// Bakes the reflection probe from the lit room: node probe.mjs SCENE_FOLDER WORK_FOLDER
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { startViewer } from './viewer/browse.mjs';

/** Photographs the room from its middle in headless Chromium and writes probe.env. */
export async function bakeProbe(scene, work) {
  const viewer = await startViewer({ scene, work });
  try {
    const page = await viewer.open('mode=capture', 640, 360);
    await page.waitForFunction('window.probe || window.stats', null, { timeout: 60_000 });
    const text = await page.evaluate('window.probe');
    if (!text) throw new Error(JSON.stringify(await page.evaluate('window.stats')));
    const file = Buffer.from(text, 'base64');
    writeFileSync(resolve(scene, 'probe.env'), file);
    console.log('probe.env', file.length, 'bytes');
  } finally {
    await viewer.close();
  }
}

if (process.argv[1] === import.meta.filename) await bakeProbe(process.argv[2], process.argv[3]);
