import { catalogueFor } from './catalogue/catalogue-for.ts';
import type { Refusal } from './refusal.ts';

/** Why a command was not carried out, for the person who gave it. */
export function sentenceOf(refusal: Refusal, language: string): string {
  return catalogueFor(language).refusals[refusal.code](refusal.facts);
}
