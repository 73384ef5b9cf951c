import { randomUUID } from 'node:crypto';

import type { CaseStore } from '@sla/case-store';
import type { TeamsChannelRule } from '@sla/config';
import { Temporal } from '@sla/core';
import { type ChatDesk, createChat, type Deliverer, type Desk, type IncomingMessage, startOutbox } from '@sla/desk';
import { identity, openCampus, runClocksUntil, until } from '@sla/desk/testing';

import type { TeamsOptions } from '../config.ts';
import { start, type TeamsChannel, type TeamsExtras } from '../start.ts';
import { appId, type PeerPerson, type PeerPlace, startTeamsPeer, type TeamsPeer, tenantId } from './teams-peer.ts';

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
  const peer = await startTeamsPeer();
  const triage = peer.channel('triage');
  const { channels = [rule(triage)], options: more = {}, extras = {} } = change(peer);
  const campus = await openCampus('teams', { on: 'escalated' });
  const { desk, store, clock } = campus;
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
  const channel = await start(desk, chat, store, options, { now: clock.now, ...extras });
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
      lastError !== undefined && Temporal.Instant.compare(notBefore, clock.now()) > 0;
    // In the line of a case, what comes after waits for what comes before.
    const held = new Set(waiting.filter(isLater).flatMap(({ caseId }) => caseId ?? []));
    return underWay === 0 && waiting.every((item) => isLater(item) || held.has(item.caseId ?? ''));
  };
  const link = (person: PeerPerson, agent: string) =>
    campus.link({ account: `${tenantId}/${person.objectId}`, shownAs: person.name }, agent);
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
    now: clock.now,
    runUntil: (time) => runClocksUntil(desk, clock, time, settled),
    settled,
    link,
    mail: campus.mail,
    close: async () => {
      await outbox.stop();
      await channel.stop();
      await store.close();
      await peer.close();
    },
  };
}
