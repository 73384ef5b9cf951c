import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { stripQuotes } from './strip-quotes.ts';
import { collapse, readExpected, type Score, scoreCorpus } from './testing/corpus.ts';

const testdata = join(import.meta.dirname, '../testdata');
const corpus = process.env.SLA_CORPUS;

/** The least share of right answers, by what is judged. */
const bar: Readonly<Record<string, number>> = {
  class: 0.98,
  from: 0.99,
  subject: 0.99,
  references: 1,
  attachments: 0.97,
  reply: 0.85,
  kept: 1,
  ack: 0.98,
};

function expectAtLeast(score: Score): void {
  for (const [what, { right, of, wrong }] of Object.entries(score)) {
    expect(right / of, `${what}: ${right} of ${of} right; wrong: ${wrong.join(', ')}`).toBeGreaterThanOrEqual(
      bar[what] ?? 1,
    );
  }
}

describe('mails written for this project', () => {
  it.each([
    ['of every kind', '.'],
    ['as the mail programs write answers, in their languages', 'clients'],
    ['with the names, charsets and machines of real mail', 'forms'],
  ])('%s are read as expected, every one', async (_kind, name) => {
    const folder = join(testdata, name);
    const score = await scoreCorpus(folder, readExpected(folder));
    for (const [what, { wrong }] of Object.entries(score)) expect(wrong, what).toEqual([]);
  });
});

describe.skipIf(corpus === undefined)(
  `mails of other projects (73 mails and 51 bodies${corpus === undefined ? '; set SLA_CORPUS to their folder to run them' : ''})`,
  () => {
    it('reach the bar', async () => {
      const folder = corpus ?? '';
      expectAtLeast(await scoreCorpus(folder, readExpected(folder)));
    });

    it('strip to the reply in at least 85 of 100 bodies', () => {
      const folder = join(corpus ?? '', 'bodies');
      const file = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as {
        bodies: { file: string; replyText: string }[];
      };
      const right = file.bodies.filter(
        (body) =>
          collapse(stripQuotes(readFileSync(join(folder, body.file), 'utf8')).reply) === collapse(body.replyText),
      );
      expect(right.length / file.bodies.length).toBeGreaterThanOrEqual(0.85);
    });
  },
);
