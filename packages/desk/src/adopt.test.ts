import { definePolicy } from '@sla/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createDesk } from './create-desk.ts';
import { PolicyChanged } from './policy-shelf.ts';
import { done, refusalOf } from './testing/done.ts';
import {
  agents,
  directory,
  identity,
  mail,
  openTestDesk,
  organisations,
  policy,
  type TestDesk,
  teams,
} from './testing/test-desk.ts';

let at: TestDesk;
beforeEach(async () => {
  at = await openTestDesk();
});
afterEach(() => at.close());

const others = { teams, organisations };
const deskWith = (...current: (typeof policy)[]) =>
  createDesk({
    store: at.store,
    policies: { current, defaultPolicy: 'campus' },
    directory,
    identity,
    newId: () => crypto.randomUUID(),
  });

describe('people', () => {
  it('who are no longer named may do nothing, and are told nothing', async () => {
    const record = done(await at.desk.receive(mail())).case;
    await at.desk.adopt({ ...others, agents: agents.filter(({ id }) => id !== 'bob') });
    expect(refusalOf(await at.desk.claim('agent:bob', { case: record.id }))).toBe('not-an-agent');
    expect((await at.desk.read.agents()).map(({ id }) => id)).toEqual(['ann', 'lea', 'pia']);
    await at.runUntil('2026-11-23T10:45:00Z');
    const told = (await at.outbox()).flatMap(({ payload }) => (payload.kind === 'notice' ? payload.to : []));
    expect(told).toEqual(['ann@desk.example', 'lea@desk.example']);
  });

  it('are noted in the audit when they change, not at every start', async () => {
    await at.desk.adopt({ ...others, agents });
    await at.desk.adopt({ ...others, agents: agents.slice(1) });
    expect((await at.store.listAudit(10)).map(({ what }) => what)).toHaveLength(2);
  });
});

describe('policies', () => {
  it('keep each version for good: a case is judged by the one it was opened under', async () => {
    const record = done(await at.desk.receive(mail({ priority: 'normal' }))).case;
    const next = definePolicy({
      id: 'campus',
      version: 2,
      timeZone: 'Europe/London',
      priorities: { normal: { targets: { 'first-response': { within: '1 hour' } } } },
      defaults: { priority: 'normal' },
    });
    const later = deskWith(next);
    await later.adopt({ ...others, agents });
    const view = await later.read.case(record.id);
    expect(view?.policy.version).toBe(1);
    expect(view?.card.next?.dueAt?.toString()).toBe('2026-11-23T14:00:00Z');
    expect(await later.read.queue({})).toMatchObject({ total: 1 });
    expect(done(await later.receive(mail({ messageId: 'm2@c' }))).case.policyVersion).toBe(2);

    const { case: moved } = done(await later.moveToPolicy('agent:lea', { case: record.id, policy: 'campus' }));
    expect(moved).toMatchObject({ policyVersion: 2, nextDue: { clock: 'first-response' } });
    expect(moved.nextDue?.dueAt.toString()).toBe('2026-11-23T11:00:00Z');
  });

  it('may not change under the same version', async () => {
    const changed = { ...policy, timeZone: 'Europe/Paris' };
    await expect(deskWith(changed).adopt({ ...others, agents })).rejects.toThrow(PolicyChanged);
    await expect(deskWith(changed).adopt({ ...others, agents })).rejects.toThrow('give it version 2');
  });

  it('are the same when only their prose is worded better', async () => {
    const reworded = { ...policy, title: 'Campus support', notes: ['Read anew.'] };
    await expect(deskWith(reworded).adopt({ ...others, agents })).resolves.toBeUndefined();
  });

  it('are the same when a later release only adds what is empty', async () => {
    const grown = { ...policy, addedLater: [], andThis: {} };
    await expect(deskWith(grown).adopt({ ...others, agents })).resolves.toBeUndefined();
  });
});
