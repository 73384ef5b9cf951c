import type { CaseStore, StoreUnit } from '@sla/case-store';
import type { NotifyVia, Temporal } from '@sla/core';

import type { AutoAssign } from './auto-assign.ts';
import type { ChatChannel } from './chat/contract.ts';
import type { DeskIdentity, Directory } from './desk.ts';
import type { People } from './people.ts';
import type { PolicyShelf } from './policy-shelf.ts';
import type { PracticeOptions } from './practice/options.ts';

/** What every command works with. */
export interface DeskParts {
  readonly store: CaseStore;
  readonly shelf: PolicyShelf;
  readonly directory: Directory;
  readonly identity: DeskIdentity;
  /** The ways of telling people that are set up here; what a policy asks for beyond them comes by mail. */
  readonly channels: ReadonlySet<NotifyVia>;
  /** The chats that show a card of each case; every save asks them to show it anew. */
  readonly cards: readonly ChatChannel[];
  readonly autoAssign?: AutoAssign | undefined;
  readonly practice: PracticeOptions;
  readonly newId: () => string;
}

/** One transaction of the desk: its parts, the open unit, and who there is. */
export interface Session {
  readonly parts: DeskParts;
  readonly unit: StoreUnit;
  readonly people: People;
  readonly now: Temporal.Instant;
}
