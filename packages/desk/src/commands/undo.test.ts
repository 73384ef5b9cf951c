import type { CaseRecord } from '@sla/case-store';
import type { CaseEventType } from '@sla/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { done, refusalOf } from '../testing/done.ts';
import { mail, openTestDesk, type TestDesk } from '../testing/test-desk.ts';

let at: TestDesk;
let record: CaseRecord;
beforeEach(async () => {
  at = await openTestDesk();
  record = done(await at.desk.receive(mail())).case;
  at.clock.pass({ minutes: 10 });
});
afterEach(() => at.close());

const view = async () => {
  const found = await at.desk.read.case(record.id);
  if (!found) throw new Error('no such case');
  return found;
};
const idOf = async (type: CaseEventType) => (await view()).events.findLast((event) => event.type === type)?.id ?? '';
const undo = async (type: CaseEventType, by: 'agent:ann' | 'agent:lea' = 'agent:ann') =>
  at.desk.undo(by, { case: record.id, event: await idOf(type) });

describe('undo', () => {
  it('gives a lowered priority its clocks back, from the same anchor', async () => {
    const before = (await view()).sla.clocks;
    done(await at.desk.prioritise('agent:ann', { case: record.id, priority: 'normal' }));
    expect((await view()).sla.clocks).not.toEqual(before);
    done(await undo('prioritised'));
    expect((await view()).sla.clocks).toEqual(before);
    expect((await view()).record.priority).toBe('critical');
  });

  it('takes a call back that was logged on the wrong case, and puts it back when that was wrong', async () => {
    done(await at.desk.logCall('agent:ann', { case: record.id, answered: true, summary: 'Talked it through.' }));
    done(await undo('replied'));
    const clock = async () => (await view()).sla.clocks.find((each) => each.clock === 'first-response')?.status;
    expect(await clock()).toBe('running');
    done(await undo('undone'));
    expect(await clock()).toBe('met');
  });

  it('takes an escalation back together with its hand-over', async () => {
    const fields = { logs: 'timeout' };
    done(await at.desk.escalate('agent:ann', { case: record.id, to: 'L2', reason: 'database', fields }));
    expect((await view()).record).toMatchObject({ tier: 'L2', team: 'platform' });
    done(await undo('escalated'));
    expect((await view()).record).toMatchObject({ tier: 'L1', team: 'first-line' });
  });

  it('takes a message back together with what it had opened again', async () => {
    done(await at.desk.resolve('agent:ann', { case: record.id, text: 'Done.' }));
    at.clock.pass({ minutes: 5 });
    const joins = { case: record.number, evidence: [] };
    done(await at.desk.receive(mail({ receivedAt: at.clock.now(), messageId: 'thanks@x', text: 'Thank you!', joins })));
    expect((await view()).record.state).toBe('open');
    done(await undo('requester-replied'));
    expect((await view()).record.state).toBe('resolved');
  });

  it('opens again what was resolved by mistake, and a miss that came meanwhile is told', async () => {
    done(await at.desk.resolve('agent:ann', { case: record.id, text: 'Done.' }));
    await at.runUntil('2026-11-23T15:00:00Z');
    done(await undo('resolved'));
    expect((await view()).record.state).toBe('open');
    expect((await view()).sla.clocks.find(({ clock }) => clock === 'resolution')?.breachedAt).toBeDefined();
  });

  it('is refused for what was sent, for the opening, for strangers, and twice', async () => {
    done(await at.desk.reply('agent:ann', { case: record.id, text: 'We are on it.' }));
    expect(refusalOf(await undo('replied'))).toBe('cannot-undo');
    expect(refusalOf(await undo('opened'))).toBe('cannot-undo');
    expect(refusalOf(await undo('closed'))).toBe('unknown-event');
    done(await at.desk.flag('agent:ann', { case: record.id, flag: 'cannot-fix' }));
    done(await undo('flagged'));
    expect(refusalOf(await undo('flagged'))).toBe('nothing-to-do');
    done(await at.desk.close('agent:lea', { case: record.id }));
    expect(refusalOf(await undo('closed'))).toBe('not-allowed');
    done(await undo('closed', 'agent:lea'));
    expect((await view()).record.state).toBe('open');
  });
});

describe('tags and links', () => {
  it('a case bears tags, each once, and sheds them', async () => {
    done(await at.desk.tag('agent:ann', { case: record.id, add: ['Log in', 'log-in', 'SSO'] }));
    expect((await view()).record.tags).toEqual(['log-in', 'sso']);
    expect(refusalOf(await at.desk.tag('agent:ann', { case: record.id, add: ['sso'] }))).toBe('nothing-to-do');
    expect(refusalOf(await at.desk.tag('agent:ann', { case: record.id, add: ['a/b'] }))).toBe('bad-tag');
    done(await at.desk.tag('agent:ann', { case: record.id, remove: ['SSO'] }));
    expect((await view()).record.tags).toEqual(['log-in']);
  });

  it('linked cases show each other, also across organisations', async () => {
    const other = done(
      await at.desk.receive(mail({ from: { address: 'x@kestrel.example' }, messageId: 'm9@kestrel.example' })),
    ).case;
    done(await at.desk.link('agent:ann', { case: record.id, to: other.number }));
    expect((await view()).links.map(({ number }) => number)).toEqual([other.number]);
    expect((await at.desk.read.case(other.id))?.links.map(({ number }) => number)).toEqual([record.number]);
    expect(refusalOf(await at.desk.link('agent:ann', { case: other.id, to: record.id }))).toBe('nothing-to-do');
    expect(refusalOf(await at.desk.link('agent:ann', { case: other.id, to: other.id }))).toBe('same-case');
  });
});
