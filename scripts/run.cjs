'use strict';
// Entry of every npm script, for any Node >= 14.18 on PATH: first the pinned Node and npm (toolchain/), then with those
// the packages, then the task itself (scripts/main.ts) with the pinned Node.
const path = require('node:path');
const { run, stopAll, exitCode } = require('./bootstrap/exec.cjs');
const { withLock } = require('./bootstrap/lock.cjs');
const { createSteps } = require('./bootstrap/steps.cjs');
const toolchain = require('./bootstrap/toolchain.cjs');

const { ROOT, TOOLCHAIN } = toolchain;
const STEP_TOTALS = {
  start: 5,
  dev: 5,
  setup: 4,
  test: 4,
  bench: 5,
  build: 3,
  assets: 2,
  scene: 2,
  check: 2,
  format: 2,
};
const CI_FLAGS = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--prefer-offline'].concat(
  ['--no-audit', '--no-fund', '--loglevel=error'],
);
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const GRACE_MS = 5000;
const PARENT_POLL_MS = 500;
const HEAD_LINES = 12;
const TAIL_LINES = 6;

let stopping;
let taskChild;

// npm says what is wrong first and where its log lies last; between them may stand its whole manual.
function excerpt(output) {
  const lines = output.trim().split('\n');
  if (lines.length <= HEAD_LINES + TAIL_LINES) return lines.join('\n');
  return [...lines.slice(0, HEAD_LINES), '…', ...lines.slice(-TAIL_LINES)].join('\n');
}

async function npmCi(command, args, options, what) {
  const ended = await run(command, args, { quiet: true, ...options });
  if (ended.code === 0) return;
  throw new Error(
    `${excerpt(ended.output)}\n\nnpm could not install ${what}.\n` +
      'Check the network (behind a proxy: `npm config set proxy …`; own registry: `npm config set registry …`)\n' +
      'and the free disk space, then run the same command again.',
  );
}

async function installToolchain() {
  const script = process.env.npm_execpath;
  const byScript = script && /npm-cli\.c?js$/.test(script);
  const [command, first] = byScript ? [process.execPath, [script]] : ['npm', []];
  const shell = !byScript && process.platform === 'win32';
  const args = first.concat(CI_FLAGS, '--engine-strict=false');
  await npmCi(command, args, { cwd: TOOLCHAIN, shell }, 'the pinned Node and npm');
  toolchain.markFresh(TOOLCHAIN);
}

async function installPackages() {
  const node = toolchain.chooseNode();
  const env = toolchain.taskEnvironment(node);
  await npmCi(node, [toolchain.pinnedNpm, ...CI_FLAGS], { cwd: ROOT, env }, 'the packages');
  toolchain.linkNode(node);
  toolchain.markFresh(ROOT);
}

async function install(steps) {
  const missing = () => [TOOLCHAIN, ROOT].filter((folder) => !toolchain.isFresh(folder));
  if (missing().length === 0) return;
  const lock = path.join(ROOT, '.cache', 'install.lock');
  const waiting = () => console.log('Another set-up is installing into this checkout; waiting for it.');
  await withLock(
    lock,
    async () => {
      const folders = missing();
      if (folders.includes(TOOLCHAIN)) await steps.run('Installing Node and npm', installToolchain);
      else steps.skip();
      if (folders.includes(ROOT)) await steps.run('Installing packages', installPackages);
    },
    waiting,
  );
}

// A terminal gives Ctrl+C to the whole group itself; a second one would read as "at once".
function stop(signal) {
  stopping = signal;
  if (!taskChild) {
    stopAll('SIGTERM');
    return;
  }
  if (signal !== 'SIGINT' || !process.stdin.isTTY) taskChild.kill(signal);
  else setTimeout(() => taskChild.kill('SIGTERM'), GRACE_MS).unref();
}

function listenForStop() {
  for (const signal of SIGNALS) process.on(signal, () => stop(signal));
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop('SIGTERM');
  }, PARENT_POLL_MS);
  watch.unref();
}

// The task may name a last command (the server), which then runs directly below this process.
async function runTask(node, args, env) {
  let next;
  const start = (argv, extra, stdio) => {
    const onChild = (child) => {
      taskChild = child;
      child.on('message', (message) => {
        next = message;
      });
    };
    return run(node, argv, { cwd: ROOT, env: { ...env, ...extra }, stdio, group: false, onChild });
  };
  const task = await start(args, {}, ['inherit', 'inherit', 'inherit', 'ipc']);
  if (task.code !== 0 || !next || stopping) return task.code;
  return (await start(next.args, next.env, 'inherit')).code;
}

async function main() {
  const [task, ...rest] = process.argv.slice(2);
  listenForStop();
  const total = STEP_TOTALS[task] || 2;
  if (task === 'doctor' && !toolchain.isFresh(TOOLCHAIN)) {
    throw new Error('The pinned Node and npm are not installed yet.\nRun `npm run setup` first.');
  }
  if (task !== 'doctor') await install(createSteps(total, 1));
  if (stopping) return exitCode(null, stopping);
  const node = toolchain.chooseNode();
  const env = { ...toolchain.taskEnvironment(node), VITRINE_STEPS: String(total) };
  const entry = path.join(ROOT, 'scripts', 'main.ts');
  const flags = ['--disable-warning=ExperimentalWarning'];
  return runTask(node, [...flags, entry, task, ...rest], env);
}

main().then(
  (code) => process.exit(code),
  (error) => {
    if (stopping) process.exit(exitCode(null, stopping));
    console.error(`\n${error.message}`);
    process.exit(1);
  },
);
