import { randomUUID } from 'node:crypto';

import type { CaseChange, CaseStore } from '@sla/case-store';
import { definePolicy, evaluate, type Policy, type Temporal } from '@sla/core';

import { createDesk, type Desk } from '../src/index.ts';
import { agents, directory, identity, organisations, teams } from '../src/testing/test-desk.ts';

/** Promises such as a desk makes: business hours, warnings, a ladder. */
export const benchPolicy = definePolicy({
  id: 'bench',
  version: 1,
  timeZone: 'Europe/London',
  calendars: { office: { timeZone: 'Europe/London', weekly: { 'mon-fri': '09:00-17:30' } } },
  calendar: 'office',
  priorities: {
    normal: {
      targets: {
        'first-response': { within: '1 hour' },
        resolution: { within: '2 business days', kind: 'objective' },
        update: { every: '1 business day', from: 'first-response', until: ['resolved'] },
      },
      escalation: [{ id: 'tell-boss', after: '3 hours', notify: [{ role: 'management', via: ['email'] }] }],
    },
  },
  defaults: { priority: 'normal' },
});

export async function openBenchDesk(store: CaseStore, policy: Policy = benchPolicy): Promise<Desk> {
  const policies = { current: [policy], defaultPolicy: policy.id };
  const desk = createDesk({ store, policies, directory, identity, newId: randomUUID });
  await desk.adopt({ agents, teams, organisations });
  return desk;
}

/** Cases to be woken at these instants, an hour after each was opened; by the bench's own policy their first response is due then. */
export async function addCasesDueAt(
  store: CaseStore,
  dues: readonly Temporal.Instant[],
  policy: Policy = benchPolicy,
): Promise<void> {
  await store.transaction((unit) => unit.putContact({ id: 'maria', email: 'maria@ashdown.example' }));
  for (let start = 0; start < dues.length; start += 500) {
    const changes = dues.slice(start, start + 500).map((due, index) => changeOf(start + index, due, policy));
    await store.transaction((unit) => unit.saveCases(changes));
  }
}

function changeOf(n: number, due: Temporal.Instant, policy: Policy): CaseChange {
  const openedAt = due.subtract({ hours: 1 });
  const id = `case-${n}`;
  const opened = { type: 'opened', at: openedAt, channel: 'email', policy: policy.id, version: 1 } as const;
  const sla = evaluate(policy, [{ ...opened, id: 'opened' }], due.subtract({ minutes: 1 }));
  return {
    record: {
      id,
      number: `B-${n}`,
      version: 0,
      subject: 'No certificate',
      requester: 'maria',
      organisation: 'ashdown',
      channel: 'email',
      policy: policy.id,
      policyVersion: 1,
      priority: sla.priority,
      tier: sla.tier,
      state: sla.state,
      assignee: 'ann',
      team: 'first-line',
      openedAt,
      changedAt: openedAt,
      tags: [],
    },
    expectedVersion: 0,
    events: [
      { ...opened, id: 'opened' },
      { id: 'assigned', type: 'assigned', at: openedAt, to: 'agent:ann', team: 'first-line', by: 'system' },
    ],
    clocks: sla.clocks,
    effects: sla.effects,
    timers: [{ caseId: id, clock: 'first-response', dueAt: due }],
  };
}

/** What a job of a general queue does with one case: the same re-evaluation, saved and told of in its own transaction. */
export async function reevaluate(store: CaseStore, caseId: string): Promise<void> {
  await store.transaction(async (unit) => {
    const found = await unit.lockCase(caseId);
    if (!found) return;
    const { record, events } = found;
    const { clocks, effects, nextWakeAt } = evaluate(benchPolicy, events, unit.now);
    const known = new Set((await unit.listEffects(caseId)).map(({ id }) => id));
    const fresh = effects.filter(({ id }) => !known.has(id));
    const requester = await unit.findContact({ id: record.requester });
    const timers = nextWakeAt ? [{ caseId, clock: 'ladder', dueAt: nextWakeAt }] : [];
    const changedAt = unit.now;
    await unit.saveCase({
      record: { ...record, changedAt },
      expectedVersion: record.version,
      events: [],
      clocks,
      effects,
      timers,
    });
    const payload = (effect: string) => ({ text: `${record.number} of ${requester?.email}: ${effect}` });
    await unit.enqueue(fresh.map(({ id }) => ({ key: `${caseId}/${id}`, destination: 'email', payload: payload(id) })));
  });
}

export function secondsAgo(seconds: number, now: Temporal.Instant): Temporal.Instant {
  return now.subtract({ milliseconds: Math.round(seconds * 1000) });
}
