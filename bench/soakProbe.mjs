/** Runs inside the server that is measured (`--import`): on each connection to SOAK_PROBE it collects garbage and says what is left. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { observer } from 'mediasoup';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

const workers = new Set();
const live = { routers: 0, transports: 0 };
const count = (kind, object) => {
  live[kind]++;
  object.observer.once('close', () => live[kind]--);
};
observer.on('newworker', (worker) => {
  workers.add(worker);
  worker.observer.once('close', () => workers.delete(worker));
  worker.observer.on('newrouter', (router) => {
    count('routers', router);
    router.observer.on('newtransport', (transport) => count('transports', transport));
  });
});
/** Resident bytes of the media workers; nothing where the system does not tell. */
const mediaRss = () => {
  try {
    const kilobytes = ({ pid }) =>
      Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
    return [...workers].reduce((sum, worker) => sum + kilobytes(worker) * 1024, 0);
  } catch {
    return Number.NaN;
  }
};

createServer((socket) => {
  socket.on('error', () => socket.destroy());
  collect();
  // Twice: what finalisers let go in the first round goes in the second.
  setImmediate(() => {
    collect();
    const { heapUsed, rss } = process.memoryUsage();
    socket.end(JSON.stringify({ heap: heapUsed, rss, media: mediaRss(), ...live }));
  });
})
  .listen(process.env.SOAK_PROBE)
  .unref();
