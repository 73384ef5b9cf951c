import type { Agent, CaseStore, OutboxItem, Team } from '@sla/case-store';
import { openTestStore } from '@sla/case-store/contract';
import { definePolicy, type Policy, Temporal } from '@sla/core';

import { createDesk } from '../create-desk.ts';
import type { MailPayload, Notice } from '../delivery.ts';
import type { Desk, DeskOptions, IncomingMessage } from '../desk.ts';
import { runClocksUntil } from './run-clocks-until.ts';

/** A clock that a story turns. */
export interface TestClock {
  now(): Temporal.Instant;
  set(time: string): void;
  pass(duration: Temporal.DurationLike): void;
}

export interface TestDesk {
  readonly desk: Desk;
  readonly store: CaseStore;
  readonly clock: TestClock;
  /** Lets time pass to an instant, with a pass of the clock runner whenever something is due. */
  runUntil(time: string): Promise<void>;
  /** What waits to be sent, in order. */
  outbox(): Promise<readonly Mail[]>;
  close(): Promise<void>;
}

/** An item of the outbox with what it says. */
export interface Mail {
  readonly item: OutboxItem;
  readonly payload: MailPayload;
}

export const teams: readonly Team[] = [
  { id: 'first-line', name: 'First line', tier: 'L1' },
  { id: 'platform', name: 'Platform engineers', tier: 'L2' },
];

export const agents: readonly Agent[] = [
  agent('ann', 'agent', ['first-line']),
  agent('bob', 'agent', ['first-line']),
  { ...agent('lea', 'lead', ['first-line']), language: 'de', timeZone: 'Europe/Berlin' },
  agent('pia', 'agent', ['platform']),
];

export const organisations = [
  { id: 'ashdown', name: 'Ashdown College', domains: ['ashdown.example'], timeZone: 'Europe/London' },
  {
    id: 'kestrel',
    name: 'Kestrel Retail',
    domains: ['kestrel.example'],
    timeZone: 'Europe/Berlin',
    language: 'de',
  },
] as const;

export const policy: Policy = definePolicy({
  id: 'campus',
  version: 1,
  timeZone: 'Europe/London',
  calendars: { office: { timeZone: 'Europe/London', weekly: { 'mon-fri': '09:00-17:00' } } },
  calendar: 'office',
  tiers: ['L1', 'L2'],
  handover: { L2: { requires: ['logs'] } },
  pauseReasons: ['awaiting-requester', 'awaiting-vendor'],
  priorities: {
    critical: {
      title: 'Critical',
      when: { text: ['outage'] },
      targets: {
        'first-response': { within: '1 hour', clause: 'T-1' },
        'next-response': { within: '1 hour' },
        resolution: { within: '4 hours', kind: 'objective', pauseWhile: ['awaiting-requester'] },
      },
      escalation: [
        {
          id: 'call-duty',
          at: { clock: 'first-response', percent: 100 },
          raiseTo: 'L2',
          notify: [{ role: 'duty', via: ['phone'] }],
          acknowledgeWithin: '15 minutes',
        },
        { id: 'tell-boss', after: '3 hours', notify: [{ role: 'management', via: ['email'] }] },
      ],
    },
    normal: {
      title: 'Normal',
      targets: {
        'first-response': { within: '4 business hours' },
        resolution: { within: '2 business days', kind: 'objective' },
      },
      escalation: [{ id: 'say-deferred', on: 'deferred', notify: [{ requester: true, via: ['email'] }] }],
    },
  },
  defaults: { priority: 'normal', reopen: 'resume within 7 days, then new-case', close: '7 days after resolved' },
});

export const directory: DeskOptions['directory'] = {
  roles: {
    duty: { people: ['agent:pia'], email: [] },
    management: { people: [], email: ['boss@desk.example'] },
  },
};

export const identity: DeskOptions['identity'] = {
  name: 'Campus Support',
  address: 'support@desk.example',
  casePrefix: 'C',
  language: 'en',
  timeZone: 'Europe/London',
  url: 'https://desk.example',
};

/** A desk on an empty store in memory; Monday, 23 November 2026, 10:00 in London unless told. */
export async function openTestDesk(options: Partial<DeskOptions> & { readonly at?: string } = {}): Promise<TestDesk> {
  const clock = testClock(options.at ?? '2026-11-23T10:00:00Z');
  const store = options.store ?? (await openTestStore({ now: clock.now }));
  const desk = createDesk({
    store,
    policies: { current: [policy], defaultPolicy: 'campus' },
    directory,
    identity,
    newId: counter(),
    ...options,
  });
  await desk.adopt({ agents, teams, organisations });
  return {
    desk,
    store,
    clock,
    runUntil: (time) => runClocksUntil(desk, clock, time),
    outbox: async () => {
      const items = await store.listOutbox({ status: 'waiting', limit: 1_000 });
      return items.toReversed().map((item) => ({ item, payload: item.payload as MailPayload }));
    },
    close: () => store.close(),
  };
}

/** A mail of Maria Sánchez of Ashdown College. */
export function mail(change: Partial<IncomingMessage> = {}): IncomingMessage {
  return {
    channel: 'email',
    receivedAt: Temporal.Instant.from('2026-11-23T10:00:00Z'),
    from: { address: 'Maria@ashdown.example', name: 'Maria Sánchez' },
    to: ['support@desk.example'],
    cc: [],
    mailbox: 'support@desk.example',
    subject: 'Nobody can log in',
    text: 'There is an outage: nobody can log in.',
    messageId: 'm1@ashdown.example',
    references: [],
    attachments: [],
    machine: 'no',
    mayAcknowledge: true,
    ...change,
  };
}

export function testClock(start: string): TestClock {
  let now = Temporal.Instant.from(start);
  return {
    now: () => now,
    set: (time) => {
      now = Temporal.Instant.from(time);
    },
    pass: (duration) => {
      now = now.add(duration);
    },
  };
}

function counter(): () => string {
  let last = 0;
  return () => {
    last += 1;
    return `id-${last}`;
  };
}

function agent(id: string, role: Agent['role'], ofTeams: readonly string[]): Agent {
  return {
    id,
    name: `${id[0]?.toUpperCase()}${id.slice(1)} Example`,
    email: `${id}@desk.example`,
    role,
    teams: ofTeams,
    timeZone: 'Europe/London',
  };
}

/** Each thing that an item tells people of, a digest taken apart. */
export function noticesOf(
  item: OutboxItem,
): readonly { readonly to: string; readonly case: string; readonly notice: Notice }[] {
  const payload = item.payload as MailPayload;
  if (payload.kind !== 'notice') return [];
  return [payload, ...(payload.more ?? [])].flatMap((told) =>
    payload.to.map((to) => ({ to, case: told.case, notice: told.notice })),
  );
}
