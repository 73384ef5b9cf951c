import type { CaseRecord } from '@sla/case-store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { done } from '../testing/done.ts';
import { identity, mail, openTestDesk, type TestDesk } from '../testing/test-desk.ts';
import { startTaskRunner } from './task-runner.ts';

let at: TestDesk;
let record: CaseRecord;
const survey = { afterHours: 24 };
beforeEach(async () => {
  const guidance = {
    'log-in': { threshold: 2, withinDays: 30, text: 'How to reset a password: https://help.example' },
  };
  at = await openTestDesk({ practice: { followUpDays: 3, survey, guidance } });
  record = done(await at.desk.receive(mail({ mayAcknowledge: false }))).case;
  at.clock.pass({ minutes: 5 });
});
afterEach(() => at.close());

const resolve = async () => done(await at.desk.resolve('agent:ann', { case: record.id, text: 'It works again.' }));
const letters = async (ref = record.id) =>
  ((await at.desk.read.case(ref))?.messages ?? []).filter(({ automatic }) => automatic);
const tasks = async () =>
  (await at.outbox()).filter(({ payload }) => payload.kind === 'notice' && payload.notice.effect === 'task');
const runAll = async () => {
  while ((await at.desk.runTasks(10)) > 0);
};

describe('S0-14 follow-up after resolution', () => {
  it('three days later whoever keeps the case is asked to ask', async () => {
    done(await at.desk.claim('agent:ann', { case: record.id }));
    await resolve();
    at.clock.pass({ hours: 71 });
    await runAll();
    expect(await tasks()).toHaveLength(0);
    at.clock.pass({ hours: 2 });
    await Promise.all([runAll(), runAll()]);
    expect((await tasks()).map(({ payload }) => payload.kind === 'notice' && payload.to)).toEqual([
      ['ann@desk.example'],
    ]);
  });

  it('not when it was taken up again', async () => {
    await resolve();
    at.clock.pass({ hours: 1 });
    done(await at.desk.reopen('agent:ann', { case: record.id }));
    at.clock.pass({ hours: 100 });
    await runAll();
    expect(await tasks()).toHaveLength(0);
    expect(await letters()).toHaveLength(0);
  });
});

describe('S3-21 how it was', () => {
  const token = async () => /survey\/([^/\s]+)\/5/.exec((await letters())[0]?.text ?? '')?.[1] ?? '';

  it('is asked a day later, and answered by one click of five', async () => {
    await resolve();
    at.clock.pass({ hours: 25 });
    await runAll();
    expect((await letters())[0]?.text).toContain('https://desk.example/survey/');
    expect(await at.desk.answerSurvey(await token(), 4)).toBe(true);
    expect(await at.desk.answerSurvey(await token(), 5)).toBe(true);
    const period = { from: record.openedAt, to: at.clock.now().add({ hours: 1 }) };
    expect((await at.desk.read.report(period)).satisfaction).toEqual({ answers: 1, average: 5 });
  });

  it('is asked at the address that customers can reach, where the desk has one for them', async () => {
    await at.close();
    at = await openTestDesk({ practice: { survey }, identity: { ...identity, publicUrl: 'https://help.example' } });
    record = done(await at.desk.receive(mail({ mayAcknowledge: false }))).case;
    await resolve();
    at.clock.pass({ hours: 25 });
    await runAll();
    expect((await letters())[0]?.text).toContain('https://help.example/survey/');
  });

  it('an address that somebody made up counts for nothing', async () => {
    await resolve();
    at.clock.pass({ hours: 25 });
    await runAll();
    const good = await token();
    const [id = '', seal = ''] = good.split('.');
    const other = Buffer.from('another').toString('base64url');
    for (const bad of ['', 'x', id, `${id}.`, `${other}.${seal}`, `${good}x`]) {
      expect(await at.desk.answerSurvey(bad, 5)).toBe(false);
    }
  });
});

describe('S0-15 what keeps coming back', () => {
  it('is tagged from the second case of a customer on, and its requester gets the guidance', async () => {
    done(await at.desk.tag('agent:ann', { case: record.id, add: ['log-in'] }));
    expect((await at.desk.read.case(record.id))?.record.tags).toEqual(['log-in']);
    const again = done(await at.desk.receive(mail({ messageId: 'again@x', mayAcknowledge: false }))).case;
    done(await at.desk.tag('agent:bob', { case: again.id, add: ['log-in'] }));
    expect((await at.desk.read.case(again.id))?.record.tags).toEqual(['log-in', 'recurring']);
    expect((await letters(again.id))[0]?.text).toContain('https://help.example');
    expect(await letters()).toHaveLength(0);
  });

  it('not for another customer, and not after the time that counts', async () => {
    done(await at.desk.tag('agent:ann', { case: record.id, add: ['log-in'] }));
    const from = { address: 'x@kestrel.example' };
    const foreign = done(await at.desk.receive(mail({ from, messageId: 'f@x', mayAcknowledge: false }))).case;
    done(await at.desk.tag('agent:bob', { case: foreign.id, add: ['log-in'] }));
    at.clock.pass({ hours: 24 * 31 });
    const later = done(await at.desk.receive(mail({ messageId: 'l@x', mayAcknowledge: false }))).case;
    done(await at.desk.tag('agent:bob', { case: later.id, add: ['log-in'] }));
    for (const { id } of [foreign, later]) expect(await letters(id)).toHaveLength(0);
  });
});

it('the task runner looks by itself, goes on after a failure, and stops when told', async () => {
  const errors: unknown[] = [];
  let passes = 0;
  const shaky = {
    runTasks: async () => {
      passes += 1;
      if (passes === 1) throw new Error('the store was away');
      return 0;
    },
  };
  const runner = startTaskRunner(shaky, { onError: (error) => errors.push(error), seconds: 0.01 });
  await expect.poll(() => passes).toBeGreaterThan(2);
  await runner.stop();
  const after = passes;
  expect(errors).toHaveLength(1);
  await new Promise((resolve) => setImmediate(resolve));
  expect(passes).toBe(after);
});
