import { type CaseEvent, type Policy, Temporal } from '@sla/core';

type Happening = readonly [when: string, event: Readonly<Record<string, string>>];

/** Cases to begin with, told in the policy's own local time. */
const CASES = {
  'asked back': [
    ['2026-11-19T15:05', { type: 'opened', channel: 'email' }],
    ['2026-11-19T16:20', { type: 'replied', by: 'agent:ann' }],
    ['2026-11-19T16:21', { type: 'paused', reason: 'awaiting-requester', by: 'agent:ann' }],
    ['2026-11-20T11:10', { type: 'requester-replied', by: 'requester:joe' }],
    ['2026-11-20T11:10', { type: 'resumed', by: 'system' }],
  ],
  'answered late': [
    ['2026-11-19T15:05', { type: 'opened', channel: 'email' }],
    ['2026-11-20T10:40', { type: 'replied', by: 'agent:ann' }],
    ['2026-11-20T11:30', { type: 'requester-replied', by: 'requester:joe' }],
  ],
  'solved, and back again': [
    ['2026-11-19T09:20', { type: 'opened', channel: 'portal' }],
    ['2026-11-19T09:45', { type: 'replied', by: 'agent:ann' }],
    ['2026-11-19T12:00', { type: 'resolved', by: 'agent:ann', cause: 'settings' }],
    ['2026-11-20T08:50', { type: 'reopened', by: 'requester:joe' }],
  ],
  'nobody answers': [['2026-11-20T14:10', { type: 'opened', channel: 'email' }]],
} as const satisfies Readonly<Record<string, readonly Happening[]>>;

export type SampleCase = keyof typeof CASES;
export const sampleCases = Object.keys(CASES) as readonly SampleCase[];

/** A sample's events under this policy; the words of a case that asks back need the policy to know its reason. */
export function sampleEvents(name: SampleCase, policy: Policy, priority: string): readonly CaseEvent[] {
  const happenings: readonly Happening[] = CASES[name];
  return happenings
    .filter(([, { reason }]) => reason === undefined || policy.pauseReasons.includes(reason))
    .map(([when, { type, ...facts }]) => ({
      type,
      at: Temporal.PlainDateTime.from(when).toZonedDateTime(policy.timeZone).toInstant().toString(),
      ...facts,
      ...(type === 'opened' && { priority }),
    })) as unknown as readonly CaseEvent[];
}

/** One event a line: how people read a history. */
export function formatEvents(events: readonly CaseEvent[]): string {
  return `[\n${events.map((event) => `  ${JSON.stringify(event).replaceAll('":"', '": "').replaceAll('","', '", "')}`).join(',\n')}\n]`;
}
