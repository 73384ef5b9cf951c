import { setTimeout as wait } from 'node:timers/promises';

import { type Kysely, sql } from 'kysely';

import type { CaseStore } from './case-store.ts';
import { isConflict } from './database-failure.ts';
import { inGroups } from './in-groups.ts';
import { acceptInbox } from './queries/accept-inbox.ts';
import type { SmallFile } from './queries/small-files.ts';
import type { NewInboxItem } from './records.ts';
import { presentIn, type StoreClock } from './store-clock.ts';
import { MOST_TOGETHER, type StoreFiles } from './store-files.ts';
import type { Tables } from './tables.ts';

interface Arrival {
  readonly item: NewInboxItem;
  /** Where it is not on disk already. */
  readonly file?: SmallFile;
}

type Accepted = Awaited<ReturnType<CaseStore['acceptRaw']>>;

interface AcceptParts {
  readonly db: Kysely<Tables>;
  readonly clock: StoreClock;
  readonly files: StoreFiles;
  /** Around each writing: whether there is room, and who is to be told. */
  readonly writing: (write: () => Promise<readonly Accepted[]>) => Promise<readonly Accepted[]>;
}

/** Many arrivals in one statement, which is a transaction of its own: one flush for all their files and rows. */
export function acceptRawOn({ db, clock, files, writing }: AcceptParts): CaseStore['acceptRaw'] {
  const keep = inGroups(MOST_TOGETHER, (arrivals: readonly Arrival[]) =>
    writing(() =>
      acceptInbox(db, {
        items: arrivals.map(({ item }) => item),
        files: arrivals.flatMap(({ file }) => file ?? []),
        present: sql<string>`date_trunc('milliseconds', ${presentIn(clock)})`,
      }),
    ),
  );
  return async (content, toItem) => {
    const { blob, small } = await files.takeIn(content);
    const arrival = { item: toItem(blob), ...(small && { file: small }) };
    return keep(arrival).catch((error: unknown) => {
      if (!isConflict(error)) throw error;
      // Another process keeps the same: by now it has it.
      return wait(10).then(() => keep(arrival));
    });
  };
}
