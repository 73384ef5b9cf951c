import { Temporal } from '@sla/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { whyHeldBack } from './held-back.ts';
import { done } from './testing/done.ts';
import { identity, mail, openTestDesk, type TestDesk } from './testing/test-desk.ts';

let at: TestDesk;
beforeEach(async () => {
  at = await openTestDesk();
});
afterEach(() => at.close());

const instant = (text: string) => Temporal.Instant.from(text);

describe('a mail that opens a case', () => {
  it('gets a number, the sender’s organisation, a priority by its words, and running clocks', async () => {
    const { case: record, opened, message } = done(await at.desk.receive(mail()));
    expect(opened).toBe(true);
    expect(record).toMatchObject({
      number: 'C-1001',
      subject: 'Nobody can log in',
      organisation: 'ashdown',
      priority: 'critical',
      policy: 'campus',
      policyVersion: 1,
      team: 'first-line',
      state: 'new',
      nextDue: { clock: 'first-response', dueAt: instant('2026-11-23T11:00:00Z'), missed: false, atRisk: false },
    });
    expect(message.evidence).toEqual(['priority critical: matched text “outage”']);
    const contact = await at.store.findContact({ email: 'maria@ashdown.example' });
    expect(contact).toMatchObject({ name: 'Maria Sánchez', organisation: 'ashdown', id: record.requester });
  });

  it('counts from its receipt, and never from the future', async () => {
    const early = done(await at.desk.receive(mail({ receivedAt: instant('2026-11-23T09:50:00Z') })));
    const late = done(await at.desk.receive(mail({ receivedAt: instant('2026-11-23T10:30:00Z'), messageId: 'm2@c' })));
    expect(early.case.openedAt.toString()).toBe('2026-11-23T09:50:00Z');
    expect(late.case.openedAt.toString()).toBe('2026-11-23T10:00:00Z');
  });

  it('is answered by one receipt that promises times in the requester’s zone', async () => {
    const { case: record } = done(await at.desk.receive(mail()));
    const [receipt, ...others] = await at.outbox();
    expect(others).toEqual([]);
    expect(receipt?.item).toMatchObject({ destination: 'email', caseId: record.id });
    expect(receipt?.payload).toMatchObject({ kind: 'message', purpose: 'receipt' });
    const messages = await at.store.listMessages(record.id);
    expect(messages.map(({ direction }) => direction)).toEqual(['in', 'out']);
    expect(messages[1]).toMatchObject({
      automatic: true,
      author: 'system',
      subject: 'Re: [C-1001] Nobody can log in',
      to: ['maria@ashdown.example'],
      messageId: 'ack.1001.1@desk.example',
      references: ['m1@ashdown.example'],
      delivery: 'waiting',
    });
    expect(messages[1]?.text).toMatchInlineSnapshot(`
      "Hello Maria Sánchez,

      we have received your request “Nobody can log in”. Its number is C-1001.

      Priority: Critical
      - First response: by Mon 23 Nov, 11:00 (Europe/London)
      - Resolution: we aim for Mon 23 Nov, 14:00 (Europe/London)

      To add something, reply to this mail and leave the number in the subject.

      Campus Support"
    `);
    const view = await at.desk.read.case(record.number);
    expect(view?.events.map(({ type }) => type)).toEqual(['opened', 'assigned', 'acknowledged']);
  });

  it('is answered in the language and zone of the organisation', async () => {
    const from = { address: 'jo@kestrel.example' };
    const { case: record } = done(await at.desk.receive(mail({ from, subject: 'Drucker', text: 'druckt nicht' })));
    const receipt = (await at.store.listMessages(record.id)).at(-1);
    expect(receipt?.text).toContain('Guten Tag,\n\nwir haben Ihre Anfrage „Drucker“ erhalten.');
    expect(receipt?.text).toContain('Erste Antwort: bis Mo., 23. Nov., 15:00 (Europe/Berlin)');
  });

  it('is answered in the language of its mailbox, where neither person nor organisation has one', async () => {
    await at.close();
    at = await openTestDesk({ identity: { ...identity, languages: { 'hilfe@desk.example': 'de' } } });
    const strange = mail({ from: { address: 'zoe@nowhere.example' }, mailbox: 'Hilfe@desk.example' });
    const { case: record } = done(await at.desk.receive(strange));
    expect((await at.store.listMessages(record.id)).at(-1)?.text).toContain('wir haben Ihre Anfrage');
  });

  it('of a stranger is whose the mailbox says, which makes nobody their member', async () => {
    const strange = mail({ from: { address: 'zoe@nowhere.example' }, organisationOfStrangers: 'kestrel' });
    const { case: record } = done(await at.desk.receive(strange));
    expect(record.organisation).toBe('kestrel');
    expect(await at.store.findContact({ id: record.requester })).not.toHaveProperty('organisation');
    const elsewhere = done(
      await at.desk.receive({ ...strange, organisationOfStrangers: 'ashdown', messageId: 'm2@c' }),
    );
    expect(elsewhere.case.organisation).toBe('ashdown');
  });

  it('of somebody who belongs to an organisation is theirs, whichever mailbox it came to', async () => {
    const known = mail({ organisationOfStrangers: 'kestrel' });
    expect(done(await at.desk.receive(known)).case.organisation).toBe('ashdown');
  });

  it('gets no receipt where none may go back', async () => {
    await at.desk.receive(mail({ mayAcknowledge: false }));
    await at.desk.receive(mail({ machine: 'other', messageId: 'm2@c' }));
    expect(await at.outbox()).toEqual([]);
  });

  it.each([
    ['en', 'You can also follow your request here; the page asks you to sign in: '],
    ['de', 'Sie können Ihre Anfrage auch hier verfolgen; die Seite bittet Sie, sich anzumelden: '],
  ])('has a receipt that leads to the portal, where customers can reach it (%s)', async (language, line) => {
    await at.close();
    at = await openTestDesk({ identity: { ...identity, language, publicUrl: 'https://help.example' } });
    const newcomer = { address: 'new@elsewhere.example' };
    const { case: record } = done(await at.desk.receive(mail({ from: newcomer })));
    const receipt = (await at.store.listMessages(record.id)).at(-1);
    expect(receipt?.text).toMatch(new RegExp(`\n\n${line}https://help.example/portal/cases/C-1001\n\nCampus Support$`));
  });

  it('is acknowledged at most twice in three hours to one sender', async () => {
    for (const n of [1, 2, 3, 4]) await at.desk.receive(mail({ messageId: `${n}@c` }));
    expect(await at.outbox()).toHaveLength(2);
    const [third] = (await at.desk.read.case('C-1003'))?.messages ?? [];
    expect(third && whyHeldBack(third)).toBe('2 receipts went to the sender within 3 h already');
    expect((await at.desk.read.case('C-1002'))?.messages.map(whyHeldBack)).toEqual([undefined, undefined]);
    at.clock.pass({ hours: 3, minutes: 1 });
    await at.desk.receive(mail({ messageId: '5@c' }));
    expect((await at.outbox()).filter(({ payload }) => payload.kind === 'message')).toHaveLength(3);
  });

  it('is taken at its word about the priority, or refused without a trace', async () => {
    expect(done(await at.desk.receive(mail({ priority: 'normal' }))).case.priority).toBe('normal');
    const refused = await at.desk.receive(mail({ priority: 'urgent', messageId: 'm2@c' }));
    expect(refused).toEqual({
      ok: false,
      refusal: { code: 'unknown-priority', facts: { priority: 'urgent', known: 'critical, normal' } },
    });
    expect(done(await at.desk.receive(mail({ priority: 'normal', messageId: 'm2@c' }))).opened).toBe(true);
  });

  it('falls under the default policy where its own is unknown, and says so', async () => {
    const { case: record, message } = done(await at.desk.receive(mail({ policy: 'gone' })));
    expect(record.policy).toBe('campus');
    expect(message.evidence).toContain('policy gone is unknown: the default was taken');
  });
});

