import type { CaseRecord } from '@sla/case-store';
import { preset } from '@sla/core/presets';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { done, refusalOf } from '../testing/done.ts';
import { agents, mail, openTestDesk, organisations, type TestDesk, teams } from '../testing/test-desk.ts';

let at: TestDesk;
let record: CaseRecord;
const pool = preset('learning-pool');
beforeEach(async () => {
  at = await openTestDesk({ policies: { current: [pool], defaultPolicy: pool.id } });
  const [ashdown, ...others] = organisations;
  await at.desk.adopt({ agents, teams, organisations: [{ ...ashdown, accountManager: 'agent:lea' }, ...others] });
  record = done(await at.desk.receive(mail({ priority: 'severity-4', mayAcknowledge: false }))).case;
  at.clock.pass({ minutes: 5 });
});
afterEach(() => at.close());

const view = async () => {
  const found = await at.desk.read.case(record.id);
  if (!found) throw new Error('no such case');
  return found;
};
const letters = async () => (await view()).messages.filter(({ direction }) => direction === 'out');

describe('S3-15 it takes longer', () => {
  it('the reason stands in the log, updates are owed at the interval, and the requester may be told', async () => {
    const delay = { case: record.id, reason: 'The vendor has to mend it.', every: '4 hours' };
    expect(refusalOf(await at.desk.delay('agent:ann', { ...delay, every: 'soon' }))).toBe('unknown-interval');
    done(await at.desk.delay('agent:ann', { ...delay, tell: true }));
    const { sla, events } = await view();
    expect(events.find(({ type }) => type === 'delayed')).toMatchObject({ reason: delay.reason, every: '4 hours' });
    expect(sla.clocks.find(({ clock }) => clock === 'update')).toMatchObject({
      status: 'running',
      dueAt: at.clock.now().add({ hours: 4 }),
    });
    expect((await letters())[0]?.text).toContain('The vendor has to mend it.');
  });
});

describe('S4-25 deferred to product', () => {
  it('ends the clocks and tells the requester, once', async () => {
    done(await at.desk.defer('agent:ann', { case: record.id, reason: 'Belongs in the next version.' }));
    const { sla, record: after } = await view();
    expect(after.state).toBe('deferred');
    expect(sla.clocks.every(({ status }) => status !== 'running')).toBe(true);
    expect(await letters()).toHaveLength(1);
    expect((await letters())[0]?.text).toContain('product team');
  });

  it('S4-27 and S4-28 a feature request is answered, and its review promises nothing', async () => {
    const wish = done(await at.desk.receive(mail({ priority: 'feature-request', messageId: 'wish@x' }))).case;
    done(
      await at.desk.defer('agent:ann', { case: wish.id, reason: 'Reviewed on Friday.', text: 'We will review it.' }),
    );
    const clocks = (await at.desk.read.case(wish.id))?.sla.clocks ?? [];
    expect(clocks.map(({ clock }) => clock)).toEqual(['first-response']);
  });

  it('S4-26 and S4-29 an alternative is offered, and the account manager is brought in', async () => {
    const alternative = 'Export the list and sort it in a spreadsheet.';
    done(await at.desk.defer('agent:ann', { case: record.id, reason: 'Too big for now.', alternative }));
    expect((await letters()).some(({ text }) => text.includes(alternative))).toBe(true);
    const told = (await at.outbox()).flatMap(({ payload }) => (payload.kind === 'notice' ? [payload] : []));
    const toManager = told.find(({ to }) => to.includes('lea@desk.example'));
    expect(toManager?.subject).toContain('An die Produktentwicklung gegeben');
    expect(toManager?.text).toContain('Too big for now.');
  });
});
