// Takes pictures of the scene named by VITRINE_SCENE: node viewer/shoot.mjs OUT.png WIDTHxHEIGHT QUERY [OUT.png WIDTHxHEIGHT QUERY …]
import { resolve } from 'node:path';
import { startViewer } from './browse.mjs';

const name = process.env.VITRINE_SCENE ?? 'atelier';
const root = resolve(import.meta.dirname, '../../../..');
const viewer = await startViewer({
  scene: resolve(root, 'assets/scenes', name),
  work: resolve(root, process.env.VITRINE_ART_WORK ?? '.cache/art', name),
});
try {
  for (let i = 2; i < process.argv.length; i += 3) {
    const [out, size, query] = process.argv.slice(i, i + 3);
    const page = await viewer.open(query, ...size.split('x').map(Number));
    await page.waitForFunction('window.stats', null, { timeout: 60_000 });
    console.log(out, JSON.stringify(await page.evaluate('window.stats')));
    await page.screenshot({ path: out });
    await page.close();
  }
} finally {
  await viewer.close();
}