describe('odd mail', () => {
  it('with a subject over several lines has one in lists, and its own in the message', async () => {
    const { case: record, message } = done(await at.desk.receive(mail({ subject: ' Help\r\n Bcc: x@evil.example ' })));
    expect(record.subject).toBe('Help Bcc: x@evil.example');
    expect(message.subject).toBe(' Help\r\n Bcc: x@evil.example ');
  });

  it('without a sender opens a case that nobody can be answered on', async () => {
    const { case: record } = done(await at.desk.receive(mail({ from: { address: '' } })));
    const { message } = done(await at.desk.reply('agent:ann', { case: record.id, text: 'Who are you?' }));
    expect(message.to).toEqual([]);
    expect(await at.outbox()).toEqual([]);
  });

  it('that was received before the one that opened its case joins it all the same', async () => {
    const { case: record } = done(await at.desk.receive(mail()));
    const joins = { case: record.id, evidence: [] };
    const early = mail({ receivedAt: instant('2026-11-23T09:00:00Z'), messageId: 'm0@c', joins });
    expect(done(await at.desk.receive(early)).case.id).toBe(record.id);
  });

  it('that belongs to a case nobody knows opens one', async () => {
    const { opened } = done(await at.desk.receive(mail({ joins: { case: 'C-9', evidence: [] } })));
    expect(opened).toBe(true);
  });
});

