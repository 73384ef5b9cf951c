import type { Desk } from '@sla/desk';

export type CaseNumbers = (caseId: string) => Promise<string | undefined>;

/** Numbers of cases by their ids. They never change, so each is looked up once. */
export function caseNumbers(desk: Desk): CaseNumbers {
  const known = new Map<string, string>();
  return async (caseId) => {
    const number = known.get(caseId) ?? (await desk.read.case(caseId))?.record.number;
    if (known.size > MOST_NUMBERS) known.clear();
    if (number !== undefined) known.set(caseId, number);
    return number;
  };
}

/** A few megabytes. */
const MOST_NUMBERS = 50_000;
