import type { CaseRecord } from '@sla/case-store';
import { preset } from '@sla/core/presets';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { CaseView } from '../desk.ts';
import { done, refusalOf } from '../testing/done.ts';
import { mail, openTestDesk, type TestDesk } from '../testing/test-desk.ts';

let at: TestDesk;
const pool = preset('learning-pool');
const velsoft = preset('velsoft');
beforeEach(async () => {
  at = await openTestDesk({ policies: { current: [pool, velsoft], defaultPolicy: pool.id } });
});
afterEach(() => at.close());

const open = async (priority: string, policy = pool.id) =>
  done(await at.desk.receive(mail({ priority, policy, mayAcknowledge: false, messageId: `${priority}@x` }))).case;
const view = async ({ id }: CaseRecord): Promise<CaseView> => {
  const found = await at.desk.read.case(id);
  if (!found) throw new Error('no such case');
  return found;
};
const checklist = async (record: CaseRecord) =>
  (await view(record)).checklist.map(({ way, state }) => `${way} ${state}`);
const call = async (record: CaseRecord, answered: boolean) => {
  at.clock.pass({ minutes: 1 });
  done(await at.desk.logCall('agent:ann', { case: record.id, answered, summary: 'Rang.' }));
};
const statusOf = async (record: CaseRecord, clock: string) =>
  (await view(record)).sla.clocks.find((each) => each.clock === clock)?.status;

describe('S4-6 severity 1: phone, then mail with the steps', () => {
  it('an unanswered call is tried, and the mail after it is the response', async () => {
    const record = await open('severity-1');
    expect(await checklist(record)).toEqual(['phone next', 'email later']);
    await call(record, false);
    expect(await checklist(record)).toEqual(['phone done', 'email next']);
    expect(await statusOf(record, 'first-response')).toBe('running');
    done(await at.desk.reply('agent:ann', { case: record.id, text: 'Next we restart the database.' }));
    expect(await checklist(record)).toEqual(['phone done', 'email done']);
    expect(await statusOf(record, 'first-response')).toBe('met');
  });

  it('mail first leaves the call to be made', async () => {
    const record = await open('severity-1');
    at.clock.pass({ minutes: 1 });
    done(await at.desk.reply('agent:ann', { case: record.id, text: 'We are on it.' }));
    expect(await checklist(record)).toEqual(['phone next', 'email done']);
  });
});

it('S4-14 severity 2: mail first, then phone', async () => {
  expect(await checklist(await open('severity-2'))).toEqual(['email next', 'phone later']);
});

it('S4-21 severity 3: mail, and phone where it is needed', async () => {
  expect(await checklist(await open('severity-3'))).toEqual(['email next', 'phone not-needed']);
});

it('S1-6 a call on an unfamiliar issue counts as the response once it was answered', async () => {
  const record = await open('high', velsoft.id);
  expect(await checklist(record)).toEqual(['phone not-needed', 'email next']);
  await call(record, true);
  expect(await checklist(record)).toEqual(['phone done', 'email next']);
  expect(await statusOf(record, 'first-response')).toBe('met');
});

describe('S1-13 a call that is taken', () => {
  const taken = {
    from: { address: 'Maria@ashdown.example', name: 'Maria Sánchez' },
    subject: 'Cannot upload',
    summary: 'She cannot upload; asked her to try another browser.',
    priority: 'severity-2',
    key: 'call-1',
  };

  it('is a case that is acknowledged and answered at connection, held by who took it', async () => {
    const { case: record } = done(await at.desk.takeCall('agent:ann', taken));
    expect(record).toMatchObject({
      channel: 'phone',
      assignee: 'ann',
      organisation: 'ashdown',
      priority: 'severity-2',
    });
    expect(await statusOf(record, 'first-response')).toBe('met');
    const again = done(await at.desk.takeCall('agent:ann', taken));
    expect(again.case.id).toBe(record.id);
    expect((await view(record)).events.filter(({ type }) => type === 'replied')).toHaveLength(1);
  });

  it('needs words, and an agent', async () => {
    expect(refusalOf(await at.desk.takeCall('agent:ann', { ...taken, summary: ' ' }))).toBe('empty-message');
    expect(refusalOf(await at.desk.takeCall('requester:r', taken))).toBe('not-an-agent');
  });
});