describe('what comes twice', () => {
  it('changes nothing the second time and answers with the same case', async () => {
    const first = done(await at.desk.receive(mail()));
    const second = done(await at.desk.receive(mail()));
    expect(second).toMatchObject({ opened: true, message: { id: first.message.id }, case: { id: first.case.id } });
    expect(await at.store.countCases({})).toBe(1);
    expect(await at.outbox()).toHaveLength(1);
  });

  it('is told apart by its inbox item where there is one', async () => {
    const inboxId = await accepted('mailbox/1/1');
    const first = done(await at.desk.receive(mail({ inboxId })));
    const again = done(await at.desk.receive(mail({ inboxId })));
    const other = done(await at.desk.receive(mail({ inboxId: await accepted('mailbox/1/2') })));
    expect(again.case.id).toBe(first.case.id);
    expect(other.case.id).not.toBe(first.case.id);
    expect(await at.store.findInboxItem('email', 'mailbox/1/1')).toMatchObject({
      status: 'settled',
      outcome: first.case.id,
      caseId: first.case.id,
      messageId: first.message.id,
    });
  });
});

describe('machine mail', () => {
  it.each(['auto-reply', 'bounce'] as const)('of kind %s opens no case of its own', async (machine) => {
    const inboxId = await accepted('mailbox/1/1');
    const outcome = await at.desk.receive(mail({ machine, inboxId }));
    expect(outcome).toEqual({ ok: false, refusal: { code: 'nothing-to-do', facts: { outcome: machine } } });
    expect(await at.store.findInboxItem('email', 'mailbox/1/1')).toMatchObject({ status: 'settled', outcome: machine });
    expect(await at.store.countCases({})).toBe(0);
    expect(await at.store.findContact({ email: 'maria@ashdown.example' })).toBeUndefined();
  });

  it('is kept on its case and moves nothing', async () => {
    const { case: record } = done(await at.desk.receive(mail()));
    await at.desk.reply('agent:ann', { case: record.id, text: 'Looking.' });
    await at.desk.resolve('agent:ann', { case: record.id });
    const before = await at.desk.read.case(record.id);
    const joins = { case: record.number, evidence: ['answers ack.1001.1'] };
    const { opened, message } = done(await at.desk.receive(mail({ machine: 'auto-reply', messageId: 'ooo@c', joins })));
    const after = await at.desk.read.case(record.id);
    expect(opened).toBe(false);
    expect(message).toMatchObject({ automatic: true, caseId: record.id, evidence: ['answers ack.1001.1'] });
    expect(after?.sla).toEqual(before?.sla);
    expect(after?.events).toEqual(before?.events);
  });
});

async function accepted(externalId: string): Promise<string> {
  return at.store.transaction(async (unit) => {
    const { item } = await unit.acceptInbox({ channel: 'email', externalId, envelope: {} });
    return item.id;
  });
}
