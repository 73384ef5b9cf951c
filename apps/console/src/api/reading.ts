import type { Agent, Team } from '@sla/case-store';
import type { Temporal } from '@sla/core';
import { type Catalogue, catalogueFor, type Desk, type Reader } from '@sla/desk';

import type { Words } from '../words/words.ts';
import { wordsFor } from '../words/words-for.ts';

/** For whom an answer is written: language, zone, and the names of the people it speaks of. */
export interface Reading {
  readonly reader: Reader;
  readonly words: Words;
  readonly catalogue: Catalogue;
  readonly agents: readonly Agent[];
  readonly teams: readonly Team[];
}

export async function readingFor(agent: Agent, desk: Desk, ours: Reader): Promise<Reading> {
  const reader = { language: agent.language ?? ours.language, timeZone: agent.timeZone ?? ours.timeZone };
  const [agents, teams] = await Promise.all([desk.read.agents(), desk.read.teams()]);
  return { reader, words: wordsFor(reader.language), catalogue: catalogueFor(reader.language), agents, teams };
}

/** ISO text, as JSON carries an instant. */
export function iso(instant: Temporal.Instant): string;
export function iso(instant: Temporal.Instant | undefined): string | undefined;
export function iso(instant: Temporal.Instant | undefined): string | undefined {
  return instant?.toString();
}
