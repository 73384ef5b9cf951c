import { access } from 'node:fs/promises';
import { join } from 'node:path';

import { type CaseStore, openCaseStore, StoreOpenError } from '@sla/case-store';
import type { DeskConfig } from '@sla/config';
import type { Temporal } from '@sla/core';

import { CannotRun } from '../terminal.ts';

/** PostgreSQL where the settings name one, else the embedded database in the data folder. `now` turns its clock by hand. */
export async function openStore(config: DeskConfig, now?: () => Temporal.Instant): Promise<CaseStore> {
  const clock = now === undefined ? {} : { now };
  try {
    if (config.database !== undefined)
      return await openCaseStore({
        kind: 'postgres',
        url: config.database,
        blobFolder: join(config.data, 'blobs'),
        ...clock,
      });
    return await openCaseStore({ kind: 'embedded', folder: join(config.data, 'cases'), ...clock });
  } catch (error) {
    if (error instanceof StoreOpenError) throw new CannotRun(error.message, { cause: error });
    throw error;
  }
}

/** The same for a desk that is there: who wants what it keeps is not served by a new, empty database. */
export async function openExistingStore(config: DeskConfig): Promise<CaseStore> {
  const { data, database } = config;
  if (database === undefined)
    await access(join(data, 'cases')).catch((error: unknown) => {
      throw new CannotRun(
        `There is no desk in ${data} yet: start one there by sla up, or name another with --config, --data or DATABASE_URL.`,
        { cause: error },
      );
    });
  return openStore(config);
}
