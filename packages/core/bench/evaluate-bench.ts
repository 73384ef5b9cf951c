import type { CaseEvent } from '../src/case/case-event.ts';
import { apply, at, atMs, begin, type CaseTrack, evaluate, evaluateMs } from '../src/case-sla/evaluate.ts';
import { definePolicy } from '../src/policy/define-policy.ts';
import { medians, perSecond, printTable } from './measure.ts';

const CASES = 5_000;

const policy = definePolicy({
  id: 'bench',
  timeZone: 'Europe/London',
  calendars: { office: { timeZone: 'Europe/London', weekly: { 'mon-fri': '09:00-17:30' } } },
  calendar: 'office',
  priorities: {
    urgent: {
      targets: {
        'first-response': { within: '1 hour' },
        'next-response': { within: '2 business hours' },
        resolution: { within: '8 business hours', pauseWhile: ['awaiting-requester'] },
        update: { every: '4 business hours', from: 'first-response' },
      },
      escalation: [
        { id: 'half', at: { clock: 'resolution', percent: 50 }, notify: [{ role: 'lead' }] },
        { id: 'missed', at: { clock: 'resolution', percent: 100 }, raiseTo: 'L2' },
      ],
    },
  },
});

/** Ten events, four clocks, a pause and a night. */
const events = [
  { type: 'opened', at: '2026-11-23T10:00:00Z', channel: 'email' },
  { type: 'acknowledged', at: '2026-11-23T10:01:00Z', by: 'system', automatic: true },
  { type: 'assigned', at: '2026-11-23T10:05:00Z', to: 'agent:ann', by: 'agent:ann' },
  { type: 'replied', at: '2026-11-23T10:20:00Z', by: 'agent:ann' },
  { type: 'requester-replied', at: '2026-11-23T11:00:00Z', by: 'requester:rob' },
  { type: 'paused', at: '2026-11-23T11:10:00Z', by: 'agent:ann', reason: 'awaiting-requester' },
  { type: 'resumed', at: '2026-11-23T12:10:00Z', by: 'agent:ann' },
  { type: 'noted', at: '2026-11-23T12:30:00Z', by: 'agent:ann' },
  { type: 'updated', at: '2026-11-23T14:00:00Z', by: 'agent:ann' },
  { type: 'replied', at: '2026-11-24T10:00:00Z', by: 'agent:ann' },
] as const satisfies readonly CaseEvent[];
const eventsMs: readonly CaseEvent[] = events.map((event) => ({ ...event, at: Date.parse(event.at) }));
const now = '2026-11-24T11:00:00Z';
const nowMs = Date.parse(now);

function each(work: () => unknown): () => unknown {
  return () => {
    let last: unknown;
    for (let i = 0; i < CASES; i++) last = work();
    return last;
  };
}

/** How fast a case of ten events and four clocks is worked out: whole, and event by event. */
export function evaluateBench(): void {
  const whole = eventsMs.reduce(apply, begin(policy));
  const runs = {
    evaluate: each(() => evaluate(policy, events, now)),
    'evaluate, every clock and effect read': each(() => {
      const { clocks, effects } = evaluate(policy, events, now);
      return [clocks, effects];
    }),
    evaluateMs: each(() => evaluateMs(policy, eventsMs, nowMs)),
    apply: each(() => eventsMs.reduce(apply, begin(policy))),
    atMs: each(() => atMs(whole, nowMs)),
    at: each(() => at(whole, now)),
    'apply and atMs after each event': each(() => {
      let track: CaseTrack = begin(policy);
      for (const event of eventsMs) {
        track = apply(track, event);
        atMs(track, event.at);
      }
      return track;
    }),
  };
  const perRun: Readonly<Record<string, number>> = {
    apply: eventsMs.length,
    'apply and atMs after each event': 2 * eventsMs.length,
  };
  const times = medians(runs);
  const rows = Object.entries(times).map(([name, ms]) => [name, perSecond(CASES * (perRun[name] ?? 1), ms)]);
  printTable('A case of 10 events and 4 clocks', ['', 'calls'], rows);
}
