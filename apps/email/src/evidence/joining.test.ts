import { definePolicy, Temporal } from '@sla/core';
import { afterEach, describe, expect, it } from 'vitest';

import { type DeskForTest, openDeskForTest } from '../testing/desk-for-test.ts';
import { sendTo } from '../testing/send-to.ts';

let desk: DeskForTest;
afterEach(() => desk.close());

const numbers = async () =>
  (await desk.desk.read.queue({ order: 'opened' })).cases.map(({ item }) => item.record.number).sort();
const stateOf = async (number: string) => (await desk.desk.read.case(number))?.record.state;

function withReopen(reopen: string) {
  const policy = definePolicy({
    id: 'test',
    version: 1,
    timeZone: 'Europe/Berlin',
    priorities: { normal: { targets: { resolution: { within: '1 day' } } } },
    defaults: { priority: 'normal', reopen },
  });
  return { policies: { current: [policy], defaultPolicy: 'test' } };
}

describe('an answer to a case that is done with', () => {
  it.each([
    ['resolved', 'resume within 7 days', 'open', ['C-1001']],
    ['closed', 'resume within 7 days', 'open', ['C-1001']],
    ['resolved', 'new-cycle', 'open', ['C-1001']],
    ['resolved', 'ignore', 'resolved', ['C-1001']],
    ['closed', 'ignore', 'closed', ['C-1001']],
    ['resolved', 'resume within 5 days, then new-case', 'resolved', ['C-1001', 'C-1002']],
  ] as const)('%s six days ago, reopen: %s → it is %s', async (done, reopen, state, cases) => {
    let now = Temporal.Instant.from('2026-11-23T10:00:00Z');
    desk = await openDeskForTest({}, { desk: withReopen(reopen), now: () => now });
    await sendTo(desk, { subject: 'VPN', text: 'No VPN.' });
    await desk.desk.reply('agent:ann', { case: 'C-1001', text: 'Fixed.', resolve: true });
    if (done === 'closed') await desk.desk.close('agent:ann', { case: 'C-1001' });
    now = now.add({ hours: 24 * 6 });
    await sendTo(desk, { subject: 'Re: [C-1001] VPN', text: 'Not at all.' });
    expect(await stateOf('C-1001')).toBe(state);
    expect(await numbers()).toEqual(cases);
  });
});

describe('somebody new in a known thread is let in', () => {
  const hill = { id: 'hill', name: 'Hill School', domains: ['hill.example'] };
  const north = { id: 'north', name: 'Hill North', domains: ['north.hill.example'] };
  const messageOf = async (from: string) => {
    await sendTo(desk, { from, subject: 'Re: [C-1001] VPN', text: 'Me too.' });
    return (await desk.desk.read.case('C-1001'))?.messages.find(({ authorAddress }) => authorAddress === from);
  };

  it('where the organisation has their domain, or one above it that is nobody else’s', async () => {
    desk = await openDeskForTest({}, { organisations: [hill, north] });
    await sendTo(desk, { from: 'mia@hill.example', subject: 'VPN', text: 'No VPN.' });
    expect((await messageOf('bo@it.hill.example'))?.evidence.join(' ')).toContain(
      'bo@it.hill.example belongs to Hill School',
    );
    expect(await messageOf('eve@north.hill.example')).toBeUndefined();
    expect(await messageOf('eve@elsewhere.example')).toBeUndefined();
  });

  it('where they are known to belong there, by whatever address', async () => {
    desk = await openDeskForTest({}, { organisations: [hill] });
    await sendTo(desk, { from: 'mia@hill.example', subject: 'VPN', text: 'No VPN.' });
    await desk.store.transaction((unit) =>
      unit.putContact({ id: 'zoe', email: 'zoe@gmail.com', organisation: 'hill' }),
    );
    expect((await messageOf('zoe@gmail.com'))?.evidence.join(' ')).toContain('zoe@gmail.com belongs to Hill School');
  });
});
