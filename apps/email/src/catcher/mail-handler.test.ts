import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { CaughtMail, MailProblem } from './contract.ts';
import { type MailFolder, openMailFolder } from './mail-folder.ts';
import { mailHandler } from './mail-handler.ts';

let place: string;
let folder: MailFolder;
let ask: (path: string, body?: unknown) => Promise<{ status: number; json: Record<string, unknown>; text: string }>;
const noon = new Date('2026-11-23T12:00:00Z');

const mail = (id: string, header = '', text = 'Hello') =>
  Readable.from([
    Buffer.from(
      `From: Acme <support@desk.example>\r\nTo: mia@customer.example\r\nSubject: Re: [C-1] x\r\nMessage-ID: <${id}>\r\n${header}\r\n${text}\r\n`,
    ),
  ]);

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'sla-catcher-'));
  folder = openMailFolder(place);
  const fetch = mailHandler({ folder, deskAddress: 'support@desk.example', now: async () => noon });
  ask = async (path, body) => {
    const response = await fetch(
      new Request(`http://x${path}`, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    );
    const text = await response.text();
    return {
      status: response.status,
      text,
      json: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {},
    };
  };
});
afterEach(() => rm(place, { recursive: true, force: true }));

describe('the catcher', () => {
  it('lists what it holds, the newest first', async () => {
    await folder.keep(
      'out',
      'a@desk.example',
      new Date('2026-11-23T10:00:00Z'),
      mail('a@desk.example', 'X-SLA-Desk: receipt; case=C-1\r\n'),
    );
    await folder.keep('out', 'b@desk.example', noon, mail('b@desk.example'));
    const { json } = await ask('/mail/api/messages');
    expect(json.messages).toMatchObject([
      { at: '2026-11-23T12:00:00.000Z', direction: 'out', subject: 'Re: [C-1] x', preview: 'Hello' },
      { at: '2026-11-23T10:00:00.000Z', purpose: 'receipt', caseNumber: 'C-1' },
    ]);
  });

  it('shows one with its header and its bytes', async () => {
    const id = await folder.keep('out', 'a@desk.example', noon, mail('a@desk.example'));
    const { json } = await ask(`/mail/api/messages/${id}`);
    expect(json).toMatchObject({
      messageId: 'a@desk.example',
      text: 'Hello\n',
      to: [{ address: 'mia@customer.example' }],
    });
    expect((json as unknown as CaughtMail).headers[0]).toEqual({ name: 'from', value: 'Acme <support@desk.example>' });
    expect((await ask(`/mail/api/messages/${id}/raw`)).text).toContain('Message-ID: <a@desk.example>');
  });

  it('keeps a mail once, whole or not at all', async () => {
    await folder.keep('out', 'a@desk.example', noon, mail('a@desk.example'));
    await folder.keep('out', 'a@desk.example', new Date(), mail('a@desk.example'));
    const torn = Readable.from(
      (function* () {
        yield Buffer.from('From: x');
        throw new Error('torn');
      })(),
    );
    await expect(folder.keep('out', 'b@desk.example', noon, torn)).rejects.toThrow('torn');
    expect(await readdir(place)).toHaveLength(1);
  });

  it.each(['../../etc/passwd', '%2e%2e%2fsecret', 'nothing'])('gives out nothing for %s', async (id) => {
    await writeFile(join(place, 'secret.eml'), 'x');
    expect((await ask(`/mail/api/messages/${id}`)).status).toBe(404);
    expect((await ask(`/mail/api/messages/${id}/raw`)).status).toBe(404);
  });

  it('is empty before the first mail', async () => {
    await rm(place, { recursive: true });
    expect((await ask('/mail/api/messages')).json).toEqual({ deskAddress: 'support@desk.example', messages: [] });
  });

  it('says that no mail can be written while the desk takes none', async () => {
    const { status, json } = await ask('/mail/api/write', { from: 'mia@x.example', subject: 'x', text: 'y' });
    expect([status, (json as unknown as MailProblem).error.code]).toEqual([409, 'intake-is-off']);
  });
});

describe('bad input', () => {
  it.each([
    [
      'no address',
      { from: 'mia', subject: 'x', text: 'y' },
      'from: Write a mail address, such as mia@customer.example.',
    ],
    ['no subject', { from: 'mia@x.example', subject: ' ', text: 'y' }, 'subject: Write a subject.'],
    [
      'a second line in the subject',
      { from: 'mia@x.example', subject: 'a\nBcc: b@c.example', text: 'y' },
      'subject: a subject must be one line.',
    ],
    ['no text', { from: 'mia@x.example', subject: 'x', text: '' }, 'text: Write a message.'],
  ])('%s', async (_, body, message) => {
    const fetch = mailHandler({
      folder,
      deskAddress: 'support@desk.example',
      now: async () => noon,
      intake: { host: '127.0.0.1', port: 1 },
    });
    const response = await fetch(
      new Request('http://x/mail/api/write', { method: 'POST', body: JSON.stringify(body) }),
    );
    expect([response.status, await response.json()]).toEqual([400, { error: { code: 'bad-input', message } }]);
  });

  it('an intake that does not answer is said plainly', async () => {
    const fetch = mailHandler({
      folder,
      deskAddress: 'support@desk.example',
      now: async () => noon,
      intake: { host: '127.0.0.1', port: 1 },
    });
    const body = JSON.stringify({ from: 'mia@x.example', subject: 'x', text: 'y' });
    const response = await fetch(new Request('http://x/mail/api/write', { method: 'POST', body }));
    expect([response.status, ((await response.json()) as { error: { code: string } }).error.code]).toEqual([
      502,
      'not-taken',
    ]);
  });
});
