import type { Catalogue } from './catalogue.ts';
import { de } from './de.ts';
import { en } from './en.ts';

/** `de`, `de-AT` → German; English where the language is not kept. */
export function catalogueFor(language: string): Catalogue {
  return language.toLowerCase().startsWith('de') ? de : en;
}
