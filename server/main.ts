import { systemClock } from './clock.ts';
import { ConfigError, readConfig } from './config.ts';
import { type House, openHouse } from './house.ts';
import { openLog } from './log.ts';

const log = openLog(process.env.LOG_LEVEL || 'info');

process.on('uncaughtException', (error) => log.error({ err: error }, 'uncaught: the process goes on'));
process.on('unhandledRejection', (error) =>
  log.error({ err: error }, 'unhandled rejection: the process goes on'),
);

try {
  const config = readConfig(process.env);
  const house = await openHouse(config, log, systemClock);
  log.info({ port: house.port }, 'open');
  printLinks(house.links);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, async () => {
      log.info({ signal }, 'closing');
      await house.close().catch((error) => log.error({ err: error }, 'did not close cleanly'));
      process.exit(0);
    });
} catch (error) {
  if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
  else log.fatal({ err: error }, 'could not start');
  process.exit(1);
}

/** The line with the console ends the list. */
function printLinks({ showroom, studio, designer, invitation, console }: House['links']): void {
  const first = invitation
    ? `  Begin       ${invitation}\n\n  Whoever opens it first becomes the owner: keep it to yourself. It is printed until there is one.\n\n`
    : '';
  process.stdout.write(
    `\n${first}  Showroom    ${showroom}\n  Studio      ${studio}\n  Designer    ${designer}\n  Console     ${console}\n\n`,
  );
}
