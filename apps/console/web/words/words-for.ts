import { deCase } from './de-case.ts';
import { deDesk } from './de-desk.ts';
import { deFrame } from './de-frame.ts';
import { deMail } from './de-mail.ts';
import { dePractice } from './de-practice.ts';
import { deQueue } from './de-queue.ts';
import { deTime } from './de-time.ts';
import { en, type Words } from './words.ts';

export const de: Words = {
  time: deTime,
  frame: deFrame,
  queue: deQueue,
  case: deCase,
  mail: deMail,
  practice: dePractice,
  desk: deDesk,
};

/** The catalogue for a language tag; English for languages that have none. */
export function wordsFor(language: string): Words {
  return /^de\b/i.test(language) ? de : en;
}
