import { connect, createServer, type Socket } from 'node:net';
import { Readable } from 'node:stream';

import { openTestStore } from '@sla/case-store/contract';
import { until } from '@sla/desk/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { tokenPorts } from '../access-token.ts';
import type { ComposedMail } from '../compose-email.ts';
import { openRelay } from '../sending/relay.ts';
import { cutAt } from '../testing/cutting-proxy.ts';
import { type DeskForTest, openDeskForTest } from '../testing/desk-for-test.ts';
import { dovecotMissing, startDovecot } from '../testing/dovecot.ts';
import { deskAddress } from '../testing/test-desk.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const raw = `From: Mia <mia@customer.example>\r\nTo: ${deskAddress}\r\nSubject: VPN\r\nMessage-ID: <q@customer.example>\r\nDate: Mon, 23 Nov 2026 10:00:00 +0000\r\n\r\nNo VPN.\r\n`;

async function onlyMessage(desk: DeskForTest): Promise<string | undefined> {
  const { cases, total } = await desk.desk.read.queue({});
  const messages = (await desk.desk.read.case(cases[0]?.item.record.id ?? ''))?.messages ?? [];
  const incoming = messages.filter(({ direction }) => direction === 'in');
  return total === 1 && incoming.length === 1 ? incoming[0]?.text.trim() : `${total} cases, ${incoming.length} mails`;
}

describe('a client that is cut off while it delivers, and tries again, makes one case', () => {
  /** Says all up to `stage`, waits for each answer but the last, and hangs up. */
  async function deliver(port: number, stage: number): Promise<void> {
    const lines = [
      '',
      'EHLO x.example',
      'MAIL FROM:<mia@customer.example>',
      `RCPT TO:<${deskAddress}>`,
      'DATA',
      raw.slice(0, 120),
      `${raw.slice(120)}.`,
      'QUIT',
    ];
    const socket = connect(port, '127.0.0.1');
    for (const [at, line] of lines.slice(0, stage + 1).entries()) {
      if (at > 0) socket.write(at === 5 ? line : `${line}\r\n`);
      if (at < stage && at !== 5) await answer(socket);
    }
    socket.end();
    await new Promise((resolve) => socket.once('close', resolve).resume());
  }

  const answer = (socket: Socket) =>
    new Promise<void>((resolve) => {
      let heard = '';
      const listen = (data: Buffer) => {
        heard += data.toString();
        if (!/^\d{3} .*\r\n$/m.test(heard)) return;
        socket.off('data', listen);
        resolve();
      };
      socket.on('data', listen);
    });

  it.each([
    ['after the greeting', 0],
    ['after EHLO', 1],
    ['after MAIL', 2],
    ['after RCPT', 3],
    ['after DATA', 4],
    ['in the middle of the mail', 5],
    ['before the answer to its end', 6],
    ['after QUIT', 7],
  ])('%s', async (_, stage) => {
    const desk = await openDeskForTest();
    closing.push(() => desk.close());
    await deliver(desk.port, stage);
    await deliver(desk.port, 7);
    await desk.channel.idle();
    expect(await onlyMessage(desk)).toBe('No VPN.');
  });
});

describe('a relay that is lost while it takes a letter', () => {
  const letter: ComposedMail = {
    messageId: 'out.1.1@desk.example',
    from: deskAddress,
    envelope: { from: deskAddress, to: ['mia@customer.example'] },
    createReadStream: () => Readable.from([Buffer.from(raw)]),
  };

  /** An SMTP server that hangs up, once, when it hears something like this. */
  async function losing(stage: RegExp) {
    const taken: string[] = [];
    let lost = false;
    const server = createServer((socket) => {
      let mail: string | undefined;
      const hear = (line: string) => {
        if (!lost && stage.test(line)) {
          lost = true;
          socket.destroy();
        } else if (mail === undefined) {
          mail = /^DATA/i.test(line) ? '' : undefined;
          socket.write(/^DATA/i.test(line) ? '354 go on\r\n' : '250 fine\r\n');
        } else if (line === '.') {
          taken.push(mail);
          mail = undefined;
          socket.write('250 taken\r\n');
        } else {
          mail += `${line}\r\n`;
        }
      };
      socket.on('error', () => undefined);
      if (!lost && stage.test('connect')) {
        lost = true;
        socket.destroy();
        return;
      }
      socket.write('220 relay\r\n');
      let rest = '';
      socket.on('data', (data) => {
        const lines = (rest + data.toString()).split('\r\n');
        rest = lines.pop() ?? '';
        for (const line of lines) if (!socket.destroyed) hear(line);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => server.close());
    const address = server.address();
    return { taken, port: address !== null && typeof address === 'object' ? address.port : 0 };
  }

  it.each([
    ['at once', /^connect$/],
    ['after EHLO', /^EHLO/i],
    ['after MAIL', /^MAIL/i],
    ['after RCPT', /^RCPT/i],
    ['after DATA', /^DATA/i],
    ['in the middle of the letter', /^Subject/],
    ['before it has taken the end of it', /^\.$/],
  ])('%s gets it again, and has it once', async (_, stage) => {
    const { taken, port } = await losing(stage);
    const store = await openTestStore();
    closing.push(() => store.close());
    const relay = await openRelay({ host: '127.0.0.1', port, secure: false }, tokenPorts(store));
    const { signal } = new AbortController();
    expect((await relay.send(letter, signal)).kind).toBe('try-again');
    expect((await relay.send(letter, signal)).kind).toBe('delivered');
    expect(taken).toEqual([raw]);
  });
});

const missing = await dovecotMissing();

describe.skipIf(missing !== undefined)(`a mailbox that is lost${missing === undefined ? '' : `: ${missing}`}`, () => {
  it.each([
    ['at the login', / (LOGIN|AUTHENTICATE) /i],
    ['while the folder is opened', / SELECT /i],
    ['while it is looked through', / SEARCH /i],
    ['while a mail is fetched', / FETCH .*BODY/i],
    ['while a mail is moved away', / MOVE /i],
    ['while it is waited for mail', / IDLE$/i],
  ])('%s is read again, and gives one case', async (_, command) => {
    const imap = await startDovecot();
    closing.push(() => imap.close());
    const way = await cutAt(imap.port, command);
    closing.push(() => way.close());
    await imap.deliver(raw);
    const desk = await openDeskForTest({
      imap: [
        {
          id: 'support',
          address: deskAddress,
          host: '127.0.0.1',
          port: way.port,
          secure: false,
          user: 'u1',
          password: 'pw',
          folder: 'INBOX',
          moveTo: 'Done',
          pollSeconds: 60,
        },
      ],
    });
    closing.push(() => desk.close());
    await until(async () => ((await desk.desk.read.queue({})).total > 0 ? true : undefined), 'the case');
    await until(() => (way.cuts() === 1 ? true : undefined), `the cut, having heard ${way.said.join(' | ')}`);
    await until(async () => ((await imap.count('INBOX')) === 0 ? true : undefined), 'the mail to be moved away');
    await desk.channel.idle();
    expect(await onlyMessage(desk)).toBe('No VPN.');
    expect(await imap.count('Done')).toBe(1);
  });
});
