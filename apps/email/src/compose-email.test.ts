import type { CaseRecord, Message } from '@sla/case-store';
import { Temporal } from '@sla/core';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';

import { readCaught } from './catcher/read-caught.ts';
import { type ComposedMail, composeLetter, composeNotice, type Letter } from './compose-email.ts';

const options = { desk: { name: 'Acme Support', address: 'support@desk.example' }, secret: 'secret' };
const at = Temporal.Instant.from('2026-11-23T10:15:00Z');

const record = {
  id: 'case',
  number: 'C-1042',
  subject: 'Printer',
  requester: 'mia',
  mailbox: 'support@desk.example',
} as CaseRecord;

const message: Message = {
  id: 'm2',
  caseId: 'case',
  at,
  direction: 'out',
  channel: 'email',
  author: 'agent:ann',
  authorName: 'Ann',
  automatic: false,
  subject: 'Re: [C-1042] Printer',
  text: 'Please turn it off & on again.\n\nSee https://help.example/printer.',
  to: ['mia@customer.example'],
  cc: ['bo@customer.example'],
  messageId: 'out.1042.2@desk.example',
  references: ['q1@customer.example', 'ack.1042.1@desk.example', 'q2@customer.example'],
  attachments: [],
  evidence: [],
};

const answered: Message = {
  ...message,
  id: 'm1',
  direction: 'in',
  author: 'requester:mia',
  authorName: 'Mia Lind',
  text: 'It prints <nothing>.\n> old\n\n-- \nMia',
  quoteFrom: 26,
};

function letter(change: Partial<Letter> = {}): Letter {
  return {
    message,
    purpose: 'reply',
    record,
    answered,
    reader: { language: 'en', timeZone: 'America/Halifax' },
    openFile: () => {
      throw new Error('there are no files');
    },
    ...change,
  };
}

async function bytes(mail: ComposedMail): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of mail.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

describe('an answer', () => {
  it('is these bytes', async () => {
    const raw = await bytes(composeLetter(letter(), options));
    expect(raw.replaceAll('\r\n', '\n')).toMatchInlineSnapshot(`
      "X-Sla-Desk: reply; case=C-1042
      Thread-Topic: Printer
      From: Ann at Acme Support <support@desk.example>
      To: mia@customer.example
      Cc: bo@customer.example
      Reply-To: Acme Support <support+c-1042.e7u2xsuiezoi7@desk.example>
      In-Reply-To: <q2@customer.example>
      References: <q1@customer.example> <ack.1042.1@desk.example>
       <q2@customer.example>
      Subject: Re: [C-1042] Printer
      Message-ID: <out.1042.2@desk.example>
      Date: Mon, 23 Nov 2026 10:15:00 +0000
      MIME-Version: 1.0
      Content-Type: multipart/alternative;
       boundary="--_NmP-dcf1484cd566a911-Part_1"

      ----_NmP-dcf1484cd566a911-Part_1
      Content-Type: text/plain; charset=utf-8
      Content-Transfer-Encoding: 7bit

      Please turn it off & on again.

      See https://help.example/printer.

      On Mon 23 Nov, 06:15 (America/Halifax), Mia Lind wrote:
      > It prints <nothing>.
      >> old
      ----_NmP-dcf1484cd566a911-Part_1
      Content-Type: text/html; charset=utf-8
      Content-Transfer-Encoding: quoted-printable

      <!doctype html>
      <html><head><meta charset=3D"utf-8"></head>
      <body style=3D"font-family: sans-serif; line-height: 1.5">
      <p>Please turn it off &amp; on again.</p>
      <p>See <a href=3D"https://help.example/printer">https://help.=
      example/printer</a>.</p>
      <p>On Mon 23 Nov, 06:15 (America/Halifax), Mia Lind wrote:</p>
      <blockquote type=3D"cite" style=3D"margin: 0 0 0 .8ex; border-left: 2px =
      solid #ccc; padding-left: 1ex">It prints &lt;nothing&gt;.<br>
      &gt; old</blockquote>
      </body></html>

      ----_NmP-dcf1484cd566a911-Part_1--
      "
    `);
    expect(raw).not.toMatch(/[^\r]\n/);
  });

  it('is signed by who wrote it, above what it quotes', async () => {
    const signatures = { mailboxes: {}, agents: { ann: { text: 'Ann Lee\nTel. 1' } } };
    const raw = await bytes(composeLetter(letter(), { ...options, signatures }));
    expect(raw).toContain('printer.\r\n\r\n-- \r\nAnn Lee\r\nTel. 1\r\n\r\nOn Mon 23 Nov');
    expect((await simpleParser(raw)).html).toContain(
      '</p>\n<div class="signature">-- <br>\n<p>Ann Lee<br>\nTel. 1</p>\n</div>\n<p>On Mon',
    );
    const receipt = { ...message, automatic: true, author: 'system' as const };
    const automatic = await bytes(
      composeLetter(letter({ message: receipt, purpose: 'receipt' }), { ...options, signatures }),
    );
    expect(automatic).not.toContain('Ann Lee');
  });

  it('is the same bytes at every try', async () => {
    const [first, second] = await Promise.all([1, 2].map(() => bytes(composeLetter(letter(), options))));
    expect(first).toBe(second);
  });

  it('goes to everybody on it, from the inbox that the case came to', () => {
    const inbox = { ...record, mailbox: 'exams@desk.example' };
    expect(composeLetter(letter({ record: inbox }), options).envelope).toEqual({
      from: 'exams@desk.example',
      to: ['mia@customer.example', 'bo@customer.example'],
    });
  });

  it('keeps the first and the last of a long chain', async () => {
    const references = Array.from({ length: 50 }, (_, index) => `m${index}@x.example`);
    const mail = await simpleParser(
      await bytes(composeLetter(letter({ message: { ...message, references } }), options)),
    );
    expect(mail.references).toHaveLength(20);
    expect(mail.references?.[0]).toBe('<m0@x.example>');
    expect(mail.inReplyTo).toBe('<m49@x.example>');
  });

  it('quotes in the language and zone of its reader', async () => {
    const raw = await bytes(composeLetter(letter({ reader: { language: 'de', timeZone: 'Europe/Berlin' } }), options));
    expect((await simpleParser(raw)).text).toContain(
      'Am Mo., 23. Nov., 11:15 (Europe/Berlin) schrieb Mia Lind:\n> It prints',
    );
  });

  it('lets no line of a subject or name become a field', async () => {
    const evil = {
      ...message,
      subject: '[C-1042] x\r\nBcc: eve@evil.example',
      authorName: 'Ann\r\nBcc: eve@evil.example',
    };
    const raw = await bytes(composeLetter(letter({ message: evil }), options));
    expect(raw).not.toMatch(/^Bcc:/m);
  });

  it('has an id of its own where the desk gave none', () => {
    const { messageId: _, ...bare } = message;
    expect(composeLetter(letter({ message: bare }), options).messageId).toBe('out.1042.m2@desk.example');
  });
});

