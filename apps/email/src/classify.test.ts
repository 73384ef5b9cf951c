import { Readable } from 'node:stream';

import { describe, expect, it } from 'vitest';

import { classify } from './classify.ts';
import { readEmail } from './read-email.ts';

const desk = { addresses: ['support@desk.example'], casePrefix: 'C' };

async function verdict(header: string, envelopeFrom?: string) {
  const raw = `From: Mia <mia@customer.example>\r\nTo: support@desk.example\r\n${header}\r\n\r\nHello\r\n`;
  const email = await readEmail(Readable.from([Buffer.from(raw)]), () => Promise.resolve({ hash: '', size: 0 }));
  return classify(email, desk, envelopeFrom);
}

describe("a person's mail is never taken for a machine's", () => {
  it.each([
    ['a plain one', 'Subject: Help', 'new', true],
    [
      'harmless values of the fields',
      'Subject: Help\r\nAuto-Submitted: no\r\nX-Auto-Response-Suppress: None',
      'new',
      true,
    ],
    ['suppression as Outlook sets it', 'Subject: Help\r\nX-Auto-Response-Suppress: DR, RN, NRN, OOF', 'new', false],
    ['delivery receipts alone suppressed', 'Subject: Help\r\nX-Auto-Response-Suppress: DR, RN', 'new', true],
    ['words of being away', 'Subject: Out of office hours, who answers?', 'new', true],
    ['an answer to an automatic reply', 'Subject: Re: Automatic reply: Help', 'reply', true],
    ['an answer without ids', 'Subject: AW: Drucker', 'reply', true],
    ['an answer behind a list tag', 'Subject: [users] Re: Drucker', 'reply', true],
    ['the words of a bounce', 'Subject: Undeliverable: what does this mean?', 'new', true],
    [
      'a mail that an inbox rule passed on',
      'Subject: Help\r\nX-MS-Exchange-Inbox-Rules-Loop: mia@customer.example',
      'new',
      true,
    ],
    ['two case numbers in passing', 'Subject: [C-1042] and [C-1043] are one', 'new', false],
    ['a mailing list', 'Subject: Help\r\nList-Id: <l.customer.example>', 'new', false],
  ] as const)('%s', async (_, header, expected, ack) => {
    expect(await verdict(header)).toMatchObject({ class: expected, mayAcknowledge: ack, machine: false });
  });
});

describe('machines', () => {
  it.each([
    ['RFC 3834', 'Subject: Away\r\nAuto-Submitted: auto-replied (vacation)', 'auto_reply'],
    ['an old autoresponder', 'Subject: Thanks\r\nX-Autoreply: yes', 'auto_reply'],
    ['Precedence: auto_reply', 'Subject: Thanks\r\nPrecedence: auto_reply', 'auto_reply'],
    ['Exchange', 'Subject: Automatische Antwort: Drucker\r\nX-Auto-Response-Suppress: All', 'auto_reply'],
    ['being away beside another sign', 'Subject: Abwesenheitsnotiz\r\nPrecedence: bulk', 'auto_reply'],
    ['monitoring', 'Subject: Disk full\r\nAuto-Submitted: auto-generated', 'new'],
    [
      'a report without its type',
      'Subject: x\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b',
      'bounce',
    ],
    ['failed recipients', 'Subject: x\r\nX-Failed-Recipients: a@b.example', 'bounce'],
    ['our own mail', 'Subject: x\r\nX-Loop: support@desk.example', 'loop'],
    ['our own id', 'Subject: x\r\nMessage-ID: <ack.1042.1@desk.example>', 'loop'],
    ['three nested numbers', 'Subject: [C-1] Re: [C-2] Re: [C-3] Thank you', 'loop'],
  ] as const)('%s', async (_, header, expected) => {
    expect(await verdict(header)).toMatchObject({ class: expected, mayAcknowledge: false });
  });

  it('are known by the null sender of the envelope', async () => {
    expect(await verdict('Subject: x', '')).toMatchObject({ class: 'new', machine: true, mayAcknowledge: false });
    expect(await verdict('Subject: x\r\nIn-Reply-To: <out.1.1@desk.example>', '')).toMatchObject({
      class: 'auto_reply',
    });
  });

  it.each([
    ['is a loop when a machine wrote it', 'Auto-Submitted: auto-generated', { class: 'loop' }],
    [
      'is kept, without a receipt, when nothing says so',
      'X-A: b',
      { class: 'new', machine: true, mayAcknowledge: false },
    ],
    [
      'is a web form where it names the person',
      'Reply-To: mia@x.example',
      { class: 'new', machine: false, mayAcknowledge: true },
    ],
  ])('mail from our own address %s', async (_, header, expected) => {
    const raw = `From: support@desk.example\r\nTo: support@desk.example\r\nSubject: Form\r\n${header}\r\n\r\nHello\r\n`;
    const email = await readEmail(Readable.from([Buffer.from(raw)]), () => Promise.resolve({ hash: '', size: 0 }));
    expect(classify(email, desk)).toMatchObject(expected);
  });

  it('say why they get no receipt', async () => {
    const { evidence } = await verdict('Subject: x\r\nPrecedence: bulk');
    expect(evidence).toEqual(['It refers to no earlier mail.', 'No receipt: Precedence: bulk']);
  });
});
