import type { Migration } from 'kysely/migration';

import { cases } from './0001-cases.ts';
import { messages } from './0002-messages.ts';
import { people } from './0003-people.ts';
import { boxes } from './0004-boxes.ts';
import { desk } from './0005-desk.ts';
import { search } from './0006-search.ts';
import { erasure } from './0007-erasure.ts';
import { turns } from './0008-turns.ts';
import { smallFiles } from './0009-small-files.ts';
import { openCases } from './0010-open-cases.ts';
import { emptiedInbox } from './0011-emptied-inbox.ts';

/** In order, for ever: a released migration is never edited, a change is the next one. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-cases': { up: cases },
  '0002-messages': { up: messages },
  '0003-people': { up: people },
  '0004-boxes': { up: boxes },
  '0005-desk': { up: desk },
  '0006-search': { up: search },
  '0007-erasure': { up: erasure },
  '0008-turns': { up: turns },
  '0009-small-files': { up: smallFiles },
  '0010-open-cases': { up: openCases },
  '0011-emptied-inbox': { up: emptiedInbox },
};
