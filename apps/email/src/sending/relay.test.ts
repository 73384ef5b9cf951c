import { generateKeyPairSync } from 'node:crypto';
import { Readable } from 'node:stream';

import { openTestStore } from '@sla/case-store/contract';
import { authenticate } from 'mailauth';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';

import { tokenPorts } from '../access-token.ts';
import type { ComposedMail } from '../compose-email.ts';
import { startTokenPeer } from '../testing/token-peer.ts';
import { openRelay } from './relay.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function startServer(isGood?: (token: string) => boolean) {
  const taken: string[] = [];
  const server = new SMTPServer({
    logger: false,
    disabledCommands: isGood === undefined ? ['AUTH', 'STARTTLS'] : ['STARTTLS'],
    authMethods: ['XOAUTH2'],
    allowInsecureAuth: true,
    onAuth: ({ accessToken }, _session, done) =>
      isGood?.(String(accessToken)) ? done(null, { user: 'u1' }) : done(null, { data: { status: '401' } }),
    onData: (stream, _session, done) => {
      let raw = '';
      stream.on('data', (chunk: Buffer) => {
        raw += chunk.toString('latin1');
      });
      stream.on('end', () => {
        taken.push(raw);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise<void>((resolve) => server.close(resolve)));
  const address = server.server.address();
  return { taken, port: address !== null && typeof address === 'object' ? address.port : 0 };
}

async function ports() {
  const store = await openTestStore();
  closing.push(() => store.close());
  return tokenPorts(store);
}

const mail: ComposedMail = {
  messageId: 'out.1.1@desk.example',
  from: 'support@desk.example',
  envelope: { from: 'support@desk.example', to: ['mia@customer.example'] },
  createReadStream: () =>
    Readable.from([
      Buffer.from(
        'From: support@desk.example\r\nTo: mia@customer.example\r\nSubject: x\r\nMessage-ID: <out.1.1@desk.example>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n\r\nHello\r\n',
      ),
    ]),
};
const signal = new AbortController().signal;

describe('a relay', () => {
  it('gets a signature that its readers can prove', async () => {
    const { taken, port } = await startServer();
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const relay = await openRelay(
      {
        host: '127.0.0.1',
        port,
        secure: false,
        dkim: {
          domain: 'desk.example',
          selector: 's1',
          privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        },
      },
      await ports(),
    );
    expect((await relay.send(mail, signal)).kind).toBe('delivered');
    const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    const zone: Readonly<Record<string, string>> = { 's1._domainkey.desk.example': `v=DKIM1; k=rsa; p=${key}` };
    const { dkim } = await authenticate(taken[0] ?? '', {
      disableArc: true,
      disableBimi: true,
      disableDmarc: true,
      resolver: async (name) => [[zone[name] ?? '']],
    });
    expect(dkim.results.map(({ status, signingDomain }) => [status.result, signingDomain])).toEqual([
      ['pass', 'desk.example'],
    ]);
    expect(taken[0]).toMatch(/h=[^;]*List-Unsubscribe-Post/is);
  });

  it('is opened by a token, and by a new one when the first is refused', async () => {
    const peer = await startTokenPeer();
    closing.push(() => peer.close());
    const { taken, port } = await startServer(peer.isGood);
    const oauth = { provider: 'other', tokenUrl: peer.url, clientId: 'desk', refreshToken: 'r' } as const;
    const relay = await openRelay({ host: '127.0.0.1', port, secure: false, user: 'u1', oauth }, await ports());
    expect((await relay.send(mail, signal)).kind).toBe('delivered');
    peer.revoke();
    expect((await relay.send(mail, signal)).kind).toBe('try-again');
    expect((await relay.send(mail, signal)).kind).toBe('delivered');
    expect(taken).toHaveLength(2);
    peer.refuse(400, 'invalid_grant');
    peer.revoke();
    await relay.send(mail, signal);
    expect(await relay.send(mail, signal)).toMatchObject({
      kind: 'try-again',
      error: expect.stringContaining('the consent has run out'),
    });
  });

  it('is not opened with a key that cannot be read', async () => {
    const dkim = { domain: 'desk.example', selector: 's1', keyFile: '/nowhere/key.pem' };
    await expect(openRelay({ host: 'h', port: 25, secure: false, dkim }, await ports())).rejects.toThrow(
      /^Mail cannot be signed: relay\.dkim\.keyFile \/nowhere\/key\.pem cannot be read/,
    );
  });
});
