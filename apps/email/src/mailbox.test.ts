import { connect, createServer, type Server } from 'node:net';
import { until } from '@sla/desk/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImapOptions } from './config.ts';
import { type DeskForTest, openDeskForTest } from './testing/desk-for-test.ts';
import { type Dovecot, dovecotMissing, startDovecot } from './testing/dovecot.ts';
import { deskAddress } from './testing/test-desk.ts';
import { startTokenPeer } from './testing/token-peer.ts';

const missing = await dovecotMissing();

describe.skipIf(missing !== undefined)(`a mailbox by IMAP${missing === undefined ? '' : `: ${missing}`}`, () => {
  let imap: Dovecot;
  let desk: DeskForTest | undefined;

  const options = (change: Partial<ImapOptions> = {}): ImapOptions => ({
    id: 'support',
    address: deskAddress,
    host: '127.0.0.1',
    port: imap.port,
    secure: false,
    user: 'u1',
    password: 'pw',
    folder: 'INBOX',
    pollSeconds: 60,
    ...change,
  });
  const mail = (subject: string, body = 'Hello') =>
    `From: Mia <mia@customer.example>\r\nTo: ${deskAddress}\r\nSubject: ${subject}\r\nDate: ${new Date().toUTCString()}\r\nMessage-ID: <${subject.replaceAll(' ', '.')}@customer.example>\r\n\r\n${body}\r\n`;
  const open = async (change: Partial<ImapOptions> = {}) => {
    desk = await openDeskForTest({ imap: [options(change)] });
    return desk;
  };
  const subjects = async (of: DeskForTest) => {
    const { cases } = await of.desk.read.queue({ order: 'opened', limit: 100 });
    return cases.map(({ item }) => item.record.subject).sort();
  };
  const untilSubjects = (of: DeskForTest, wanted: readonly string[]) =>
    until(
      async () => {
        const found = await subjects(of);
        return found.length >= wanted.length ? found : undefined;
      },
      `the cases ${wanted.join(', ')}`,
    ).then((found) => expect(found).toEqual([...wanted].sort()));
  const untilWatching = (of: DeskForTest) =>
    until(
      () => (of.channel.status().mailboxes[0]?.state === 'watching' ? true : undefined),
      'the mailbox to be watched',
    );

  beforeEach(async () => {
    imap = await startDovecot();
  });
  afterEach(async () => {
    await desk?.close();
    desk = undefined;
    await imap.close();
  });

  it('makes cases of what lies there and of what arrives while it watches', async () => {
    await imap.deliver(mail('was there'));
    const opened = await open();
    await untilSubjects(opened, ['was there']);
    await untilWatching(opened);
    await imap.deliver(mail('came later'));
    await untilSubjects(opened, ['came later', 'was there']);
    const [receipt] = await opened.untilCaught(2);
    expect(receipt?.to).toEqual([{ address: 'mia@customer.example' }]);
  });

  it('is opened by a token, and by a new one when that is taken back', async () => {
    const peer = await startTokenPeer();
    await imap.close();
    imap = await startDovecot({ introspection: peer.introspection });
    const oauth = { provider: 'other', tokenUrl: peer.url, clientId: 'desk', refreshToken: 'r' } as const;
    await imap.deliver(mail('by token'));
    const opened = await open({ password: '', oauth });
    await untilSubjects(opened, ['by token']);
    await untilWatching(opened);
    peer.revoke();
    await imap.kick();
    await imap.deliver(mail('by another'));
    await untilSubjects(opened, ['by another', 'by token']);
    expect(peer.asked.length).toBeGreaterThan(1);
    await peer.close();
  }, 120_000);

  it('moves what it has taken, making the folder where there is none', async () => {
    await imap.deliver(mail('move me'));
    const opened = await open({ moveTo: 'Done' });
    await untilSubjects(opened, ['move me']);
    await until(
      async () => ((await imap.count('Done')) === 1 && (await imap.count('INBOX')) === 0 ? true : undefined),
      'the mail to be moved',
    );
  });

  it('takes the instant when the server received it, not the date it claims', async () => {
    const opened = await open();
    await untilWatching(opened);
    await imap.deliver(mail('old date').replace(/Date: .*\r\n/, 'Date: Mon, 1 Jan 2001 00:00:00 +0000\r\n'));
    await untilSubjects(opened, ['old date']);
    const { cases } = await opened.desk.read.queue({});
    const now = await opened.store.now();
    expect(now.epochMilliseconds - (cases[0]?.item.record.openedAt.epochMilliseconds ?? 0)).toBeLessThan(60_000);
  });

  it('returns after its connection is cut, and misses nothing', async () => {
    const opened = await open();
    await untilWatching(opened);
    await imap.kick();
    await imap.deliver(mail('in the gap'));
    await untilSubjects(opened, ['in the gap']);
  });

  it('returns when the server was away for a while', async () => {
    const opened = await open();
    await untilWatching(opened);
    await imap.stop();
    await until(() => (opened.channel.status().mailboxes[0]?.lastError ? true : undefined), 'the loss to be noticed');
    await imap.deliver(mail('meanwhile'));
    await imap.start();
    await untilSubjects(opened, ['meanwhile']);
    await until(() => (opened.channel.status().mailboxes[0]?.lastError ? undefined : true), 'the loss to be over');
  });

  it.each([20_000, 400_000, 1_300_000])('fetches a mail again whose fetching was cut after %d bytes', async (bytes) => {
    await imap.deliver(mail('large', `${'x'.repeat(70)}\r\n`.repeat(20_000)));
    const { server, port } = await cuttingOnce(imap.port, bytes);
    const opened = await open({ port });
    await untilSubjects(opened, ['large']);
    const { cases } = await opened.desk.read.queue({});
    const [message] = (await opened.desk.read.case(cases[0]?.item.record.id ?? ''))?.messages ?? [];
    expect(message?.text.length).toBe(20_000 * 71 + 1);
    server.close();
  });

  it('makes nothing twice when the server renumbers the folder, and misses nothing', async () => {
    await imap.deliver(mail('one'));
    await imap.deliver(mail('two'));
    const opened = await open();
    await untilSubjects(opened, ['one', 'two']);
    await imap.renumber();
    await imap.deliver(mail('three'));
    await untilSubjects(opened, ['one', 'three', 'two']);
    const again = (await opened.store.findMessagesById(['one@customer.example'])).length;
    expect(again).toBe(1);
  });

  it('says in one sentence that the password is wrong', async () => {
    const opened = await open({ password: 'wrong' });
    const fault = await until(() => opened.channel.status().mailboxes[0]?.lastError, 'the fault');
    expect(fault).toBe(
      '127.0.0.1 refused the login of u1; check user and password (many providers want an app password)',
    );
  });

  it('says that there is no such folder', async () => {
    const opened = await open({ folder: 'Nowhere' });
    const fault = await until(() => opened.channel.status().mailboxes[0]?.lastError, 'the fault');
    expect(fault).toContain('folder Nowhere');
  });
});

/** A way to the server whose first connection breaks after so many bytes. */
async function cuttingOnce(to: number, bytes: number): Promise<{ server: Server; port: number }> {
  let first = true;
  const server = createServer((client) => {
    const upstream = connect(to, '127.0.0.1');
    const cuts = first;
    first = false;
    let passed = 0;
    upstream.on('data', (data) => {
      passed += data.length;
      client.write(data);
      if (cuts && passed > bytes) client.destroy();
    });
    client.on('data', (data) => upstream.write(data));
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { server, port: address !== null && typeof address === 'object' ? address.port : 0 };
}
