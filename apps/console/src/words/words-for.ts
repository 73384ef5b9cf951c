import { catalogueFor } from '@sla/desk';

import { de } from './de.ts';
import { en } from './en.ts';
import type { Words } from './words.ts';

/** The same choice as the desk's catalogue makes, so that no page mixes two languages. */
export function wordsFor(language: string): Words {
  return catalogueFor(language) === catalogueFor('de') ? de : en;
}
