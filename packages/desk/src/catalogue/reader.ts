import type { Agent, Contact, Organisation } from '@sla/case-store';
import type { Policy } from '@sla/core';

/** In whose language and zone a text is written. */
export interface Reader {
  readonly language: string;
  readonly timeZone: string;
}

/** The desk as it speaks at one of its addresses. */
export function deskAt(
  desk: Reader & { readonly languages?: Readonly<Record<string, string>> },
  mailbox: string | undefined,
): Reader {
  const language = mailbox === undefined ? undefined : desk.languages?.[mailbox.toLowerCase()];
  return { language: language ?? desk.language, timeZone: desk.timeZone };
}

/** Nearest first: the person's own settings, the organisation's, the policy's zone and the desk's language, which may be that of a mailbox (`deskAt`). */
export function readerOf(
  person: Pick<Contact | Agent, 'timeZone' | 'language'> | undefined,
  organisation: Organisation | undefined,
  policy: Policy | undefined,
  desk: Reader,
): Reader {
  return {
    language: person?.language ?? organisation?.language ?? desk.language,
    timeZone: person?.timeZone ?? organisation?.timeZone ?? policy?.timeZone ?? desk.timeZone,
  };
}
