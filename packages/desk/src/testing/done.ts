import type { Outcome } from '../desk.ts';

/** What a command answered that must have been carried out. */
export function done<Facts>(outcome: Outcome<Facts>): Extract<Outcome<Facts>, { ok: true }> {
  if (outcome.ok) return outcome as Extract<Outcome<Facts>, { ok: true }>;
  throw new Error(`refused: ${outcome.refusal.code} ${JSON.stringify(outcome.refusal.facts)}`);
}

/** The code a command was refused with. */
export function refusalOf(outcome: Outcome): string {
  if (outcome.ok) throw new Error('it was not refused');
  return outcome.refusal.code;
}
