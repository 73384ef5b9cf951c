import type { CaseStore } from '@sla/case-store';
import type { Temporal } from '@sla/core';

import { clearDemo, demoCustomers, openDemo } from '../demo/demo-desk.ts';
import { CannotRun, type ExitCode, type Terminal } from '../terminal.ts';
import { logger } from '../up/logger.ts';
import { openStore } from '../up/open-store.ts';
import { refuseBusyPorts } from '../up/refuse-busy-ports.ts';
import { type Parts, type RunningDesk, runDesk } from '../up/run-desk.ts';
import { readSettings, type Settings, type UpOptions } from '../up/settings.ts';
import { welcome } from '../up/welcome.ts';

/** `sla up`: runs the desk until somebody asks it to stop. */
export async function up(options: UpOptions, terminal: Terminal): Promise<ExitCode> {
  const stopAsked = terminal.stopAsked();
  const settings = await readSettings(options, terminal);
  for (const warning of settings.warnings) terminal.err(`${warning}\n`);
  await refuseBusyPorts(settings.config);
  const store = await openFor(settings, options, terminal);
  // Whatever fails from here on must not leave the folder locked.
  try {
    const { env, now } = terminal;
    const desk = await runDesk({
      config: settings.config,
      ...demoParts(settings),
      store,
      log: logger(terminal),
      env,
      now,
    });
    await greet(settings, desk, terminal);
    terminal.out(`\n${(await stopAsked) === 'SIGINT' ? 'Stopping' : 'Asked to stop'} …\n`);
    return await stop(desk, terminal);
  } finally {
    await store.close();
  }
}

async function openFor(settings: Settings, options: UpOptions, terminal: Terminal): Promise<CaseStore> {
  const { config, demo } = settings;
  const open = (now?: () => Temporal.Instant) => openStore(config, now);
  if (!demo) {
    if (options.fresh)
      throw new CannotRun(
        '--fresh clears the demo only, and this desk is yours: its settings were found. Nothing was cleared.',
      );
    return open();
  }
  if (options.fresh) await clearDemo(config, open, terminal.now);
  terminal.out('Opening the demo desk …\n');
  const { store, played } = await openDemo(config, open, terminal.now);
  if (played > 0) terminal.out(`Wrote three weeks of demo history: ${played} cases.\n`);
  return store;
}

function demoParts({ config, demo }: Settings): Pick<Parts, 'demo' | 'customers'> {
  if (!demo) return {};
  return {
    demo: {
      clearCommand: 'npm start -- --fresh',
      connectHint: 'To connect your own mailbox, write sla.config.yaml as the README shows and start again.',
    },
    customers: demoCustomers(config),
  };
}

async function greet({ config, demo }: Settings, desk: RunningDesk, terminal: Terminal): Promise<void> {
  const [first] = config.agents;
  const link = first === undefined ? undefined : await desk.console.createSignInLink(first.id);
  const { smtp, sendsTo } = desk.email.status();
  terminal.out(
    welcome({ config, demo, url: desk.url, sendsTo, ...(smtp && { smtp }), ...(link !== undefined && { link }) }),
  );
}

async function stop(desk: RunningDesk, terminal: Terminal): Promise<ExitCode> {
  const failures = await desk.stop();
  for (const { name, error } of failures)
    terminal.err(`${name} did not stop cleanly: ${error instanceof Error ? error.message : String(error)}\n`);
  terminal.out('Stopped. Everything that was taken is kept; the next start goes on from here.\n');
  return failures.length === 0 ? 0 : 1;
}
