'use strict';
// Node 14.18 must be able to read this file.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const HEARTBEAT_MS = 5000;
const STALE_MS = 30000;
const POLL_MS = 250;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function abandoned(file) {
  try {
    const [host, pid] = fs.readFileSync(file, 'utf8').split(' ');
    if (Date.now() - fs.statSync(file).mtimeMs > STALE_MS) return true;
    return host === os.hostname() && Number(pid) > 0 && !alive(Number(pid));
  } catch (_gone) {
    return false;
  }
}

function tryTake(file) {
  try {
    fs.writeFileSync(file, `${os.hostname()} ${process.pid}`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

// Renaming is atomic: of two processes that find the same abandoned lock, one moves it away.
function clear(file) {
  const aside = `${file}.${process.pid}.abandoned`;
  try {
    fs.renameSync(file, aside);
    fs.unlinkSync(aside);
  } catch (_taken) {
    /* the other one was first */
  }
}

async function withLock(file, work, onWait) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  let told = false;
  while (!tryTake(file)) {
    if (abandoned(file)) {
      clear(file);
      continue;
    }
    if (!told && onWait) onWait();
    told = true;
    await sleep(POLL_MS);
  }
  const beat = setInterval(() => fs.utimes(file, new Date(), new Date(), () => {}), HEARTBEAT_MS);
  const release = () => fs.existsSync(file) && fs.unlinkSync(file);
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.off('exit', release);
    release();
  }
}

module.exports = { withLock };
