import { definePolicy } from '@sla/core';
import { preset } from '@sla/core/presets';
import { afterEach, describe, expect, it } from 'vitest';

import { done } from '../testing/done.ts';
import { mail, noticesOf, openTestDesk, policy, type TestDesk } from '../testing/test-desk.ts';

let at: TestDesk;
afterEach(() => at.close());

const tasks = async () =>
  (await at.outbox()).filter(({ item }) => noticesOf(item).some(({ notice }) => notice.effect === 'task'));
const typesOf = async (ref: string) => (await at.desk.read.case(ref))?.events.map(({ type }) => type) ?? [];

describe('S0-1 and S4-7: a step asks for a phone call', () => {
  it('without a pager, who keeps the case is told to call now, and the ladder goes on', async () => {
    at = await openTestDesk({ at: '2026-11-23T10:00:00Z' });
    const { number } = done(await at.desk.receive(mail())).case;
    done(await at.desk.claim('agent:ann', { case: number }));
    await at.runUntil('2026-11-23T11:00:00Z');
    const mails = (await tasks()).map(({ payload }) => payload.kind === 'notice' && [payload.to, payload.text]);
    expect(mails[0]?.toString()).toContain('ann@desk.example');
    expect(mails[0]?.toString()).toContain('Call duty now');
    expect(await typesOf(number)).toContain('unreachable');
    const fired = (await at.desk.read.case(number))?.effects.filter(({ kind }) => kind === 'notify');
    expect(fired?.map(({ step }) => step)).toEqual(['call-duty', 'tell-boss']);
  });

  it('with a pager nobody is told to call, and the alert waits to be taken', async () => {
    at = await openTestDesk({ channels: ['phone'] });
    const { number } = done(await at.desk.receive(mail())).case;
    await at.runUntil('2026-11-23T11:00:00Z');
    expect(await tasks()).toEqual([]);
    expect(await typesOf(number)).toContain('alerted');
  });

  it('where mail is another way of the step, its alert stands beside the task', async () => {
    const agreed = preset('learning-pool');
    at = await openTestDesk({
      policies: { current: [agreed], defaultPolicy: agreed.id },
      directory: { roles: { 'senior-management': { people: ['agent:lea'], email: [] } } },
    });
    const { number } = done(await at.desk.receive(mail({ priority: 'severity-1' }))).case;
    expect(await tasks()).not.toHaveLength(0);
    expect(await typesOf(number)).toEqual(expect.arrayContaining(['alerted']));
    expect(await typesOf(number)).not.toContain('unreachable');
  });

  it('a last step that nobody can be phoned for comes to rest', async () => {
    const alone = definePolicy({
      id: 'campus',
      version: 2,
      timeZone: 'UTC',
      tiers: ['L1'],
      priorities: {
        normal: {
          escalation: [
            {
              id: 'call',
              on: 'prioritised',
              notify: [{ role: 'duty', via: ['phone'] }],
              acknowledgeWithin: '15 minutes',
            },
          ],
        },
      },
      defaults: { priority: 'normal' },
    });
    at = await openTestDesk({ policies: { current: [policy, alone], defaultPolicy: 'campus' } });
    const { number } = done(await at.desk.receive(mail())).case;
    await at.runUntil('2026-11-23T11:00:00Z');
    expect((await typesOf(number)).filter((type) => type === 'unreachable').length).toBeGreaterThanOrEqual(1);
  });
});
