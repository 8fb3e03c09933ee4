import { exitCode, stopAll } from './bootstrap/exec.cjs';
import { createSteps } from './bootstrap/steps.cjs';
import { SetupError } from './setup/setup-error.ts';
import type { Task } from './tasks/task.ts';

// Each task loads only what it needs, so that a warm start stays quick.
const TASKS: Record<string, () => Promise<Task>> = {
  start: async () => (await import('./tasks/start.ts')).start,
  dev: async () => (await import('./tasks/dev.ts')).dev,
  setup: async () => (await import('./tasks/setup.ts')).setup,
  build: async () => (await import('./tasks/build.ts')).build,
  test: async () => (await import('./tasks/test.ts')).test,
  check: async () => (await import('./tasks/check.ts')).check,
  format: async () => (await import('./tasks/format.ts')).format,
  bench: async () => (await import('./tasks/bench.ts')).bench,
  assets: async () => (await import('./tasks/assets.ts')).assets,
  scene: async () => (await import('./tasks/scene.ts')).scene,
  product: async () => (await import('./tasks/product.ts')).product,
  backup: async () => (await import('./tasks/backup.ts')).backup,
  restore: async () => (await import('./tasks/restore.ts')).restore,
  doctor: async () => (await import('./tasks/doctor.ts')).doctor,
};
const FIRST_STEP = 3;

async function main(): Promise<number> {
  const [name = '', ...args] = process.argv.slice(2);
  const load = TASKS[name];
  if (!load) throw new SetupError(`There is no task "${name}". Tasks: ${Object.keys(TASKS).join(', ')}.`);
  const steps = createSteps(Number(process.env.VITRINE_STEPS), FIRST_STEP);
  return (await load())({ args, steps });
}

let stopped = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    stopped = true;
    process.exitCode = exitCode(null, signal);
    if (stopAll(signal) === 0) process.exit();
  });
}

main().then(
  (code) => {
    process.exitCode ||= code;
    process.disconnect?.();
  },
  (error: unknown) => {
    if (stopped) process.exit();
    console.error(`\n${error instanceof SetupError ? error.message : ((error as Error).stack ?? error)}`);
    process.exit(1);
  },
);
