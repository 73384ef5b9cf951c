import { type CaseClocks, putRun } from './case-clocks.ts';
import { isUnfinished } from './clock-run.ts';
import { scheduled } from './pauses.ts';

/** What a case brings when it is merged into this one. */
export interface AbsorbedCase {
  readonly openedMs: number;
  /** The oldest message that nobody had answered there. */
  readonly waitingSinceMs: number | undefined;
}

/** This case takes the earliest anchor and any open question; a deadline that this puts into the past is tightened. */
export function absorb(clocks: CaseClocks, other: AbsorbedCase, nowMs: number): void {
  clocks.isTightening = true;
  if (other.openedMs < clocks.anchorMs) moveAnchor(clocks, other.openedMs, nowMs);
  if (other.waitingSinceMs !== undefined) inheritQuestion(clocks, Math.min(other.waitingSinceMs, nowMs), nowMs);
}

function moveAnchor(clocks: CaseClocks, anchorMs: number, nowMs: number): void {
  if (clocks.resolutionAnchorMs === clocks.anchorMs) clocks.resolutionAnchorMs = anchorMs;
  clocks.anchorMs = anchorMs;
  clocks.sinceOpening = new Map();
  for (const run of clocks.runs) {
    if (isUnfinished(run) && run.isFromOpening) putRun(clocks, scheduled(clocks, { ...run, anchorMs }, nowMs));
  }
}

function inheritQuestion(clocks: CaseClocks, sinceMs: number, nowMs: number): void {
  const earliestMs = Math.min(sinceMs, openQuestionMs(clocks) ?? sinceMs);
  clocks.question = { sinceMs: earliestMs, isInherited: true, isSpent: false };
  for (const run of clocks.runs) {
    if (run.clock === 'next-response' && isUnfinished(run) && earliestMs < run.anchorMs)
      putRun(clocks, scheduled(clocks, { ...run, anchorMs: earliestMs }, nowMs));
  }
}

/** What was asked before the first response is that response's to answer, unless it was inherited too. */
function openQuestionMs({ question, happened }: CaseClocks): number | undefined {
  if (question === undefined || question.isSpent) return undefined;
  return question.isInherited || happened.get('replied') !== undefined ? question.sinceMs : undefined;
}
