import type { DeskConfig } from '@sla/config';
import { ListenError, listen } from '@sla/console';

import { CannotRun } from '../terminal.ts';

/** Looks before anything is opened or written: a busy port should cost nobody the wait for a database. */
export async function refuseBusyPorts({ server, intake }: DeskConfig): Promise<void> {
  await refuseBusy(server, 'server.port, or --port');
  if (intake.smtp !== undefined) await refuseBusy(intake.smtp, 'intake.smtp.port, or --smtp-port');
}

async function refuseBusy({ host, port }: DeskConfig['server'], setting: string): Promise<void> {
  if (port === 0) return;
  try {
    const probe = await listen(() => new Response(), { host, port, setting });
    await probe.stop();
  } catch (error) {
    if (error instanceof ListenError) throw new CannotRun(error.message, { cause: error });
    throw error;
  }
}
