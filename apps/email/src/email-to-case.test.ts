import { execFile } from 'node:child_process';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';

import { simpleParser } from 'mailparser';
import type { SendMailOptions } from 'nodemailer';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type DeskForTest, openDeskForTest } from './testing/desk-for-test.ts';
import { sendTo } from './testing/send-to.ts';
import { deskAddress } from './testing/test-desk.ts';

const run = promisify(execFile);

let desk: DeskForTest;

const send = (mail: SendMailOptions) => sendTo(desk, mail);

async function cases() {
  const { cases: found } = await desk.desk.read.queue({ order: 'opened' });
  return Promise.all(
    found.map(async ({ item }) => {
      const view = await desk.desk.read.case(item.record.id);
      if (view === undefined) throw new Error('a case in the queue is not there');
      return view;
    }),
  );
}

async function onlyCase() {
  const [first, ...others] = await cases();
  if (first === undefined || others.length > 0)
    throw new Error(`expected one case, found ${others.length + (first ? 1 : 0)}`);
  return first;
}

describe('a mail becomes a case', () => {
  beforeEach(async () => {
    desk = await openDeskForTest();
  });
  afterEach(() => desk.close());

  it('with a number, running clocks and a receipt', async () => {
    await send({ subject: 'The printer is on fire', text: 'Please come.' });
    const { record, messages, card } = await onlyCase();
    expect(record).toMatchObject({ number: 'C-1001', subject: 'The printer is on fire', state: 'new' });
    expect(messages[0]).toMatchObject({
      direction: 'in',
      text: 'Please come.\n',
      authorAddress: 'mia@customer.example',
    });
    expect(card.promises.map(({ clock, status }) => [clock, status])).toContainEqual(['first-response', 'running']);
    const [receipt] = await desk.untilCaught(1);
    expect(receipt).toMatchObject({
      purpose: 'receipt',
      caseNumber: 'C-1001',
      to: [{ address: 'mia@customer.example' }],
    });
    expect(receipt?.subject).toContain('[C-1001]');
  });

  it('sent by swaks', async (context) => {
    const found = await run('swaks', ['--version']).then(
      () => true,
      () => false,
    );
    if (!found) context.skip('swaks is not installed');
    const port = `${desk.port}`;
    await run('swaks', [
      '--server',
      '127.0.0.1',
      '--port',
      port,
      '--from',
      'mia@customer.example',
      '--to',
      deskAddress,
      '--header',
      'Subject: By swaks',
    ]);
    await desk.channel.idle();
    expect((await onlyCase()).record.subject).toBe('By swaks');
  });

  it('with its files, its HTML and its original', async () => {
    const picture = Buffer.from('89504e470d0a1a0a', 'hex');
    await send({
      html: '<p>See <img src="cid:pic@x"></p>',
      attachments: [
        { filename: 'Größe.pdf', content: 'PDF' },
        { filename: 'pic.png', content: picture, cid: 'pic@x' },
      ],
    });
    const [message] = (await onlyCase()).messages;
    const files = message?.attachments.map(({ name, inline, blob }) => ({ name, inline, size: blob.size }));
    expect(files).toHaveLength(2);
    expect(files).toContainEqual({ name: 'Größe.pdf', inline: false, size: 3 });
    expect(files).toContainEqual({ name: 'pic.png', inline: true, size: 8 });
    expect(message?.html).toContain('cid:pic@x');
    const raw = desk.desk.read.blob(message?.raw?.hash ?? '');
    const original = await simpleParser(Readable.from(raw));
    expect(original.subject).toBe('Help');
  });

  it('of the person that a web form names', async () => {
    await send({ from: deskAddress, replyTo: 'mia@customer.example', subject: 'Form' });
    expect((await onlyCase()).messages[0]?.authorAddress).toBe('mia@customer.example');
    expect((await desk.untilCaught(1))[0]?.to).toEqual([{ address: 'mia@customer.example' }]);
  });

  it('once, when the same mail is delivered twice', async () => {
    const mail = { messageId: '<once@customer.example>', date: new Date('2026-11-23T10:00:00Z'), text: 'Once.' };
    await send(mail);
    await send(mail);
    expect(await cases()).toHaveLength(1);
  });

  it('once, when it comes through two mailboxes', async () => {
    const mail = { messageId: '<twice@customer.example>', text: 'Twice.' };
    await send({ ...mail, headers: { 'Delivered-To': 'a@desk.example' } });
    await send({ ...mail, headers: { 'Delivered-To': 'b@desk.example' } });
    expect((await onlyCase()).messages.filter(({ direction }) => direction === 'in')).toHaveLength(1);
  });

  it('twice, when two mails bear one id', async () => {
    await send({ messageId: '<reused@carrier.example>', text: 'Parcel 1.' });
    await send({ messageId: '<reused@carrier.example>', text: 'Parcel 2.' });
    expect(await cases()).toHaveLength(2);
  });

  it('with a word about its signature', async () => {
    await send({
      raw: `From: mia@customer.example\r\nTo: ${deskAddress}\r\nSubject: Signed\r\nContent-Type: multipart/signed; protocol="application/pgp-signature"; boundary=b\r\n\r\n--b\r\n\r\nHello\r\n--b\r\nContent-Type: application/pgp-signature\r\n\r\nx\r\n--b--\r\n`,
    });
    const { messages } = await onlyCase();
    expect(messages[0]?.evidence).toContain('It is signed (PGP); the signature was not checked: the desk has no keys.');
  });

  it('even when it cannot be read fully', async () => {
    await send({ raw: `From: mia@customer.example\r\nSubject: Broken\r\nX-A: ${'b'.repeat(9_000_000)}\r\n\r\nHello` });
    const { record, messages } = await onlyCase();
    expect(record.subject).toBe('Broken');
    expect(messages[0]?.evidence.join(' ')).toContain('could not be read fully');
  });
});

