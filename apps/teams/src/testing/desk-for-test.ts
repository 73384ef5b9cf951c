import { randomUUID } from 'node:crypto';

import type { CaseStore } from '@sla/case-store';
import { openTestStore } from '@sla/case-store/contract';
import type { TeamsChannelRule } from '@sla/config';
import { definePolicy, Temporal } from '@sla/core';
import {
  type ChatDesk,
  createChat,
  createDesk,
  type Deliverer,
  type Desk,
  type IncomingMessage,
  startOutbox,
} from '@sla/desk';

import type { TeamsOptions } from '../config.ts';
import { start, type TeamsChannel, type TeamsExtras } from '../start.ts';
import { appId, type PeerPerson, type PeerPlace, startTeamsPeer, type TeamsPeer, tenantId } from './teams-peer.ts';
import { until } from './until.ts';

export const policy = definePolicy({
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
          notify: [{ role: 'duty', via: ['teams'] }],
          acknowledgeWithin: '15 minutes',
        },
        {
          id: 'tell-lead',
          on: 'escalated',
          notify: [{ role: 'lead', via: ['teams'] }],
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

const identity = {
  name: 'Campus Support',
  address: 'support@desk.example',
  casePrefix: 'C',
  language: 'en',
  timeZone: 'Europe/London',
  url: 'https://desk.example',
};

export interface DeskForTest {
  readonly peer: TeamsPeer;
  readonly store: CaseStore;
  readonly desk: Desk;
  readonly chat: ChatDesk;
  readonly channel: TeamsChannel;
  readonly options: TeamsOptions;
  readonly triage: PeerPlace;
  readonly ann: PeerPerson;
  readonly bob: PeerPerson;
  readonly pia: PeerPerson;
  now(): Temporal.Instant;
  /** Lets time pass to an instant, with a pass of the clock runner whenever something is due. */
  runUntil(time: string): Promise<void>;
  /** Waits until nothing is left to send or to work off. */
  settled(): Promise<void>;
  link(person: PeerPerson, agent: string): Promise<void>;
  mail(change?: Partial<IncomingMessage>): Promise<string>;
  close(): Promise<void>;
}

export interface DeskChange {
  readonly channels?: readonly TeamsChannelRule[];
  readonly options?: Partial<TeamsOptions>;
  readonly extras?: Partial<TeamsExtras>;
}

export const rule = (place: PeerPlace, more: Partial<TeamsChannelRule> = {}): TeamsChannelRule => ({
  id: place.conversationId,
  restricted: false,
  intake: false,
  ...more,
});

/** A whole desk in memory with a Teams of our own: Monday, 23 November 2026, 10:00 in London. */
export async function openDeskForTest(change: (peer: TeamsPeer) => DeskChange = () => ({})): Promise<DeskForTest> {
  let now = Temporal.Instant.from('2026-11-23T10:00:00Z');
  const peer = await startTeamsPeer();
  const triage = peer.channel('triage');
  const { channels = [rule(triage)], options: more = {}, extras = {} } = change(peer);
  const store = await openTestStore({ now: () => now });
  const desk = createDesk({
    store,
    policies: { current: [policy], defaultPolicy: 'campus' },
    directory: {
      roles: { duty: { people: ['agent:pia'], email: [] }, lead: { people: ['agent:bob'], email: [] } },
    },
    identity,
    channels: ['teams'],
    cards: ['teams'],
    newId: randomUUID,
  });
  await desk.adopt({
    agents: ['ann', 'bob', 'pia', 'adam'].map((id) => ({
      id,
      name: `${id[0]?.toUpperCase()}${id.slice(1)} Example`,
      email: `${id}@desk.example`,
      role: id === 'adam' ? ('admin' as const) : ('agent' as const),
      teams: [id === 'pia' ? 'platform' : 'first-line'],
    })),
    teams: [
      { id: 'first-line', name: 'First line', tier: 'L1' },
      { id: 'platform', name: 'Platform engineers', tier: 'L2' },
    ],
    organisations: [{ id: 'ashdown', name: 'Ashdown College', domains: ['ashdown.example'] }],
  });
  const urlForLinking = (token: string) => `https://desk.example/link?token=${token}`;
  let running: TeamsChannel | undefined;
  const chat = createChat({
    desk,
    identity,
    channel: 'teams',
    urlForLinking,
    newId: randomUUID,
    presenceOf: async (agents, signal) => (await running?.presenceOf(agents, signal)) ?? new Map(),
  });
  const options: TeamsOptions = {
    clientId: appId,
    tenantId,
    clientSecret: 'unused',
    tenants: [tenantId],
    serviceUrl: peer.serviceUrl,
    channels,
    maxFileMegabytes: 1,
    desk: identity,
    peer: peer.options,
    ...more,
  };
  const channel = await start(desk, chat, store, options, { now: () => now, ...extras });
  running = channel;
  peer.connect(channel.fetch);
  const failures: unknown[] = [];
  let underWay = 0;
  const deliver: Deliverer['deliver'] = async (item, signal) => {
    underWay += 1;
    return channel.deliverer.deliver(item, signal).finally(() => {
      underWay -= 1;
    });
  };
  const outbox = startOutbox(store, [{ destination: 'teams', deliver }], {
    desk,
    idleSeconds: 0.05,
    onError: (error) => failures.push(error),
  });
  /** What is claimed looks as if it were to be sent later, so one look is not enough. */
  const isQuiet = async () => {
    const waiting = await store.listOutbox({ status: 'waiting', destination: 'teams', limit: 100 });
    const isLater = ({ notBefore, lastError }: (typeof waiting)[number]) =>
      lastError !== undefined && Temporal.Instant.compare(notBefore, now) > 0;
    // In the line of a case, what comes after waits for what comes before.
    const held = new Set(waiting.filter(isLater).flatMap(({ caseId }) => caseId ?? []));
    return underWay === 0 && waiting.every((item) => isLater(item) || held.has(item.caseId ?? ''));
  };
  const link = async (person: PeerPerson, agent: string) => {
    const account = { channel: 'teams', account: `${tenantId}/${person.objectId}`, shownAs: person.name } as const;
    const linked = await desk.accounts.link('agent:adam', account, agent);
    if (!linked.ok) throw new Error(linked.refusal.code);
  };
  let mails = 0;
  const people = { ann: peer.person('Ann', 1), bob: peer.person('Bob', 2), pia: peer.person('Pia', 3) };
  for (const [agent, person] of Object.entries(people)) await link(person, agent);
  const settled = async () => {
    await channel.idle();
    let looks = 0;
    await until(async () => {
      looks = (await isQuiet()) ? looks + 1 : 0;
      return looks > 2 || undefined;
    }, 'everything to be sent');
    if (failures.length > 0) throw failures[0];
  };
  return {
    peer,
    store,
    desk,
    chat,
    channel,
    options,
    triage,
    ...people,
    now: () => now,
    runUntil: async (time) => {
      const end = Temporal.Instant.from(time);
      for (;;) {
        const next = await desk.read.nextDueAt();
        if (!next || Temporal.Instant.compare(next, end) > 0) break;
        await settled();
        if (Temporal.Instant.compare(next, now) > 0) now = next;
        await desk.runClocks(50);
      }
      // A lease runs out when the clock jumps over it, and what is under way would be sent twice.
      await settled();
      now = end;
    },
    settled,
    link,
    mail: async (given = {}) => {
      mails += 1;
      const received = await desk.receive({
        channel: 'email',
        receivedAt: now,
        from: { address: 'maria@ashdown.example', name: 'Maria Sánchez' },
        to: ['support@desk.example'],
        cc: [],
        subject: 'Nobody can log in',
        text: 'There is an outage: nobody can log in.',
        messageId: `m${mails}@ashdown.example`,
        references: [],
        attachments: [],
        machine: 'no',
        mayAcknowledge: true,
        ...given,
      });
      if (!received.ok) throw new Error(received.refusal.code);
      return received.case.number;
    },
    close: async () => {
      await outbox.stop();
      await channel.stop();
      await store.close();
      await peer.close();
    },
  };
}
