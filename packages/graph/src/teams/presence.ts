import { z } from 'zod';

import { operations } from '../operations.ts';
import { path, type Sender } from '../transport/sender.ts';

/** A hint, never a fact: `availability` as Graph names it (`Available`, `Busy`, `DoNotDisturb`, `Away`, `Offline`, …). */
export interface Presence {
  readonly userId: string;
  readonly availability: string;
  readonly activity: string;
}

export interface PresencePort {
  /** Of those who have one; unknown users are left out. */
  of(userIds: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, Presence>>;
}

/** What one request may ask for. */
const batchSize = 650;

const answerShape = z.object({
  value: z.array(z.object({ id: z.string(), availability: z.string(), activity: z.string().default('') })),
});

export function readPresence(sender: Sender): PresencePort {
  return {
    async of(userIds, signal) {
      const wanted = [...new Set(userIds)];
      const found = new Map<string, Presence>();
      for (let start = 0; start < wanted.length; start += batchSize) {
        const { value } = await sender.json(
          {
            operation: operations.readPresence,
            method: 'POST',
            path: path(['communications', 'getPresencesByUserId']),
            body: { ids: wanted.slice(start, start + batchSize) },
            repeatable: true,
            signal,
          },
          answerShape,
        );
        for (const { id, availability, activity } of value) found.set(id, { userId: id, availability, activity });
      }
      return found;
    },
  };
}
