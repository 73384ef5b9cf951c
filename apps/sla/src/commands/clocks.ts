import { CannotRun, type ExitCode, type Terminal } from '../terminal.ts';
import { logger } from '../up/logger.ts';
import { openStore } from '../up/open-store.ts';
import { openDesk } from '../up/run-desk.ts';
import { readSettings, type UpOptions } from '../up/settings.ts';
import { startClocks } from '../up/start-clocks.ts';
import { StopInOrder } from '../up/stop-in-order.ts';

/** `sla clocks`: runs the clocks of a desk on PostgreSQL, and nothing else, until somebody asks it to stop. */
export async function clocks(options: Pick<UpOptions, 'config' | 'data'>, terminal: Terminal): Promise<ExitCode> {
  const stopAsked = terminal.stopAsked();
  const { config, demo, warnings } = await readSettings(options, terminal);
  for (const warning of warnings) terminal.err(`${warning}\n`);
  if (demo)
    throw new CannotRun(`There is no ${options.config} here: expected the settings of the desk whose clocks to run.`);
  if (config.database === undefined)
    throw new CannotRun(
      'An embedded desk belongs to one process, and its clocks run there: start it by sla up, or set DATABASE_URL to the PostgreSQL that processes share.',
    );
  const store = await openStore(config);
  try {
    const stops = new StopInOrder();
    startClocks(await openDesk(config, store, config.desk.url), logger(terminal), stops);
    terminal.out(
      `The clocks of ${config.desk.name} run here. Deliveries, mail and pages are left to others. Ctrl-C stops them.\n`,
    );
    await stopAsked;
    const failures = await stops.run();
    for (const { name, error } of failures) terminal.err(`${name} did not stop cleanly: ${String(error)}\n`);
    return failures.length === 0 ? 0 : 1;
  } finally {
    await store.close();
  }
}
