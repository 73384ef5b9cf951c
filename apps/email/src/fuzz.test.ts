import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { openTestStore } from '@sla/case-store/contract';
import { expect, it } from 'vitest';
import { silent } from './log.ts';
import { readEmail } from './read-email.ts';
import { startInboxWorker } from './settling/inbox-worker.ts';
import { createIngest } from './settling/ingest.ts';
import { classify } from './signs/classify.ts';
import { mutate, seeded } from './testing/mutate.ts';
import { createTestDesk, deskAddress, testOptions } from './testing/test-desk.ts';

const own = join(import.meta.dirname, '../testdata');
const folders = [own, ...(process.env.SLA_CORPUS === undefined ? [] : [process.env.SLA_CORPUS])];
/** A tenth of the full run; `SLA_FUZZ=20000` runs it whole. */
const count = Number(process.env.SLA_FUZZ ?? 2_000);

const mails = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .map((name) => readFileSync(join(folder, name)).subarray(0, 60_000)),
);

function mutated(seed: number): Buffer {
  return mutate(mails[seed % mails.length] ?? Buffer.alloc(0), seeded(seed));
}

it(`${count} mutated mails are all read as something`, async () => {
  let slowest = 0;
  for (let seed = 0; seed < count; seed += 1) {
    const from = performance.now();
    const email = await readEmail(Readable.from([mutated(seed)]), async (content) => {
      let size = 0;
      for await (const chunk of content) size += chunk.length;
      return { hash: 'x', size };
    }).catch((cause: unknown) => {
      throw new Error(`mail of seed ${seed}`, { cause });
    });
    classify(email, { addresses: [deskAddress], casePrefix: 'C' });
    slowest = Math.max(slowest, performance.now() - from);
  }
  expect(slowest).toBeLessThan(30_000);
}, 900_000);

it(`${count / 10} of them become a case, a message, or what is kept with its reason`, async () => {
  const store = await openTestStore();
  const ingest = createIngest(createTestDesk(store), store, { ...testOptions(''), secret: 'secret' });
  const accepted = new Map<string, number>();
  for (let seed = 0; seed < count / 10; seed += 1) {
    const envelope = { via: 'smtp', from: 'mia@customer.example', to: [deskAddress], session: `${seed}` } as const;
    const { item } = await ingest.accept(Readable.from([mutated(seed)]), envelope);
    accepted.set(item.externalId, seed);
  }
  const worker = startInboxWorker(ingest, store, silent, { first: 5, longest: 20 });
  await worker.idle();
  await worker.stop();
  for (const [externalId, seed] of accepted) {
    const item = await store.findInboxItem('email', externalId);
    // A case, a word, or for a stranger in a known thread the quarantine; never an error, never nothing.
    const held = item?.status === 'quarantined' && item.attempts === 1;
    expect(
      held || (item?.status === 'settled' && item.outcome !== ''),
      `mail of seed ${seed}: ${item?.lastError}`,
    ).toBe(true);
  }
  await store.close();
}, 900_000);
