import { access } from 'node:fs/promises';
import { join } from 'node:path';

import { type DeskConfig, toDeskOptions } from '@sla/config';
import { createDesk, type Desk, type StoredHistory } from '@sla/desk';

import { CannotRun, type Terminal } from './terminal.ts';
import { openStore } from './up/open-store.ts';
import { readSettings } from './up/settings.ts';

/** A desk that is only read: nothing is adopted, nothing runs. */
export interface ReadOnlyDesk {
  readonly config: DeskConfig;
  readonly read: Desk['read'];
  histories(): AsyncIterable<StoredHistory>;
  close(): Promise<void>;
}

/** Opens the live store of the desk's settings. Throws CannotRun where there is none, and where another process has an embedded one open. */
export async function openToRead(
  options: { readonly config: string; readonly data?: string },
  terminal: Terminal,
): Promise<ReadOnlyDesk> {
  const { config } = await readSettings(options, terminal);
  await refuseWhereNoneIs(config);
  const store = await openStore(config);
  const desk = createDesk({
    store,
    ...toDeskOptions(config),
    newId: () => {
      throw new Error('a desk that is only read makes nothing');
    },
  });
  return { config, read: desk.read, histories: () => desk.read.histories(), close: () => store.close() };
}

/** Who only wants to read is not served by a new, empty database. */
async function refuseWhereNoneIs({ data, database }: DeskConfig): Promise<void> {
  if (database !== undefined) return;
  await access(join(data, 'cases')).catch((error: Error) => {
    throw new CannotRun(
      `There is no desk in ${data} yet: start one there by sla up, or name another with --config, --data or DATABASE_URL.`,
      { cause: error },
    );
  });
}
