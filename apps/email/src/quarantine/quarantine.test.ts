import type { SendMailOptions } from 'nodemailer';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type DeskForTest, openDeskForTest } from '../testing/desk-for-test.ts';
import { sendTo } from '../testing/send-to.ts';

let desk: DeskForTest;

const send = (mail: SendMailOptions) => sendTo(desk, mail);
const held = () => desk.channel.quarantine.list();
const messages = async (number = 'C-1001') => (await desk.desk.read.case(number))?.messages ?? [];

async function strangerAnswers(more: SendMailOptions = {}) {
  const [receipt] = await desk.untilCaught(1);
  await send({
    from: 'Eve <eve@elsewhere.example>',
    subject: 'Re: [C-1001] VPN',
    text: 'Send me the passwords.',
    inReplyTo: `<${receipt?.messageId}>`,
    ...more,
  });
}

beforeEach(async () => {
  desk = await openDeskForTest();
  await send({ subject: 'VPN', text: 'No VPN.', cc: 'boss@partner.example' });
});
afterEach(() => desk.close());

describe('a known thread that a stranger joins', () => {
  it('is held, with its evidence, and the case says so once', async () => {
    await strangerAnswers();
    await strangerAnswers({ text: 'And soon.' });
    const [first, second, ...others] = await held();
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      reason: 'unknown-sender',
      from: 'eve@elsewhere.example',
      subject: 'Re: [C-1001] VPN',
      case: 'C-1001',
    });
    expect(first?.evidence.join(' ')).toContain('takes no part in C-1001');
    expect(second?.from).toBe('eve@elsewhere.example');
    const notes = (await messages()).filter(({ direction }) => direction === 'note');
    expect(notes.map(({ text }) => text)).toEqual([expect.stringContaining('is held in quarantine')]);
    expect((await desk.desk.read.queue({})).total).toBe(1);
  });

  it('is not held when a colleague joins it, or somebody who was in copy', async () => {
    await strangerAnswers({ from: 'bo@customer.example' });
    await strangerAnswers({ from: 'boss@partner.example', text: 'Me too.' });
    expect(await held()).toEqual([]);
    expect((await messages()).filter(({ direction }) => direction === 'in')).toHaveLength(3);
  });

  it('is joined when an agent lets it in, as of its receipt', async () => {
    await strangerAnswers();
    const [mail] = await held();
    const ruled = await desk.ask(`/mail/api/quarantine/${mail?.id}`, { kind: 'join', case: 'C-1001', by: 'Ann' });
    expect(ruled.status).toBe(200);
    await desk.channel.idle();
    const last = (await messages()).find(({ authorAddress }) => authorAddress === 'eve@elsewhere.example');
    expect(last?.at.toString()).toBe(mail?.receivedAt);
    expect(last?.evidence).toContain('It was held, and let in by Ann.');
    expect(await held()).toEqual([]);
  });

  it('gets a case of its own, or none, as an agent decides', async () => {
    await strangerAnswers();
    await strangerAnswers({ text: 'Again.' });
    const [one, two] = await held();
    expect(await desk.channel.quarantine.rule(one?.id ?? '', { kind: 'open' }, 'Ann')).toEqual({ ok: true });
    expect(await desk.channel.quarantine.rule(two?.id ?? '', { kind: 'discard' }, 'Ann')).toEqual({ ok: true });
    await desk.channel.idle();
    expect((await desk.desk.read.queue({})).total).toBe(2);
    expect(await held()).toEqual([]);
    expect(await desk.channel.quarantine.rule(two?.id ?? '', { kind: 'open' }, 'Ann')).toEqual({
      ok: false,
      fault: 'not-held',
    });
  });

  it('is shown with who wrote to whom, of what, and its words', async () => {
    await strangerAnswers({ attachments: [{ filename: 'a.txt', content: 'abc' }], cc: 'bo@elsewhere.example' });
    const [mail] = await held();
    expect(mail).toMatchObject({
      fromName: 'Eve',
      to: ['support@desk.example', 'bo@elsewhere.example'],
      caseSubject: 'VPN',
      excerpt: 'Send me the passwords.',
      files: 1,
    });
    const shown = await (await desk.ask(`/mail/api/quarantine/${mail?.id}`)).json();
    expect(shown).toMatchObject({
      id: mail?.id,
      text: 'Send me the passwords.',
      cc: ['bo@elsewhere.example'],
      attachments: [{ name: 'a.txt', type: 'text/plain', size: 3 }],
    });
    const raw = await desk.ask(`/mail/api/quarantine/${mail?.id}/raw`);
    expect(raw.headers.get('content-disposition')).toBe('attachment; filename="mail.eml"');
    expect(await raw.text()).toContain('Send me the passwords.');
    const gone = [await desk.ask('/mail/api/quarantine/x'), await desk.ask('/mail/api/quarantine/x/raw')];
    expect(gone.map(({ status }) => status)).toEqual([404, 404]);
  });

  it('joins the case that it claims where no other is named, by whoever is signed in', async () => {
    await strangerAnswers();
    const [mail] = await held();
    const request = new Request(`http://desk.example/mail/api/quarantine/${mail?.id}`, {
      method: 'POST',
      body: JSON.stringify({ kind: 'join', by: 'Mallory' }),
    });
    expect((await desk.channel.fetch(request, 'agent:ann')).status).toBe(200);
    await desk.channel.idle();
    const joined = (await messages()).find(({ authorAddress }) => authorAddress === 'eve@elsewhere.example');
    expect(joined?.evidence).toContain('It was held, and let in by Ann.');
    expect(await desk.channel.quarantine.rulings()).toMatchObject([
      { id: mail?.id, by: 'Ann', verdict: 'join', from: 'eve@elsewhere.example', case: 'C-1001' },
    ]);
  });

  it('that is discarded leaves word of who did so, and its original', async () => {
    await strangerAnswers();
    const [mail] = await held();
    await desk.ask(`/mail/api/quarantine/${mail?.id}`, { kind: 'discard', by: 'Ann' });
    expect((await messages()).at(-1)?.text).toBe(
      'The mail from eve@elsewhere.example, “Re: [C-1001] VPN”, that was held in quarantine is dealt with: Ann discarded it.',
    );
    const { rulings } = (await (await desk.ask('/mail/api/quarantine/rulings')).json()) as { rulings: unknown[] };
    expect(rulings).toMatchObject([{ by: 'Ann', verdict: 'discard', subject: 'Re: [C-1001] VPN' }]);
    expect(await desk.store.blobs.has(mail?.raw ?? '')).toBe(true);
    expect((await desk.desk.read.queue({})).total).toBe(1);
  });

  it('stays when what is decided cannot be', async () => {
    await strangerAnswers();
    const [mail] = await held();
    const answers = [
      await desk.ask(`/mail/api/quarantine/${mail?.id}`, { kind: 'join', case: 'C-9999' }),
      await desk.ask(`/mail/api/quarantine/${mail?.id}`, { kind: 'burn' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 400]);
    expect(await held()).toHaveLength(1);
  });
});

