import { definePolicy, type Policy } from '@sla/core';
import { afterEach, describe, expect, it } from 'vitest';

import type { DeskOptions } from './desk.ts';
import { done } from './testing/done.ts';
import { mail, openTestDesk, type TestDesk } from './testing/test-desk.ts';

let at: TestDesk;
afterEach(() => at.close());

async function assignees(count: number): Promise<readonly (string | undefined)[]> {
  const found: (string | undefined)[] = [];
  for (let n = 1; n <= count; n += 1) {
    const { case: record } = done(await at.desk.receive(mail({ messageId: `${n}@c`, priority: 'normal' })));
    found.push(record.assignee);
  }
  return found;
}

const withRota = (members: readonly string[]): Policy =>
  definePolicy({
    id: 'campus',
    version: 1,
    timeZone: 'Europe/London',
    tiers: ['L1'],
    priorities: { normal: { targets: { 'first-response': { within: '4 hours' } } } },
    rotas: {
      'first-line': {
        timeZone: 'Europe/London',
        layers: [{ members, rotation: 'daily', handoffAt: '00:00', firstTurn: '2026-11-23' }],
      },
    },
    defaults: { priority: 'normal' },
  });

const open = (options: Partial<DeskOptions>) => openTestDesk(options);

describe('a new case', () => {
  it('waits to be claimed where the desk is told nothing', async () => {
    at = await open({});
    expect(await assignees(1)).toEqual([undefined]);
  });

  it('goes round the team, and each is told', async () => {
    at = await open({ autoAssign: 'round-robin' });
    expect(await assignees(4)).toEqual(['ann', 'bob', 'lea', 'ann']);
    const told = (await at.outbox()).flatMap(({ payload }) => (payload.kind === 'notice' ? [payload.subject] : []));
    expect(told[0]).toBe('[C-1001] Assigned to you: Nobody can log in');
    expect(told[2]).toBe('[C-1003] Ihnen zugewiesen: Nobody can log in');
  });

  it('goes to who has the fewest', async () => {
    at = await open({ autoAssign: 'least-loaded' });
    expect(await assignees(3)).toEqual(['ann', 'bob', 'lea']);
    await at.desk.resolve('agent:bob', { case: 'C-1002', text: 'Done.' });
    expect(done(await at.desk.receive(mail({ messageId: '9@c' }))).case.assignee).toBe('bob');
  });

  it('goes to who is on call by the rota of the team’s name, never to an absent person', async () => {
    const policy = withRota(['agent:lea', 'agent:bob']);
    at = await open({ autoAssign: 'round-robin', policies: { current: [policy], defaultPolicy: 'campus' } });
    expect(await assignees(2)).toEqual(['lea', 'lea']);
    at.clock.set('2026-11-24T10:00:00Z');
    expect(done(await at.desk.receive(mail({ messageId: '9@c' }))).case.assignee).toBe('bob');
  });

  it('goes to who is on call by the desk’s own rota, where the policy has none', async () => {
    const rotas = withRota(['agent:lea', 'agent:bob']).rotas;
    at = await open({ autoAssign: 'round-robin', directory: { roles: {}, rotas } });
    expect(await assignees(2)).toEqual(['lea', 'lea']);
  });

  it('waits where who is on call has left the desk', async () => {
    const policy = withRota(['agent:zoe']);
    at = await open({ autoAssign: 'least-loaded', policies: { current: [policy], defaultPolicy: 'campus' } });
    expect(await assignees(1)).toEqual([undefined]);
  });
});
