import type { Message } from '@sla/case-store';
import { Temporal } from '@sla/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { proposalFor, proposeHandover } from './propose-handover.ts';

function message(text: string, change: Partial<Message> = {}): Message {
  return {
    id: `m-${text.length}`,
    caseId: 'c',
    at: Temporal.Instant.from('2026-11-23T10:00:00Z'),
    direction: 'in',
    channel: 'email',
    author: 'requester:r',
    automatic: false,
    text,
    to: [],
    cc: [],
    references: [],
    attachments: [],
    evidence: [],
    ...change,
  };
}
const of = (field: string, ...messages: Message[]) =>
  proposeHandover(messages).find((each) => each.field === field)?.text;

describe('S2-3 what the next tier needs is found in the conversation', () => {
  it.each<[string, string, string | undefined]>([
    ['quoted words', 'The page says “Access denied (LMS-4031)” since noon.', 'Access denied (LMS-4031)'],
    ['a sentence', 'Hello. The upload failed with HTTP 502. Please help.', 'The upload failed with HTTP 502.'],
    ['in German', 'Guten Tag. Es kommt „Fehler beim Anmelden“.', 'Fehler beim Anmelden'],
    ['none in a plain question', 'How do I add a course?', undefined],
  ])('an error message: %s', (_, text, expected) => {
    expect(of('error-message', message(text))).toBe(expected);
  });

  it('log lines and stack traces, in their order', () => {
    const log = [
      '2026-11-23T09:58:12Z ERROR worker timeout after 30 s',
      'java.lang.IllegalStateException: no session',
      '    at com.lms.Session.open(Session.java:41)',
    ];
    expect(of('logs', message(['This is in our log:', ...log, 'Thanks'].join('\n')))).toBe(log.join('\n'));
  });

  it('what was tried, by the requester or as a note says, not what we told them to try', () => {
    const asked = message('Have you tried another browser?', { direction: 'out' });
    const note = message('Restarted the worker on the phone with her.', { direction: 'note' });
    const wrote = message('It is broken. We have tried Firefox and Chrome. Any idea?');
    expect(of('steps-tried', asked, wrote, note)).toBe(
      'We have tried Firefox and Chrome.\nRestarted the worker on the phone with her.',
    );
  });

  it('leaves quoted history and machines out, and says a line once', () => {
    const text = 'The export failed.\n\nOn Monday you wrote:\nThe import failed.';
    const quoting = message(text, { quoteFrom: text.indexOf('On Monday') });
    const machine = message('Delivery failed', { automatic: true });
    expect(of('error-message', quoting, message('The export failed.'), machine)).toBe('The export failed.');
  });

  it('understands how policies name the fields', () => {
    const all = proposeHandover([message('The upload failed with HTTP 502.')]);
    expect(proposalFor('error-messages', all)?.field).toBe('error-message');
    expect(proposalFor('log-files', all)).toBeUndefined();
  });

  it('never fails, stays within a form, and takes no time to speak of', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 300, unit: 'grapheme' })), (texts) => {
        for (const { text } of proposeHandover(texts.map((each) => message(each)))) {
          expect(text.length).toBeLessThanOrEqual(2_000);
        }
      }),
    );
    for (const piece of ['error ', '"', 'a.', ' at ', '2026-11-23 ', 'java.lang.']) {
      const start = performance.now();
      proposeHandover([message(piece.repeat(200_000))]);
      expect(performance.now() - start).toBeLessThan(1_000);
    }
  });
});
