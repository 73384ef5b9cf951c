import type { CaseRecord } from '@sla/case-store';
import type { Policy } from '@sla/core';

import { requesterReader } from '../letter-facts.ts';
import { type Outgoing, toRequester } from '../outgoing.ts';
import type { Session } from '../parts.ts';
import { type PracticeWords, practiceWordsFor } from './words.ts';

type About = Session & { readonly record: CaseRecord; readonly policy: Policy };

/** In the requester's language. */
export async function wordsFor(about: About): Promise<PracticeWords> {
  return practiceWordsFor((await requesterReader(about)).language);
}

/** A letter of the desk's own to the requester. */
export async function deskLetter(about: About, id: string, text: string): Promise<Outgoing> {
  const letter = { id, at: about.now, author: 'system', automatic: true, text } as const;
  return { message: await toRequester(letter, about.record, about), purpose: 'update' };
}
