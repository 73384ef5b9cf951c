import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createConnection, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';

import { createTransport } from 'nodemailer';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SmtpOptions } from '../config.ts';
import { silent } from '../log.ts';
import type { Ingest } from '../settling/ingest.ts';
import type { MailEnvelope } from '../to-command.ts';
import type { Accepted } from './accept-mail.ts';
import { type SmtpIntake, startSmtpIntake } from './smtp-intake.ts';

interface Taken {
  readonly envelope: MailEnvelope;
  readonly raw: string;
}

let intake: SmtpIntake | undefined;
const base: SmtpOptions = { host: '127.0.0.1', port: 0, maxSizeBytes: 100_000, allowFrom: [] };
const accepted = { item: {}, fresh: true } as Accepted;

/** The listener on its own: what it takes goes to a list. */
async function listen(change: Partial<SmtpOptions> = {}, accept?: Ingest['accept']) {
  const taken: Taken[] = [];
  const keep: Ingest['accept'] = async (raw, envelope) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of raw) chunks.push(chunk);
    taken.push({ envelope, raw: Buffer.concat(chunks).toString() });
    return accepted;
  };
  intake = await startSmtpIntake(
    { ...base, ...change },
    [{ address: 'support@desk.example' }],
    { accept: accept ?? keep },
    () => undefined,
    silent,
  );
  return { taken, port: intake.address.port };
}

function deliver(port: number, envelope: { from: string; to: string[] }, text = 'Hello') {
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
  return transport.sendMail({ envelope, raw: `Subject: x\r\n\r\n${text}\r\n` });
}

/** Speaks line by line, as no client library would. */
function dialogue(port: number): { say(line: string): Promise<string>; socket: Socket } {
  const socket = createConnection(port, '127.0.0.1');
  let hear: ((line: string) => void) | undefined;
  let heard = '';
  socket.on('data', (data) => {
    heard += data.toString();
    const last = heard.trimEnd().split('\r\n').at(-1) ?? '';
    if (/^\d{3} /.test(last)) {
      heard = '';
      hear?.(last);
    }
  });
  const next = () => new Promise<string>((resolve) => (hear = resolve));
  return {
    socket,
    say: async (line) => {
      const answer = next();
      if (line !== '') socket.write(`${line}\r\n`);
      return answer;
    },
  };
}

afterEach(async () => {
  await intake?.stop();
  intake = undefined;
});

describe('whom and what it takes', () => {
  it('takes mail for its addresses, with a plus or not, and for postmaster', async () => {
    const { port, taken } = await listen();
    await deliver(port, {
      from: 'a@b.example',
      to: ['Support@desk.example', 'support+c-1.abc@desk.example', 'postmaster@desk.example'],
    });
    expect(taken[0]?.envelope).toMatchObject({ via: 'smtp', from: 'a@b.example', remoteAddress: '127.0.0.1' });
    expect(taken[0]?.envelope.to).toHaveLength(3);
  });

  it('takes the null sender', async () => {
    const { port, taken } = await listen();
    await deliver(port, { from: '', to: ['support@desk.example'] });
    expect(taken[0]?.envelope.from).toBe('');
  });

  it('refuses other addresses with a sentence that names its own', async () => {
    const { port } = await listen();
    await expect(deliver(port, { from: 'a@b.example', to: ['other@desk.example'] })).rejects.toThrow(
      'No mailbox other@desk.example here; this desk is support@desk.example',
    );
  });

  it('refuses what is too large, after it has heard it out', async () => {
    const { port, taken } = await listen();
    const { say, socket } = dialogue(port);
    await say('');
    await say('EHLO x.example');
    await say('MAIL FROM:<a@b.example>');
    await say('RCPT TO:<support@desk.example>');
    await say('DATA');
    socket.write('x'.repeat(70).concat('\r\n').repeat(3_000));
    expect(await say('.')).toMatch(/^552 /);
    expect(taken).toEqual([]);
    socket.destroy();
  });

  it('turns away clients that are not on its list', async () => {
    const { port } = await listen({ allowFrom: ['10.0.0.0/8', '::1'] });
    await expect(deliver(port, { from: 'a@b.example', to: ['support@desk.example'] })).rejects.toThrow(
      'may not deliver',
    );
  });

  it('lets in those that are', async () => {
    const { port, taken } = await listen({ allowFrom: ['127.0.0.0/8'] });
    await deliver(port, { from: 'a@b.example', to: ['support@desk.example'] });
    expect(taken).toHaveLength(1);
  });

  it('speaks LMTP, with an answer for each recipient', async () => {
    const { port } = await listen({ lmtp: true });
    const { say, socket } = dialogue(port);
    await say('');
    await say('LHLO x.example');
    await say('MAIL FROM:<a@b.example>');
    await say('RCPT TO:<support@desk.example>');
    await say('RCPT TO:<support+x@desk.example>');
    await say('DATA');
    let answers = '';
    const both = new Promise<void>((resolve) =>
      socket.on('data', (data) => {
        answers += data.toString();
        if ((answers.match(/^250 /gm) ?? []).length === 2) resolve();
      }),
    );
    socket.write('Subject: x\r\n\r\nHello\r\n.\r\n');
    await both;
    socket.destroy();
  });
});

