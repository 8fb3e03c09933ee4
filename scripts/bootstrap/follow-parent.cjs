'use strict';
// Loaded before the server: when whoever started it is gone (even by SIGKILL), it stops as if asked to.
const POLL_MS = 1000;
const parent = process.ppid;

setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
}, POLL_MS).unref();
