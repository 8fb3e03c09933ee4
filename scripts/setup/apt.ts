import { existsSync } from 'node:fs';
import { lastLines, run } from '../bootstrap/exec.cjs';
import { SetupError } from './setup-error.ts';

const INSTALL = ['install', '--yes', '--no-install-recommends'];
const TAIL_LINES = 20;

/** The command that a person types to install packages; `sudo` where they are not root. */
export function aptCommand(packages: string[], root: boolean): string {
  const sudo = root ? '' : 'sudo ';
  return `${sudo}apt-get update && ${sudo}apt-get ${INSTALL.join(' ')} ${packages.join(' ')}`;
}

/** Whether this process may install Debian packages by itself. */
export function canInstall(): boolean {
  return existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
}

/** Whether the system's packages come from apt at all. */
export function hasApt(): boolean {
  return existsSync('/usr/bin/apt-get');
}

/** Installs Debian packages as root; throws with apt's last words and the command to repeat. */
export async function aptInstall(packages: string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const steps = [
    ['update', '--quiet'],
    [...INSTALL, '--quiet', ...packages],
  ];
  for (const args of steps) {
    const ended = await run('apt-get', args, { quiet: true, env });
    // A broken third-party source must not stop an installation that does not need it.
    if (ended.code === 0 || args[0] === 'update') continue;
    throw new SetupError(
      `${lastLines(ended.output, TAIL_LINES)}\n\napt could not install them. Try it yourself:\n  ${aptCommand(packages, true)}`,
    );
  }
}
