import { type DeskConfig, toDeskOptions } from '@sla/config';
import { createDesk, type Desk, type StoredHistory } from '@sla/desk';

import type { Terminal } from './terminal.ts';
import { openExistingStore } from './up/open-store.ts';
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
  const store = await openExistingStore(config);
  const desk = createDesk({
    store,
    ...toDeskOptions(config),
    newId: () => {
      throw new Error('a desk that is only read makes nothing');
    },
  });
  return { config, read: desk.read, histories: () => desk.read.histories(), close: () => store.close() };
}