describe('a receipt', () => {
  const receipt = { ...message, automatic: true, author: 'system' as const, authorName: 'Acme Support', cc: [] };

  it('is these bytes, down to the one click that ends such mail', async () => {
    const desk = { ...options.desk, url: 'https://help.acme.example' };
    const raw = await bytes(composeLetter(letter({ message: receipt, purpose: 'receipt' }), { ...options, desk }));
    expect(raw.slice(0, raw.indexOf('\r\n\r\n')).replaceAll('\r\n', '\n')).toMatchInlineSnapshot(`
      "Auto-Submitted: auto-replied
      X-Auto-Response-Suppress: All
      X-Loop: support@desk.example
      List-Unsubscribe:
       <https://help.acme.example/mail/quiet/bWlhQGN1c3RvbWVyLmV4YW1wbGU.t7VgSfsA-qQbOAb2DHkNev>
      List-Unsubscribe-Post: List-Unsubscribe=One-Click
      X-Sla-Desk: receipt; case=C-1042
      Thread-Topic: Printer
      From: Acme Support <support@desk.example>
      To: mia@customer.example
      Reply-To: Acme Support <support+c-1042.e7u2xsuiezoi7@desk.example>
      In-Reply-To: <q2@customer.example>
      References: <q1@customer.example> <ack.1042.1@desk.example>
       <q2@customer.example>
      Subject: Re: [C-1042] Printer
      Message-ID: <out.1042.2@desk.example>
      Date: Mon, 23 Nov 2026 10:15:00 +0000
      MIME-Version: 1.0
      Content-Type: multipart/alternative;
       boundary="--_NmP-dcf1484cd566a911-Part_1""
    `);
  });

  it('quotes nothing, is signed by the desk and takes no bounce', async () => {
    const composed = composeLetter(letter({ message: receipt, purpose: 'receipt' }), options);
    const mail = await simpleParser(await bytes(composed));
    expect(composed.envelope).toEqual({ from: '', to: ['mia@customer.example'] });
    expect(mail.from?.text).toBe('"Acme Support" <support@desk.example>');
    expect(mail.text).not.toContain('>');
    expect(
      Object.fromEntries(
        ['auto-submitted', 'x-auto-response-suppress', 'x-loop'].map((name) => [name, mail.headers.get(name)]),
      ),
    ).toEqual({
      'auto-submitted': 'auto-replied',
      'x-auto-response-suppress': 'All',
      'x-loop': 'support@desk.example',
    });
  });
});