describe('when 250 is said', () => {
  it('the mail has been kept', async () => {
    let kept = false;
    const { port } = await listen({}, async (raw) => {
      for await (const _ of raw);
      await new Promise((resolve) => setTimeout(resolve, 50));
      kept = true;
      return accepted;
    });
    await deliver(port, { from: 'a@b.example', to: ['support@desk.example'] });
    expect(kept).toBe(true);
  });

  it('never, when it could not be kept: the other side is to try again', async () => {
    const { port } = await listen({}, async (raw) => {
      for await (const _ of raw);
      throw new Error('disk full');
    });
    await expect(deliver(port, { from: 'a@b.example', to: ['support@desk.example'] })).rejects.toThrow('451');
  });

  it('never, when the connection is cut in the middle of a mail', async () => {
    let outcome = 'waiting';
    const ended = new Promise<void>((resolve) => {
      void listen({}, async (raw) => {
        try {
          for await (const _ of raw);
          outcome = 'kept';
        } catch {
          outcome = 'cut';
          throw new Error('cut');
        } finally {
          resolve();
        }
        return accepted;
      }).then(async ({ port }) => {
        const { say, socket } = dialogue(port);
        await say('');
        await say('EHLO x.example');
        await say('MAIL FROM:<a@b.example>');
        await say('RCPT TO:<support@desk.example>');
        await say('DATA');
        socket.write('Subject: half\r\n\r\nThis is only ha');
        socket.end();
      });
    });
    await ended;
    expect(outcome).toBe('cut');
  });
});

describe('when it cannot start', () => {
  it('says that the port is taken, and what to do', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    await expect(listen({ port })).rejects.toThrow(
      `Mail cannot be taken in: port ${port} on 127.0.0.1 is in use by another program. Stop it, or set intake.smtp.port to a free one.`,
    );
    other.close();
  });

  it('says which entry of the list is no address', async () => {
    await expect(listen({ allowFrom: ['localhost'] })).rejects.toThrow(
      'intake.smtp.allowFrom: "localhost" is no IP address',
    );
  });
});

it('reads streams as they come', async () => {
  const { port, taken } = await listen({ maxSizeBytes: 10_000_000 });
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
  const body = Readable.from(
    (function* () {
      yield 'Subject: x\r\n\r\n';
      for (let at = 0; at < 100; at += 1) yield `${'y'.repeat(998)}\r\n`;
    })(),
  );
  await transport.sendMail({ envelope: { from: 'a@b.example', to: ['support@desk.example'] }, raw: body });
  expect(taken[0]?.raw.length).toBeGreaterThan(100_000);
});

describe('an encrypted listener', () => {
  const run = promisify(execFile);
  let folder: string;
  let missing: string | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sla-tls-'));
    const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
    const self = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost', ...files];
    missing = await run('openssl', self).then(
      () => undefined,
      () => 'openssl is not installed',
    );
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('takes mail after STARTTLS, with the key and certificate of the settings', async (context) => {
    if (missing !== undefined) context.skip(missing);
    const tls = { key: join(folder, 'key.pem'), cert: join(folder, 'cert.pem') };
    const { taken, port } = await listen({ tls });
    const transport = createTransport({
      host: '127.0.0.1',
      port,
      requireTLS: true,
      tls: { ca: await readFile(tls.cert), servername: 'localhost' },
    });
    await transport.sendMail({
      envelope: { from: 'a@x.example', to: ['support@desk.example'] },
      raw: 'Subject: x\r\n\r\nHi\r\n',
    });
    transport.close();
    expect(taken).toHaveLength(1);
  });

  it('does not start without its files, and says which', async () => {
    const lost = join(folder, 'lost.pem');
    await expect(listen({ tls: { key: lost, cert: lost } })).rejects.toThrow(
      `intake.smtp.tls.key: ${lost} cannot be read`,
    );
    await writeFile(lost, 'hello');
    await expect(listen({ tls: { key: lost, cert: lost } })).rejects.toThrow('holds no PEM');
  });
});
