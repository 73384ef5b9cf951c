import type { CaseRecord } from '@sla/case-store';
import type { Policy } from '@sla/core';

import type { Listener } from '../audience.ts';
import { type Reader, readerOf } from '../catalogue/reader.ts';
import type { Draft } from '../notice.ts';
import type { Session } from '../parts.ts';
import { nameOf } from '../people.ts';
import { type CaseFacts, type PracticeWords, practiceWordsFor, type Said } from './words.ts';

/** Something for colleagues to do, as mail to each of them in their own language. `id` is of the case for ever the same. */
export function taskDrafts(
  { parts, now }: Pick<Session, 'parts' | 'now'>,
  about: { readonly record: Pick<CaseRecord, 'id' | 'number'>; readonly policy?: Policy },
  listeners: readonly Listener[],
  id: string,
  say: (words: PracticeWords, reader: Reader) => Said,
): readonly Draft[] {
  const { record, policy } = about;
  const { url } = parts.identity;
  const link = url === undefined ? undefined : `${url}/cases/${record.number}`;
  return listeners.map((listener) => {
    const reader = readerOf(listener.agent, undefined, policy, parts.identity);
    const { headline, text } = say(practiceWordsFor(reader.language), reader);
    return {
      destination: 'email',
      to: listener.email,
      language: reader.language,
      caseId: record.id,
      number: record.number,
      notice: { effect: 'task', effectId: id },
      headline,
      subject: `[${record.number}] ${headline}`,
      text: link === undefined ? text : `${text}\n\n${link}`,
      ...(link !== undefined && { link }),
      pressingAt: now,
    };
  });
}

/** What every task says of its case. */
export async function caseFacts({ unit }: Pick<Session, 'unit'>, record: CaseRecord): Promise<CaseFacts> {
  const requester = await unit.findContact({ id: record.requester });
  return { number: record.number, subject: record.subject, requester: requester ? nameOf(requester) : '' };
}
