import type { CaseRef } from '@sla/case-store';
import { type Person, Temporal } from '@sla/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Desk } from './index.ts';
import { done } from './testing/done.ts';
import { mail, openTestDesk, type TestDesk } from './testing/test-desk.ts';

type Answer = { readonly ok: true } | { readonly ok: false; readonly refusal: { readonly code: string } };
type Command = (desk: Desk, by: Person, ref: CaseRef) => Promise<Answer>;

const text = 'We look.';
const fixBy = Temporal.Instant.from('2026-12-01T10:00:00Z');

/** What is done to one case: for agents, where nothing else is said. */
const ON_CASES: Readonly<Record<string, Command>> = {
  reply: (desk, by, ref) => desk.reply(by, { case: ref, text }),
  update: (desk, by, ref) => desk.update(by, { case: ref, text }),
  note: (desk, by, ref) => desk.note(by, { case: ref, text }),
  logCall: (desk, by, ref) => desk.logCall(by, { case: ref, answered: true, summary: text }),
  acknowledge: (desk, by, ref) => desk.acknowledge(by, { case: ref }),
  claim: (desk, by, ref) => desk.claim(by, { case: ref }),
  assign: (desk, by, ref) => desk.assign(by, { case: ref, to: 'agent:bob' }),
  prioritise: (desk, by, ref) => desk.prioritise(by, { case: ref, priority: 'normal' }),
  pause: (desk, by, ref) => desk.pause(by, { case: ref, reason: 'awaiting-vendor' }),
  resume: (desk, by, ref) => desk.resume(by, { case: ref }),
  escalate: (desk, by, ref) => desk.escalate(by, { case: ref, to: 'L2', reason: text, fields: { logs: 'x' } }),
  noReplyNeeded: (desk, by, ref) => desk.noReplyNeeded(by, { case: ref, reason: text }),
  flag: (desk, by, ref) => desk.flag(by, { case: ref, flag: 'cannot-fix' }),
  estimate: (desk, by, ref) => desk.estimate(by, { case: ref, fixBy }),
  delay: (desk, by, ref) => desk.delay(by, { case: ref, reason: text, every: '1 day' }),
  reach: (desk, by, ref) => desk.reach(by, { case: ref, milestone: 'diagnosis' }),
  take: (desk, by, ref) => desk.take(by, { case: ref, step: 'call-duty' }),
  resolve: (desk, by, ref) => desk.resolve(by, { case: ref, text }),
  reopen: (desk, by, ref) => desk.reopen(by, { case: ref }),
  close: (desk, by, ref) => desk.close(by, { case: ref }),
  defer: (desk, by, ref) => desk.defer(by, { case: ref, reason: text }),
  moveToPolicy: (desk, by, ref) => desk.moveToPolicy(by, { case: ref, policy: 'campus' }),
  merge: (desk, by, ref) => desk.merge(by, { case: ref, into: 'C-1002' }),
  unmerge: (desk, by, ref) => desk.unmerge(by, { case: ref }),
  split: (desk, by, ref) => desk.split(by, { case: ref, messages: ['none'] }),
  undo: (desk, by, ref) => desk.undo(by, { case: ref, event: 'none' }),
  link: (desk, by, ref) => desk.link(by, { case: ref, to: 'C-1002' }),
  tag: (desk, by, ref) => desk.tag(by, { case: ref, add: ['exam'] }),
  linkArticle: (desk, by, ref) => desk.linkArticle(by, { case: ref, article: 'none' }),
  openIncident: (desk, by, ref) => desk.openIncident(by, { title: 'Login is down', cases: [ref] }),
};

/** What is done to no case, or to several. */
const OTHERS: Readonly<Record<string, (desk: Desk, by: Person) => Promise<Answer>>> = {
  revive: (desk, by) => desk.revive(by, 'none'),
  takeCall: (desk, by) =>
    desk.takeCall(by, { from: { address: 'a@b.example' }, subject: 's', summary: text, key: 'k' }),
  joinIncident: (desk, by) => desk.joinIncident(by, { incident: 'I-1', cases: ['C-1001'] }),
  leaveIncident: (desk, by) => desk.leaveIncident(by, { incident: 'I-1', case: 'C-1001' }),
  informIncident: (desk, by) => desk.informIncident(by, { incident: 'I-1', text }),
  endIncident: (desk, by) => desk.endIncident(by, { incident: 'I-1', text }),
  announce: (desk, by) => desk.announce(by, { subject: 's', text, preview: true }),
  exportSubject: (desk, by) => desk.exportSubject(by, { email: 'maria@ashdown.example' }),
  eraseSubject: (desk, by) => desk.eraseSubject(by, { email: 'nobody@ashdown.example' }),
};

/** A case's own requester may do these. */
const REQUESTERS = ['resolve', 'reopen'];
const LEADS = ['moveToPolicy', 'announce', 'exportSubject', 'eraseSubject'];
const ADMINS = ['eraseSubject'];

let at: TestDesk;
let maria: Person;
beforeAll(async () => {
  at = await openTestDesk({ at: '2026-11-23T10:00:00Z' });
  maria = `requester:${done(await at.desk.receive(mail())).case.requester}`;
  await at.desk.receive(mail({ messageId: 'm2@c', from: { address: 'eve@ashdown.example' } }));
});
afterAll(() => at.close());

async function codeOf(answer: Promise<Answer>): Promise<string> {
  const { ok, ...rest } = await answer;
  return ok ? 'done' : (rest as { readonly refusal: { readonly code: string } }).refusal.code;
}

const before = ['not-an-agent', 'not-allowed'];

describe('each command on a case', () => {
  it.each(Object.entries(ON_CASES))('%s is for those who may', async (name, command) => {
    expect(await codeOf(command(at.desk, 'agent:stranger', 'C-1001'))).toBe('not-an-agent');
    expect(await codeOf(command(at.desk, 'requester:stranger', 'C-1001'))).toBe(
      name === 'openIncident' ? 'not-an-agent' : 'no-such-case',
    );
    const own = await codeOf(command(at.desk, maria, 'C-9999'));
    expect(own).toBe(REQUESTERS.includes(name) ? 'no-such-case' : own);
    if (!REQUESTERS.includes(name)) expect(await codeOf(command(at.desk, maria, 'C-1001'))).toBe('not-an-agent');
    const asAgent = await codeOf(command(at.desk, 'agent:ann', 'C-9999'));
    expect(asAgent).toBe(LEADS.includes(name) ? asAgent : 'no-such-case');
    expect(await codeOf(command(at.desk, 'agent:lea', 'C-9999'))).toBe('no-such-case');
  });
});

describe('each other command', () => {
  it.each(Object.entries(OTHERS))('%s is for those who may', async (name, command) => {
    expect(await codeOf(command(at.desk, 'agent:stranger'))).toBe('not-an-agent');
    expect(await codeOf(command(at.desk, maria))).toBe('not-an-agent');
    if (LEADS.includes(name)) expect(await codeOf(command(at.desk, 'agent:ann'))).toBe('not-allowed');
    else expect(before).not.toContain(await codeOf(command(at.desk, 'agent:ann')));
    if (ADMINS.includes(name)) expect(await codeOf(command(at.desk, 'agent:lea'))).toBe('not-allowed');
    else expect(before).not.toContain(await codeOf(command(at.desk, 'agent:lea')));
  });
});
