import { enCase } from './en-case.ts';
import { enDesk } from './en-desk.ts';
import { enFrame } from './en-frame.ts';
import { enMail } from './en-mail.ts';
import { enPractice } from './en-practice.ts';
import { enQueue } from './en-queue.ts';
import { enTime } from './en-time.ts';

/** Everything that the pages say by themselves. English comes first; another language says no less. */
export interface Words {
  readonly time: typeof enTime;
  readonly frame: typeof enFrame;
  readonly queue: typeof enQueue;
  readonly case: typeof enCase;
  readonly mail: typeof enMail;
  readonly practice: typeof enPractice;
  readonly desk: typeof enDesk;
}

export const en: Words = {
  time: enTime,
  frame: enFrame,
  queue: enQueue,
  case: enCase,
  mail: enMail,
  practice: enPractice,
  desk: enDesk,
};

/** An id from a policy as words: "awaiting-vendor" → "Awaiting vendor". */
export function inWords(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
