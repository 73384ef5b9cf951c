import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { expect, it } from 'vitest';

import { classify } from './classify.ts';
import { readEmail } from './read-email.ts';
import { mutate, seeded } from './testing/mutate.ts';

const folder = process.env.SLA_CORPUS ?? join(import.meta.dirname, '../testdata');
/** A tenth of the full run; `SLA_FUZZ=20000` runs it whole. */
const count = Number(process.env.SLA_FUZZ ?? 2_000);

it(`${count} mutated mails are all read as something`, async () => {
  const mails = readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .map((name) => readFileSync(join(folder, name)).subarray(0, 60_000));
  let slowest = 0;
  for (let seed = 0; seed < count; seed += 1) {
    const random = seeded(seed);
    const raw = mutate(mails[seed % mails.length] ?? Buffer.alloc(0), random);
    const from = performance.now();
    const email = await readEmail(Readable.from([raw]), async (content) => {
      let size = 0;
      for await (const chunk of content) size += chunk.length;
      return { hash: 'x', size };
    }).catch((cause: unknown) => {
      throw new Error(`mail of seed ${seed}`, { cause });
    });
    classify(email, { addresses: ['support@desk.example'], casePrefix: 'C' });
    slowest = Math.max(slowest, performance.now() - from);
  }
  expect(slowest).toBeLessThan(30_000);
}, 600_000);
