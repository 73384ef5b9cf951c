import { Readable } from 'node:stream';

import { describe, expect, it } from 'vitest';
import { readEmail } from '../read-email.ts';
import { classify } from './classify.ts';

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
    ['a question on automatic replies', 'Subject: Auto-reply: how do I switch it off?', 'new', true],
    ['trouble with automatic replies', 'Subject: Auto response - none is sent', 'new', true],
    ['words of a report', 'Subject: Report domain change of our school', 'new', true],
    ['the words of a bounce', 'Subject: Undeliverable: what does this mean?', 'new', true],
    ...[
      'Delivery failure of my order',
      'Message not delivered',
      'Mail delivery failed: returning message to sender',
      'Out of office chairs?',
      'Auto-reply: how do I stop it?',
    ].map(
      (subject) =>
        [
          `through the group behind a shared address: ${subject}`,
          `Subject: ${subject}\r\nPrecedence: list\r\nList-Id: <support.desk.example>\r\nMailing-list: list support@desk.example`,
          'new',
          false,
        ] as const,
    ),
    [
      'through an old list',
      'Subject: Undelivered mail\r\nPrecedence: bulk\r\nX-BeenThere: help@x.example',
      'new',
      false,
    ],
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
    ['a title in brackets', 'Subject: [Automatyczna odpowiedź] Pomoc\r\nPrecedence: junk', 'auto_reply'],
    ['a question answered by a machine', 'Subject: Auto-Reply: Can you help?\r\nPrecedence: bulk', 'auto_reply'],
    ['bulk that takes no answer', 'Subject: Thank you\r\nPrecedence: bulk\r\nReturn-Path: <>', 'auto_reply'],
    ['failed mail', 'Subject: Failed mail to "ann"\r\nPrecedence: bulk', 'bounce'],
    ['mail that was not delivered', 'Subject: Non-Delivery: Welcome\r\nPrecedence: bulk', 'bounce'],
    [
      'a report on TLS',
      'Subject: TLS\r\nContent-Type: multipart/report; report-type=tlsrpt; boundary=b',
      'spam_or_ignored',
    ],
    [
      'a report on one failure of DMARC',
      'Subject: DMARC Forensic Report for x.example\r\nContent-Type: multipart/report; boundary=b\r\nAuto-Submitted: auto-replied',
      'spam_or_ignored',
    ],
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
    [
      'a virus scanner that could not deliver',
      'From: Antivirus_SMTP_Gateway@x.example\r\nSubject: Delivery failure notification\r\n\r\nYour message\r\ncould not be delivered to mia@x.example',
      'bounce',
    ],
    [
      'a server without an address',
      'From: Mail Service\r\nSubject: Returned mail: loop\r\n\r\n--- Failed Recipients ---\r\nmia@x.example',
      'bounce',
    ],
    [
      'a sender with a name and an empty address',
      'From: Post <>\r\nSender: list@x.example\r\nPrecedence: bulk\r\nSubject: Error\r\n\r\nThis mail cannot be delivered:\r\nmia: disk quota',
      'bounce',
    ],
    [
      'a report that a list passed on',
      'From: gate@x.example\r\nPrecedence: bulk\r\nList-Id: <l.x.example>\r\nSubject: Undeliverable message\r\n\r\n--- Failure report ---\r\nToo many hops',
      'bounce',
    ],
    [
      'a web form that names the person beside an empty address',
      'From: Mia <>\r\nReply-To: mia@x.example\r\nPrecedence: bulk\r\nSubject: Error\r\n\r\nMy mails cannot be delivered.',
      'new',
    ],
    [
      'somebody whose program forgot the address',
      'From: Mia <>\r\nSubject: Error\r\n\r\nMy mails cannot be delivered.',
      'new',
    ],
    [
      'a report on DMARC in sum',
      'From: dmarc@x.example\r\nSubject: Report Domain: x.example Submitter: y.example Report-ID: 1\r\nContent-Type: application/zip\r\n\r\nPK',
      'spam_or_ignored',
    ],
    [
      'a complaint in parts',
      'From: abuse@x.example\r\nSubject: Failure\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nA report\r\n--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\n--b--',
      'spam_or_ignored',
    ],
    [
      'a person who passes a complaint on',
      'From: mia@x.example\r\nSubject: Failure\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello, what is this?\r\n--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\n--b--',
      'new',
    ],
  ])('by their words and parts: %s', async (_, raw, expected) => {
    const email = await readEmail(Readable.from([Buffer.from(raw)]), () => Promise.resolve({ hash: '', size: 0 }));
    expect(classify(email, desk).class).toBe(expected);
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
