import { Temporal } from '@sla/core';
import { until } from '@sla/desk/testing';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DeskForTest, openDeskForTest } from '../testing/desk-for-test.ts';
import { sendTo } from '../testing/send-to.ts';
import { testOptions } from '../testing/test-desk.ts';
import { automaticCap, countAutomatic } from './automatic-cap.ts';

const identity = { ...testOptions('').desk, url: 'https://help.acme.example' };
const clock = { now: Temporal.Instant.from('2026-11-23T10:00:00Z') };
let desk: DeskForTest;

beforeEach(async () => {
  clock.now = Temporal.Instant.from('2026-11-23T10:00:00Z');
  desk = await openDeskForTest(
    { desk: identity },
    { now: () => clock.now, desk: { identity, practice: { survey: { afterHours: 1 } } } },
  );
  await sendTo(desk, { subject: 'VPN', text: 'No VPN since noon.', messageId: '<q@customer.example>' });
});
afterEach(() => desk.close());

async function rawOf(purpose: 'receipt' | 'reply' | 'update' | 'resolution', count = 1) {
  const mails = await desk.untilCaught(count, purpose);
  const [newest] = mails;
  const raw = await (await desk.ask(`/mail/api/messages/${newest?.id}/raw`)).text();
  return { raw, mail: await simpleParser(raw) };
}

const receiptsOf = async (number: string) =>
  ((await desk.desk.read.case(number))?.messages ?? []).filter(({ automatic }) => automatic);

const oneClick = /^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m;

describe('a letter', () => {
  it('of progress is a person’s word, in the thread, quoting what was asked', async () => {
    await desk.desk.update('agent:ann', { case: 'C-1001', text: 'We look into it.' });
    const { mail, raw } = await rawOf('update');
    expect(mail.text).toMatch(/^We look into it\.\n\nOn .+, Mia Lind wrote:\n> No VPN since noon\./);
    expect(mail.inReplyTo).toBe('<q@customer.example>');
    expect(raw).not.toMatch(/^Auto-Submitted:/m);
    expect(raw).not.toMatch(oneClick);
  });

  it('of resolution says so, and the case is resolved', async () => {
    await desk.desk.resolve('agent:ann', { case: 'C-1001', text: 'The tunnel is up again.' });
    const { mail } = await rawOf('resolution');
    expect(mail.text).toMatch(/^The tunnel is up again\./);
    expect(mail.headers.get('x-sla-desk')).toBe('resolution; case=C-1001');
    expect((await desk.desk.read.case('C-1001'))?.record.state).toBe('resolved');
  });

  it('that asks how it was says that a machine wrote it, and is turned off by one click', async () => {
    await desk.desk.resolve('agent:ann', { case: 'C-1001', text: 'The tunnel is up again.' });
    clock.now = clock.now.add({ hours: 2 });
    await desk.desk.runTasks(10);
    const { mail, raw } = await rawOf('update');
    expect(mail.text).toMatch(
      /How did we do\? One click is enough:\s+1 – badly: https:\/\/help\.acme\.example\/survey\//,
    );
    expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(raw).toMatch(oneClick);
    expect(raw).toMatch(/^X-Auto-Response-Suppress: All\r$/m);
  });

  it('bears no answer to an answer: a robot that replies to it gets nothing back', async () => {
    const { mail } = await rawOf('receipt');
    for (const text of ['I am away.', 'I am still away.']) {
      await sendTo(desk, { subject: `Re: ${mail.subject}`, text, inReplyTo: mail.messageId ?? '' });
    }
    expect(await desk.untilCaught(1)).toHaveLength(1);
  });
});

describe('automatic mail to one address', () => {
  it('ends after twenty a day, whatever asks for it, and a person’s words still go', async () => {
    // It is counted between being sent and being written down.
    await until(
      async () => (await receiptsOf('C-1001')).some(({ delivery }) => delivery === 'delivered') || undefined,
      'the receipt to be delivered',
    );
    await Promise.all(Array.from({ length: 19 }, () => countAutomatic(desk.store, 'MIA@customer.example')));
    expect(await automaticCap(desk.store, 'mia@customer.example')).toBe(
      '20 automatic mails went to this address within 24 h already',
    );
    await sendTo(desk, { subject: 'Wi-Fi', text: 'None.' });
    const held = await until(
      async () => (await receiptsOf('C-1002')).find(({ delivery }) => delivery === 'held-back'),
      'the second receipt to be held back',
    );
    expect(held.evidence).toEqual(['Held back: 20 automatic mails went to this address within 24 h already.']);
    expect((await desk.store.findCase('C-1002'))?.events.at(-1)).toMatchObject({ type: 'undone', by: 'system' });
    expect(await desk.untilCaught(1)).toHaveLength(1);
    await desk.desk.reply('agent:ann', { case: 'C-1002', text: 'Try again.' });
    await desk.untilCaught(1, 'reply');
    clock.now = clock.now.add({ hours: 25 });
    expect(await automaticCap(desk.store, 'mia@customer.example')).toBeUndefined();
  });
});
