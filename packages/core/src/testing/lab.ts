import { evaluateMs } from '../case-sla/evaluate.ts';
import { definePolicy } from '../policy/define-policy.ts';
import type { Policy } from '../policy/policy.ts';
import type { PolicySpec, PrioritySpec } from '../policy/policy-spec.ts';
import { clockLines, effectLines, ms, story, time } from './story.ts';

/** A policy for trying things out: UTC, Monday to Friday 09:00–17:00, and the priorities given, the first the default. */
export function lab(priorities: Readonly<Record<string, PrioritySpec>>, more: Partial<PolicySpec> = {}): Policy {
  const spec: PolicySpec = {
    id: 'lab',
    timeZone: 'UTC',
    calendars: { office: { timeZone: 'UTC', weekly: { 'mon-fri': '09:00-17:00' } } },
    calendar: 'office',
    priorities,
    defaults: { priority: Object.keys(priorities)[0] ?? '', reopen: 'resume within 7 days' },
    ...more,
  };
  return definePolicy(spec as Parameters<typeof definePolicy>[0]);
}

/** A policy of one priority, `p1`. */
export function labOf(targets: PrioritySpec['targets'], escalation?: PrioritySpec['escalation']): Policy {
  return lab({ p1: { targets: targets ?? {}, ...(escalation !== undefined && { escalation }) } });
}

/** What holds of a story at a time, in lines that tests can state. */
export function look(policy: Policy | ((id: string, version?: number) => Policy), text: string, at: string) {
  const sla = evaluateMs(policy, story(text), ms(at));
  return {
    sla,
    clocks: clockLines(sla),
    effects: effectLines(sla),
    tier: sla.tier,
    priority: sla.priority,
    state: sla.state,
    wake: sla.nextWakeMs === undefined ? undefined : time(sla.nextWakeMs),
  };
}
