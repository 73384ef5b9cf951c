import { Readable } from 'node:stream';
import { until } from '@sla/desk/testing';
import { simpleParser } from 'mailparser';
import type { SendMailOptions } from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DeskForTest, openDeskForTest } from './testing/desk-for-test.ts';
import { sendTo } from './testing/send-to.ts';
import { deskAddress } from './testing/test-desk.ts';

let desk: DeskForTest;
const send = (mail: SendMailOptions) => sendTo(desk, mail);

describe("the desk's answer", () => {
  let relay: SMTPServer;
  let replies: { from: string; to: string[]; raw: string }[];
  let refuse: { code: number; text: string } | undefined;

  beforeAll(async () => {
    relay = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      logger: false,
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          if (refuse) return done(Object.assign(new Error(refuse.text), { responseCode: refuse.code }));
          const { mailFrom, rcptTo } = session.envelope;
          replies.push({
            from: mailFrom ? mailFrom.address : '',
            to: rcptTo.map(({ address }) => address),
            raw: Buffer.concat(chunks).toString(),
          });
          done();
        });
      },
    });
    await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise<void>((resolve) => relay.close(() => resolve())));
  beforeEach(async () => {
    replies = [];
    refuse = undefined;
    const address = relay.server.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    desk = await openDeskForTest({ relay: { host: '127.0.0.1', port, secure: false } });
  });
  afterEach(() => desk.close());

  it('reaches the requester through the relay, in the thread, quoting what was asked', async () => {
    await send({ subject: 'VPN', text: 'No VPN since noon.', messageId: '<q@customer.example>' });
    await until(() => replies[0], 'the receipt');
    await desk.desk.reply('agent:ann', { case: 'C-1001', text: 'Please try again.' });
    const answer = await until(() => replies[1], 'the answer');
    const mail = await simpleParser(answer.raw);
    expect(answer).toMatchObject({ from: deskAddress, to: ['mia@customer.example'] });
    expect(mail.from?.text).toBe('"Ann at Acme Support" <support@desk.example>');
    expect(mail.subject).toBe('Re: [C-1001] VPN');
    expect(mail.inReplyTo).toBe('<q@customer.example>');
    expect(mail.references).toContain('<q@customer.example>');
    expect(mail.text).toMatch(
      /^Please try again\.\n\nOn .+ \(Europe\/Berlin\), Mia Lind wrote:\n> No VPN since noon\./,
    );
    expect(mail.headers.has('auto-submitted')).toBe(false);
  });

  it('carries files', async () => {
    await send({});
    await until(() => replies[0], 'the receipt');
    const blob = await desk.store.blobs.put(Readable.from([Buffer.from('manual')]));
    const attachments = [{ id: 'a', name: 'Handbuch für alle.pdf', type: 'application/pdf', blob, inline: false }];
    await desk.desk.reply('agent:ann', { case: 'C-1001', text: 'See the manual.', attachments });
    const mail = await simpleParser((await until(() => replies[1], 'the answer')).raw);
    expect(mail.attachments.map(({ filename, content }) => [filename, content.toString()])).toEqual([
      ['Handbuch für alle.pdf', 'manual'],
    ]);
  });

  it('as a receipt has the null sender and says that a machine wrote it', async () => {
    await send({});
    const { from, raw } = await until(() => replies[0], 'the receipt');
    expect(from).toBe('');
    expect(raw).toMatch(/^Auto-Submitted: auto-replied\r$/m);
    expect(raw).toMatch(/^X-Auto-Response-Suppress: All\r$/m);
  });

  it('waits in the outbox while the relay says 4xx', async () => {
    refuse = { code: 451, text: 'try later' };
    await send({});
    const [item] = await until(async () => {
      const items = await desk.store.listOutbox({ status: 'waiting', limit: 5 });
      return items[0]?.lastError === undefined ? undefined : items;
    }, 'a failed try');
    expect(item?.lastError).toContain('451');
  });

  it('is a dead letter when the relay says 5xx', async () => {
    refuse = { code: 554, text: 'never' };
    await send({});
    const items = await until(async () => {
      const dead = await desk.store.listOutbox({ status: 'dead', limit: 5 });
      return dead.length > 0 ? dead : undefined;
    }, 'a dead letter');
    expect(items[0]?.lastError).toContain('554');
  });
});
