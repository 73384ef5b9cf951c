import { Temporal } from '@sla/core';

import type { CaseStore } from '../case-store.ts';
import {
  at,
  MONDAY,
  minutesLater,
  opened,
  sampleCase,
  sampleChange,
  sampleClock,
  sampleEffect,
  sampleMessage,
} from './samples.ts';

/** Fills a store with something of every kind, odd characters and microseconds among it. */
export async function furnished(store: CaseStore): Promise<void> {
  const [small, large, empty] = await Promise.all([
    store.blobs.put(pieces(Buffer.from('From: Ann\r\n\0'))),
    store.blobs.put(pieces(Buffer.alloc(100_000, 7), Buffer.alloc(1, 8))),
    store.blobs.put(pieces()),
  ]);
  if (!small || !large || !empty) throw new Error('a file was not kept');
  await people(store);
  await cases(store);
  await store.transaction(async (unit) => {
    const file = { id: 'f', name: 'Prüfung.pdf', type: 'application/pdf', inline: false };
    const attachments = [
      { ...file, blob: large },
      { ...file, id: 'g', blob: empty, contentId: 'cid', inline: true },
    ];
    await unit.addMessage(sampleMessage('m2', 'b', { author: 'agent:bob', direction: 'out', delivery: 'waiting' }));
    // Two of one instant: their order is that of writing.
    await unit.addMessage(
      sampleMessage('m1', 'a', { raw: small, attachments, html: '<p>ü</p>', quoteFrom: 3, evidence: ['it says so'] }),
    );
    await unit.addMessage(
      sampleMessage('m0', 'a', { authorName: 'Ann “Ω” \u2028', messageId: 'x@y', references: ['z@y'] }),
    );
    await unit.eraseMessages(['m0'], 'agent:bob');
    const { item } = await unit.acceptInbox({
      channel: 'email',
      externalId: 'in-1',
      envelope: { b: [1.5, null], a: 'ü' },
      raw: small,
    });
    await unit.settleInbox(item.id, { outcome: 'a', caseId: 'a', messageId: 'm1' });
    await unit.acceptInbox({ channel: 'slack', externalId: 'in-2', envelope: 'bare' });
    await unit.hold([{ key: 'held', destination: 'email', payload: { text: 'later' } }]);
  });
  await deliveries(store);
}

async function people(store: CaseStore): Promise<void> {
  await store.transaction(async (unit) => {
    await unit.putOrganisation({ id: 'uni', name: 'University', domains: ['uni.example'], timeZone: 'Europe/London' });
    await unit.putTeam({ id: 'first', name: 'First line', tier: 'L1' });
    await unit.putAgent({ id: 'bob', name: 'Bob', email: 'bob@desk.example', role: 'lead', teams: ['first'] });
    await unit.putContact({ id: 'ann', email: 'ann@uni.example', name: 'Ann', organisation: 'uni', language: 'en' });
    await unit.putContact({ id: 'eve', email: 'eve@uni.example' });
    await unit.eraseContact('eve', 'agent:bob');
    await unit.putPolicyVersion('lms-platform', 1, { id: 'lms-platform', deep: [{ z: 1, a: 2 }] });
    await unit.putSetting('greeting', { en: 'Hello' }, 'agent:bob');
    await unit.putSetting('greeting', null, 'agent:bob');
    await unit.channelState('email').put('uid', { last: 7 });
    await unit.channelState('Email').put('uid', [1, 2]);
  });
}

async function cases(store: CaseStore): Promise<void> {
  const number = await store.transaction((unit) => unit.nextCaseNumber('C'));
  const clocks = [
    sampleClock({
      dueAt: minutesLater(MONDAY, 30),
      warnAt: [minutesLater(MONDAY, 20)],
      remaining: Temporal.Duration.from('PT30M'),
      clause: 'S1-2',
    }),
    sampleClock({
      clock: 'update',
      cycle: 2,
      status: 'missed',
      breachedAt: MONDAY,
      stoppedAt: MONDAY,
      tightened: true,
      reason: 'late',
    }),
  ];
  const events = [
    { ...opened(), at: at('2026-03-02T08:59:59.123456Z') },
    { id: 'e', type: 'estimated', at: MONDAY, by: 'agent:bob', fixBy: minutesLater(MONDAY, 60) },
  ] as const;
  const effects = [
    sampleEffect('late', { at: minutesLater(MONDAY, 1), clock: 'update', cycle: 2, kind: 'miss' }),
    sampleEffect('tell', { step: 'tell', to: 'first', via: ['email', 'slack'], kind: 'notify', clause: 'S4-7' }),
    sampleEffect('same-instant'),
  ];
  const nextDue = { clock: 'resolution', cycle: 1, dueAt: MONDAY, missed: true, atRisk: false };
  const record = sampleCase('a', {
    number,
    nextDue,
    assignee: 'bob',
    team: 'first',
    organisation: 'uni',
    tags: ['exam', 'ü'],
  });
  const timers = [
    { caseId: 'a', clock: 'update', dueAt: minutesLater(MONDAY, -5) },
    { caseId: 'a', clock: 'closing', dueAt: at('2200-01-01T00:00:00Z') },
  ];
  await store.transaction(async (unit) => {
    await unit.saveCases([
      sampleChange(record, { events, clocks, effects, timers }),
      sampleChange(
        sampleCase('b', { state: 'merged', mergedInto: 'a', resolvedAt: MONDAY, lastMessageAt: MONDAY, mailbox: 'x' }),
      ),
    ]);
  });
  await store.transaction((unit) =>
    unit.saveCase(sampleChange(record, { expectedVersion: 1, events: [opened('again')], clocks, effects, timers })),
  );
}

async function deliveries(store: CaseStore): Promise<void> {
  const item = (key: string, destination = 'email') => ({ key, destination, payload: { key }, caseId: 'a' });
  await store.transaction((unit) =>
    unit.enqueue([item('sent'), item('next'), item('dead', 'slack'), item('tried', 'teams'), item('held', 'phone')]),
  );
  const claimed = await store.claimOutbox(['email', 'slack', 'teams', 'phone'], 9, 60);
  for (const { id, key } of claimed) {
    if (key === 'sent') await store.settleOutbox(id, { kind: 'delivered', detail: '250 queued' });
    if (key === 'held') await store.settleOutbox(id, { kind: 'held-back', reason: 'enough of it' });
    if (key === 'dead') await store.settleOutbox(id, { kind: 'dead', error: 'no such channel' });
    if (key === 'tried')
      await store.settleOutbox(id, { kind: 'failed', error: 'busy', retryAt: at('2100-01-01T00:00:00Z') });
  }
}

async function* pieces(...parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}