describe('where customers can reach the portal', () => {
  const reached = { ...options, desk: { ...options.desk, publicUrl: 'https://help.acme.example' } };
  const raw = (purpose: Letter['purpose'], with_ = reached, change: Partial<Letter> = {}) =>
    bytes(composeLetter(letter({ purpose, ...change }), with_));

  it('a resolution leads to its case there, above the signature and in the reader’s language', async () => {
    const signed = { ...reached, signatures: { mailboxes: {}, agents: { ann: { text: 'Ann Okafor' } } } };
    const en = await simpleParser(await raw('resolution', signed));
    const link = 'https://help.acme.example/portal/cases/C-1042';
    expect(en.text).toContain(
      `printer.\n\nYou can also follow your request here; the page asks you to sign in: ${link}\n\n-- \nAnn Okafor\n\nOn `,
    );
    expect(en.html).toContain(`<a href="${link}">${link}</a></p>\n<div class="signature">`);
    const german = { reader: { language: 'de', timeZone: 'Europe/Berlin' } } as const;
    expect((await simpleParser(await raw('resolution', reached, german))).text).toContain(
      `Sie können Ihre Anfrage auch hier verfolgen; die Seite bittet Sie, sich anzumelden: ${link}\n\nAm `,
    );
  });

  it.each(['reply', 'update'] as const)('the bytes of any other are the same (%s)', async (purpose) => {
    expect(await raw(purpose)).toBe(await raw(purpose, options as typeof reached));
  });

  it('where they cannot, a resolution has the bytes of an answer', async () => {
    const answer = await raw('reply', options as typeof reached);
    expect(await raw('resolution', options as typeof reached)).toBe(
      answer.replace('X-Sla-Desk: reply;', 'X-Sla-Desk: resolution;'),
    );
  });

  it('automatic mail is turned off there too', async () => {
    const asked = await raw('receipt', { ...reached, desk: { ...reached.desk, url: 'http://desk.internal' } as never });
    expect(asked).toMatch(/^List-Unsubscribe:\s+<https:\/\/help\.acme\.example\/mail\/quiet\//m);
  });
});

describe('a notice', () => {
  it('says that a machine wrote it, and names the case', async () => {
    const composed = composeNotice(
      {
        kind: 'notice',
        to: ['lead@desk.example'],
        subject: '[C-1042] At risk: Printer',
        text: 'Soon.',
        case: 'C-1042',
        notice: { effect: 'warn', effectId: 'x' },
      },
      { id: 'o1', at: new Date(at.epochMilliseconds) },
      options,
    );
    const mail = await simpleParser(await bytes(composed));
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail.subject).toBe('[C-1042] At risk: Printer');
    expect(composed.messageId).toBe('note.1042.o1@desk.example');
  });

  it('that lets somebody into the portal is told apart', async () => {
    const notice = { effect: 'sign-in', effectId: 'portal-link' } as const;
    const composed = composeNotice(
      { kind: 'notice', to: ['mia@customer.example'], subject: 'Sign in', text: 'Here.', case: '', notice },
      { id: 'o1', at: new Date(at.epochMilliseconds) },
      options,
    );
    expect((await simpleParser(await bytes(composed))).headers.get('x-sla-desk')).toBe('sign-in; case=; sign-in');
    const caught = await readCaught('1-out-x', composed.createReadStream());
    expect(caught).toMatchObject({ purpose: 'sign-in' });
    expect(caught.caseNumber).toBeUndefined();
  });

  it('about no case has no number', () => {
    const notice = { effect: 'task', effectId: 'x' } as const;
    const composed = composeNotice(
      { kind: 'notice', to: ['lead@desk.example'], subject: 'The week', text: 'Well.', case: '', notice },
      { id: 'o1', at: new Date(at.epochMilliseconds) },
      options,
    );
    expect(composed.messageId).toBe('note.o1@desk.example');
    return expect(bytes(composed)).resolves.toMatch(/^Subject: The week\r$/m);
  });
});
