import { describe } from 'vitest';

import { batchesContract, manyAtOnceContract } from './batches.ts';
import { blobsContract } from './blobs.ts';
import { casesContract } from './cases.ts';
import { deskRecordsContract } from './desk-records.ts';
import { erasureContract } from './erasure.ts';
import { exportContract } from './export.ts';
import { heldItemsContract } from './held-items.ts';
import type { Implementation } from './implementation.ts';
import { inboxContract } from './inbox.ts';
import { messagesContract } from './messages.ts';
import { outboxContract } from './outbox.ts';
import { queueContract } from './queue.ts';
import { timersContract } from './timers.ts';
import { transactionsContract } from './transactions.ts';

/** All that a case store must do, as a vitest suite: whoever keeps cases elsewhere proves their adapter with it. */
export function caseStoreContract(name: string, implementation: Implementation): void {
  describe(`${name} keeps the contract:`, () => {
    casesContract(implementation);
    batchesContract(implementation);
    manyAtOnceContract(implementation);
    messagesContract(implementation);
    queueContract(implementation);
    transactionsContract(implementation);
    timersContract(implementation);
    outboxContract(implementation);
    heldItemsContract(implementation);
    inboxContract(implementation);
    deskRecordsContract(implementation);
    blobsContract(implementation);
    erasureContract(implementation);
    exportContract(implementation);
  });
}
