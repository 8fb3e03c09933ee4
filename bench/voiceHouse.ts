import { observer, type types } from 'mediasoup';
import { openTestHouse } from '../server/testing/house.ts';
import { openPlainly } from '../server/testing/media.ts';

/** The whole server in a process of its own, with plain transports for browsers' ones; says its port, then on each line asked what it used. */
const workers: types.Worker[] = [];
observer.on('newworker', (worker) => {
  workers.push(worker);
  worker.observer.on('newrouter', openPlainly);
});
const house = await openTestHouse(process.env as Record<string, string>);
console.log(house.url);
process.stdin.on('data', async () => {
  const usage = await Promise.all(workers.map((worker) => worker.getResourceUsage()));
  const media = usage.reduce((sum, { ru_utime, ru_stime }) => sum + ru_utime + ru_stime, 0);
  const { user, system } = process.cpuUsage();
  console.log(JSON.stringify({ mediaMs: media, roomMs: (user + system) / 1000 }));
});
process.stdin.on('end', () => void house.end().then(() => process.exit()));
