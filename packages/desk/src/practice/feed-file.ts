import { open } from 'node:fs/promises';

import type { Deliverer } from '../delivery.ts';

/** Writes the feed of customer records to a file, one JSON object a line, on disk before it counts as delivered. */
export function createFeedFile({ path }: { readonly path: string }): Deliverer {
  return {
    destination: 'crm',
    inOrder: true,
    deliver: async ({ payload }) => {
      const file = await open(path, 'a', 0o600);
      try {
        await file.appendFile(`${JSON.stringify(payload)}\n`);
        await file.sync();
        return { kind: 'delivered' };
      } finally {
        await file.close();
      }
    },
  };
}