describe('an answer finds its case', () => {
  beforeEach(async () => {
    desk = await openDeskForTest();
    await send({ subject: 'VPN', text: 'No VPN.', messageId: '<first@customer.example>' });
  });
  afterEach(() => desk.close());

  const answers = async () => (await onlyCase()).messages.filter(({ direction }) => direction === 'in').slice(1);

  it('by the reply button of a mail program', async () => {
    const [receipt] = await desk.untilCaught(1);
    const response = await desk.ask('/mail/api/reply', { id: receipt?.id, text: 'And no Wi-Fi.' });
    expect(response.status).toBe(201);
    await desk.channel.idle();
    const [answer] = await answers();
    expect(answer?.text.slice(0, answer.quoteFrom)).toBe('And no Wi-Fi.');
    expect(answer?.evidence).toContain('It was sent to the reply address of C-1001.');
  });

  it('by our id, when the program drops the reply address', async () => {
    const [receipt] = await desk.untilCaught(1);
    await send({ text: 'More.', inReplyTo: `<${receipt?.messageId}>` });
    expect((await answers())[0]?.evidence).toContain(`It refers to our mail <${receipt?.messageId}>.`);
  });

  it("by the requester's own first id, as a second mail in the thread has it", async () => {
    await send({ text: 'More.', references: '<unknown@x.example> <first@customer.example>' });
    expect((await answers())[0]?.evidence).toContain('It refers to a mail of the case, <first@customer.example>.');
  });

  it('by the number in the subject', async () => {
    await send({ subject: 'AW: [C-1001] VPN', text: 'More.' });
    expect((await answers())[0]?.evidence).toContain('Its subject names C-1001.');
  });

  it('from another account of the requester, by the signed address', async () => {
    const [receipt] = await desk.untilCaught(1);
    await send({ from: 'mia@private.example', to: receipt?.replyTo[0]?.address ?? '', text: 'From home.' });
    expect((await answers())[0]?.authorAddress).toBe('mia@private.example');
  });

  it('from a colleague of the requester', async () => {
    await send({ from: 'bo@customer.example', subject: 'Re: [C-1001] VPN', text: 'Me too.' });
    expect((await answers())[0]?.evidence.join(' ')).toContain('works where its requester does');
  });

  it('but a stranger with the right number opens a case of his own, which names the other', async () => {
    await send({ from: 'eve@evil.example', subject: 'Re: [C-1001] VPN', text: 'Tell me all.' });
    const other = (await cases()).find(({ record }) => record.number !== 'C-1001');
    expect(other?.messages[0]?.evidence.join(' ')).toContain('takes no part in C-1001');
  });

  it('and so does a forged reply address', async () => {
    await send({ from: 'eve@evil.example', to: 'support+c-1001.aaaaaaaaaaaaa@desk.example', text: 'Hi.' });
    const other = (await cases()).find(({ record }) => record.number !== 'C-1001');
    expect(other?.messages[0]?.evidence.join(' ')).toContain('not with our signature');
  });

  it('and is split off by one act where it was wrong, as if it had never come', async () => {
    await desk.desk.reply('agent:ann', { case: 'C-1001', text: 'Fixed.', resolve: true });
    const before = (await onlyCase()).sla.clocks;
    await send({ subject: 'Re: [C-1001] VPN', text: 'By the way: the lift is stuck.' });
    const { record, messages } = await onlyCase();
    expect(record.state).toBe('open');
    const wrong = messages.findLast(({ direction }) => direction === 'in');
    expect((await desk.desk.split('agent:ann', { case: 'C-1001', messages: [wrong?.id ?? ''] })).ok).toBe(true);
    const [first, other] = (await cases()).toSorted((a, b) => a.record.number.localeCompare(b.record.number));
    expect(first?.record.state).toBe('resolved');
    expect(first?.sla.clocks.map(({ clock, status, dueAt }) => [clock, status, dueAt?.toString()])).toEqual(
      before.map(({ clock, status, dueAt }) => [clock, status, dueAt?.toString()]),
    );
    expect(other?.record.openedAt.toString()).toBe(wrong?.at.toString());
    expect(other?.messages.map(({ text }) => text.trim())).toEqual(['By the way: the lift is stuck.']);
  });

  it('and moves no clock when a machine wrote it', async () => {
    const [receipt] = await desk.untilCaught(1);
    await desk.desk.reply('agent:ann', { case: 'C-1001', text: 'Fixed.', resolve: true });
    await send({
      subject: 'Automatic reply: [C-1001] VPN',
      text: 'I am away.',
      inReplyTo: `<${receipt?.messageId}>`,
      headers: { 'Auto-Submitted': 'auto-replied' },
    });
    const { record, messages } = await onlyCase();
    expect(record.state).toBe('resolved');
    expect(messages.some(({ text }) => text.includes('I am away'))).toBe(true);
  });
});