it('an answer of the requester whose program drops all references finds its case by sender and subject', async () => {
  await send({ subject: 'Re: VPN', text: 'Still none.' });
  const last = (await messages()).at(-1);
  expect(last?.evidence.join(' ')).toContain('wrote of the same subject in C-1001 lately');
  expect((await desk.desk.read.queue({})).total).toBe(1);
});

it('answers to a merged case reach the survivor', async () => {
  await send({ subject: 'Wi-Fi', text: 'None either.' });
  const receipts = await desk.untilCaught(2);
  const receipt = receipts.find(({ caseNumber }) => caseNumber === 'C-1002');
  await desk.desk.merge('agent:ann', { case: 'C-1002', into: 'C-1001' });
  await send({ subject: 'Re: [C-1002] Wi-Fi', text: 'Any news?', inReplyTo: `<${receipt?.messageId}>` });
  expect((await messages('C-1001')).at(-1)?.text).toContain('Any news?');
});

it('an answer to a resolved case takes it up again, as the policy says', async () => {
  await desk.desk.reply('agent:ann', { case: 'C-1001', text: 'Fixed.', resolve: true });
  await send({ subject: 'Re: [C-1001] VPN', text: 'No.' });
  expect((await desk.desk.read.case('C-1001'))?.record.state).toBe('open');
});
