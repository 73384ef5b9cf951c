import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { openCaseStore } from '@sla/case-store';
import { definePolicy, Temporal } from '@sla/core';

import { addCasesDueAt, openBenchDesk } from './bench-desk.ts';

/** A ladder that rings once an hour, so that few cases fire often. */
const policy = definePolicy({
  id: 'hourly',
  version: 1,
  timeZone: 'Europe/London',
  priorities: {
    normal: {
      targets: { resolution: { within: '4 hours', kind: 'objective' } },
      escalation: [
        {
          id: 'tell-boss',
          after: '1 hour',
          notify: [{ role: 'management', via: ['email'] }],
          repeat: { every: '1 hour', times: 1_000, until: ['resolved'] },
        },
      ],
    },
  },
  defaults: { priority: 'normal' },
});

const CASES = 4_000;

/** Runs the clocks in this process until so many timers have fired; says after each twentieth what is in use when all garbage is gone. */
async function runClocks(url: string, blobFolder: string, firings: number): Promise<void> {
  let now = Temporal.Instant.from('2026-11-23T10:00:00Z');
  const store = await openCaseStore({ kind: 'postgres', url, schema: 'memory', blobFolder, now: () => now });
  const desk = await openBenchDesk(store, policy);
  const dues = Array.from({ length: CASES }, () => now.add({ hours: 1 }));
  await addCasesDueAt(store, dues, policy);
  const collect = garbageCollector();
  let fired = 0;
  for (let hour = 1; fired < firings; hour += 1) {
    now = now.add({ hours: 1 });
    for (let woken = -1; woken !== 0; fired += woken) woken = await desk.runClocks(200);
    if (hour % Math.ceil(firings / CASES / 10) !== 1) continue;
    collect();
    const { heapUsed, rss } = process.memoryUsage();
    console.log(
      `  ${String(fired).padStart(7)} timers fired: heap ${megabytes(heapUsed)} MB, process ${megabytes(rss)} MB`,
    );
  }
  await store.close();
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}

function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

const [url = '', blobFolder = '', firings = '200000'] = process.argv.slice(2);
await runClocks(url, blobFolder, Number(firings));
