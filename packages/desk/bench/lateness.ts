import type { CaseStore } from '@sla/case-store';
import { Temporal } from '@sla/core';

import { startClockRunner } from '../src/index.ts';
import { addCasesDueAt, openBenchDesk } from './bench-desk.ts';

/** How much later than it was due each of so many misses a second is kept and can be told of, in sorted milliseconds. */
export async function lateness(store: CaseStore, aSecond: number, seconds: number): Promise<readonly number[]> {
  const first = (await store.now()).add({ seconds: 8 });
  const count = aSecond * seconds;
  const dues = Array.from({ length: count }, (_, n) => first.add({ milliseconds: Math.round((n * 1000) / aSecond) }));
  await addCasesDueAt(store, dues);
  const late = new Map<string, number>();
  let finish = () => {};
  const done = new Promise<void>((finished) => {
    finish = finished;
  });
  const desk = await openBenchDesk(store);
  store.subscribe(({ kind, caseId }) => {
    const due = dues[Number(caseId?.slice('case-'.length))];
    if (kind !== 'case' || caseId === undefined || due === undefined || late.has(caseId)) return;
    late.set(caseId, Temporal.Now.instant().epochMilliseconds - due.epochMilliseconds);
    if (late.size === count) finish();
  });
  const runner = startClockRunner(desk, {
    onError: (error) => {
      throw error;
    },
  });
  await done;
  await runner.stop();
  return [...late.values()].toSorted((a, b) => a - b);
}
