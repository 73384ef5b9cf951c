import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type DeskForTest, openDeskForTest } from '../testing/desk-for-test.ts';
import { sendTo } from '../testing/send-to.ts';
import { deskAddress } from '../testing/test-desk.ts';

let desk: DeskForTest;
beforeEach(async () => {
  desk = await openDeskForTest();
});
afterEach(() => desk.close());

/** First mails and answers, with the header fields that the programs thread by. */
const programs = {
  Gmail: {
    id: 'CAF1=x_y+1@mail.gmail.com',
    first: '',
    answer: (id: string, references: string) => `In-Reply-To: <${id}>\r\nReferences: ${references} <${id}>\r\n`,
    prefix: 'Re: ',
  },
  Outlook: {
    id: 'AM0PR01MB1234ABCD@AM0PR01MB1234.eurprd01.prod.exchangelabs.com',
    first: 'Thread-Topic: Gradebook is empty\r\nThread-Index: AQHbOx1\r\n',
    answer: (id: string, references: string) =>
      `Thread-Topic: [C-1001] Gradebook is empty\r\nThread-Index: AQHbOx1AAA==\r\nReferences: ${references}\r\n <${id}>\r\nIn-Reply-To: <${id}>\r\n`,
    prefix: 'RE: ',
  },
  'Apple Mail': {
    id: '5B0C8A3E-1D2F-4E6A-9F8B-0A1B2C3D4E5F@customer.example',
    first: 'X-Mailer: Apple Mail (2.3826)\r\n',
    // It names the answered mail twice, and drops what came before.
    answer: (id: string) => `In-Reply-To: <${id}>\r\nReferences: <${id}>\r\n`,
    prefix: 'Re: ',
  },
} as const;

async function headerOf(purpose: 'receipt' | 'reply', count = 1): Promise<Record<string, string>> {
  const [newest] = await desk.untilCaught(count, purpose);
  const raw = await (await desk.ask(`/mail/api/messages/${newest?.id}/raw`)).text();
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  const fields = head
    .split('\r\n')
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]);
  return Object.fromEntries(fields) as Record<string, string>;
}

const raw = (head: string, id: string, subject: string, to = deskAddress) =>
  `From: Mia Lind <mia@customer.example>\r\nTo: ${to}\r\nSubject: ${subject}\r\nMessage-ID: <${id}>\r\n${head}\r\nText ${id}.\r\n`;

/** RFC 5256 §2.1: programs that thread by subject compare what is left of it. */
const baseSubject = (subject = '') => subject.replace(/^((re|aw|sv|antw):\s*|\[[^\]]*\]\s*)+/i, '');

describe.each(Object.entries(programs))('a conversation with %s', (_, { id, first, answer, prefix }) => {
  it('stays one thread there and here, over two rounds', async () => {
    await sendTo(desk, { raw: raw(first, id, 'Gradebook is empty') });
    const receipt = await headerOf('receipt');
    expect(receipt).toMatchObject({ 'In-Reply-To': `<${id}>`, References: `<${id}>` });
    expect(baseSubject(receipt.Subject)).toBe('Gradebook is empty');

    await desk.desk.reply('agent:ann', { case: 'C-1001', text: 'Which course?' });
    const reply = await headerOf('reply');
    const receiptId = receipt['Message-ID'] ?? '';
    expect(reply).toMatchObject({
      Subject: 'Re: [C-1001] Gradebook is empty',
      'Thread-Topic': 'Gradebook is empty',
      'In-Reply-To': `<${id}>`,
      References: expect.stringContaining(`<${id}>`),
    });
    expect(reply['Message-ID']).not.toBe(receiptId);

    const replyId = (reply['Message-ID'] ?? '').slice(1, -1);
    const back = raw(
      answer(replyId, reply.References ?? ''),
      `2.${id}`,
      `${prefix}[C-1001] Gradebook is empty`,
      reply['Reply-To'] ?? '',
    );
    await sendTo(desk, { raw: back, envelope: { from: 'mia@customer.example', to: [deskAddress] } });
    expect((await desk.desk.read.queue({})).total).toBe(1);

    await desk.desk.reply('agent:ann', { case: 'C-1001', text: 'Filled again.' });
    const second = await headerOf('reply', 2);
    expect(second.Subject).toBe('Re: [C-1001] Gradebook is empty');
    expect(second['In-Reply-To']).toBe(`<2.${id}>`);
    expect(second.References?.split(' ').at(0)).toBe(`<${id}>`);
    expect(second.References?.split(' ').at(-1)).toBe(`<2.${id}>`);
    expect(second.References).toContain(`<${replyId}>`);
  });
});
