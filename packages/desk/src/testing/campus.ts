import { randomUUID } from 'node:crypto';

import type { CaseStore } from '@sla/case-store';
import { openTestStore } from '@sla/case-store/contract';
import { definePolicy, type Policy } from '@sla/core';

import type { ChatAccount, ChatChannel } from '../chat/contract.ts';
import { createDesk } from '../create-desk.ts';
import type { Desk, IncomingMessage } from '../desk.ts';
import { done } from './done.ts';
import { identity, mail, type TestClock, teams, testClock } from './test-desk.ts';

/** A desk that one chat works: the same people, promises and mails for each, so that their tests can be held side by side. */
export interface Campus {
  readonly desk: Desk;
  readonly store: CaseStore;
  readonly clock: TestClock;
  /** Maria of Ashdown College writes; each mail opens a case unless it says which it joins. Gives the case's number. */
  mail(change?: Partial<IncomingMessage>): Promise<string>;
  link(account: Omit<ChatAccount, 'channel'>, agent: string): Promise<void>;
}

/** Monday, 23 November 2026, 10:00 in London. `leadFires` is when the lead is alerted as well. */
export async function openCampus(
  channel: ChatChannel,
  leadFires: { readonly on: 'escalated' } | { readonly at: { readonly clock: 'next-response'; readonly percent: 100 } },
): Promise<Campus> {
  const clock = testClock('2026-11-23T10:00:00Z');
  const store = await openTestStore({ now: clock.now });
  const desk = createDesk({
    store,
    policies: { current: [policyOf(channel, leadFires)], defaultPolicy: 'campus' },
    directory: {
      roles: { duty: { people: ['agent:pia'], email: [] }, lead: { people: ['agent:bob'], email: [] } },
    },
    identity,
    channels: [channel],
    cards: [channel],
    newId: randomUUID,
  });
  await desk.adopt({ agents, teams, organisations });
  let mails = 0;
  return {
    desk,
    store,
    clock,
    mail: async (change) => {
      mails += 1;
      const messageId = `m${mails}@ashdown.example`;
      const sent = { ...mail({ receivedAt: clock.now(), messageId }), from: maria, mailbox: undefined };
      const { mailbox: _none, ...received } = { ...sent, ...change };
      return done(await desk.receive(received)).case.number;
    },
    link: async (account, agent) => {
      const linked = await desk.accounts.link('agent:adam', { channel, ...account }, agent);
      if (!linked.ok) throw new Error(linked.refusal.code);
    },
  };
}

const maria = { address: 'maria@ashdown.example', name: 'Maria Sánchez' };
const organisations = [{ id: 'ashdown', name: 'Ashdown College', domains: ['ashdown.example'] }];
const agents = ['ann', 'bob', 'pia', 'adam'].map((id) => ({
  id,
  name: `${id[0]?.toUpperCase()}${id.slice(1)} Example`,
  email: `${id}@desk.example`,
  role: id === 'adam' ? ('admin' as const) : ('agent' as const),
  teams: [id === 'pia' ? 'platform' : 'first-line'],
}));

function policyOf(channel: ChatChannel, leadFires: Parameters<typeof openCampus>[1]): Policy {
  return definePolicy({
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
            notify: [{ role: 'duty', via: [channel] }],
            acknowledgeWithin: '15 minutes',
          },
          {
            id: 'tell-lead',
            ...leadFires,
            notify: [{ role: 'lead', via: [channel] }],
            acknowledgeWithin: '15 minutes',
          },
        ],
      },
      normal: {
        title: 'Normal',
        targets: { 'first-response': { within: '4 business hours' }, resolution: { within: '2 business days' } },
      },
    },
    defaults: { priority: 'normal', reopen: 'resume within 7 days' },
  });
}
