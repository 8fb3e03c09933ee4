'use strict';
// Node 14.18 must be able to read this file.
const { spawn } = require('node:child_process');
const os = require('node:os');

const TAIL_BYTES = 64 * 1024;
const KILL_AFTER_MS = 8000;
const running = new Set();

function signalTree(child, signal) {
  try {
    if (process.platform === 'win32' || !child.ownGroup) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (_gone) {
    running.delete(child);
  }
}

function collect(child, onLine) {
  let tail = '';
  let rest = '';
  const take = (chunk) => {
    tail = (tail + chunk).slice(-TAIL_BYTES);
    if (!onLine) return;
    const lines = (rest + chunk).split(/[\r\n]+/);
    rest = lines.pop() || '';
    lines.forEach(onLine);
  };
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    stream.setEncoding('utf8');
    stream.on('data', take);
  }
  return () => tail;
}

function exitCode(code, signal) {
  return signal ? 128 + (os.constants.signals[signal] || 0) : code;
}

function run(command, args, options) {
  const { quiet, onLine, onChild, timeoutMs, group = true, ...rest } = options || {};
  const ownGroup = group && process.platform !== 'win32';
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      detached: ownGroup,
      windowsHide: true,
      ...rest,
    });
    child.ownGroup = ownGroup;
    running.add(child);
    const tail = collect(child, onLine);
    const timer = timeoutMs ? setTimeout(() => signalTree(child, 'SIGKILL'), timeoutMs) : undefined;
    const end = (code, text) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code, output: text });
    };
    child.once('error', (error) => end(127, error.message));
    child.once('close', (code, signal) => end(exitCode(code, signal), tail()));
    if (onChild) onChild(child);
  });
}

function stopAll(signal) {
  for (const child of running) {
    signalTree(child, signal);
    setTimeout(() => running.has(child) && signalTree(child, 'SIGKILL'), KILL_AFTER_MS).unref();
  }
  return running.size;
}

function lastLines(text, count) {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

module.exports = { run, stopAll, exitCode, lastLines };
