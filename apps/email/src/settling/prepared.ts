import type { InboxItem } from '@sla/case-store';

import type { Asked } from './judge-mail.ts';
import type { Settled } from './settle-alone.ts';

/** A mail that has been read and waits to be settled. */
export interface Prepared {
  readonly item: InboxItem;
  readonly asked: Asked;
  /** Mails that share one of these belong to one thread, or to one sender, and are settled in the order in which they came. */
  readonly threads: readonly string[];
  /** Must be done before anything names them; `settle` does it. */
  writeFiles(): Promise<void>;
  settle(): Promise<Settled>;
}
