import { generateKeyPairSync } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEmail } from '../read-email.ts';
import { type DnsPeer, startDnsPeer } from '../testing/dns-peer.ts';
import type { MailEnvelope } from '../to-command.ts';
import { authenticityOf } from './authenticity.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
let dns: DnsPeer;

beforeAll(async () => {
  dns = await startDnsPeer({
    'customer.example': 'v=spf1 ip4:192.0.2.7 -all',
    '_dmarc.customer.example': 'v=DMARC1; p=reject',
    's1._domainkey.customer.example': `v=DKIM1; k=rsa; p=${key}`,
    '_domainkey.customer.example': '',
    'lax.example': 'v=spf1 ip4:192.0.2.7 -all',
    '_dmarc.lax.example': 'v=DMARC1; p=none',
  });
});
afterAll(() => dns.close());

async function signed(): Promise<Buffer> {
  const transport = createTransport({ streamTransport: true });
  const { message } = await transport.sendMail({
    from: 'mia@customer.example',
    to: 'support@desk.example',
    subject: 'VPN',
    text: 'No VPN.',
    dkim: {
      domainName: 'customer.example',
      keySelector: 's1',
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    },
  });
  return buffer(message as Readable);
}

const plain = (from: string, more = '') => Buffer.from(`${more}From: ${from}\r\nSubject: VPN\r\n\r\nNo VPN.\r\n`);

const straight = (remoteAddress: string, from = 'mia@customer.example'): MailEnvelope => ({
  via: 'smtp',
  from,
  to: ['support@desk.example'],
  remoteAddress,
  helo: 'mx.customer.example',
});

async function judged(raw: Buffer, envelope: MailEnvelope, more: object = {}) {
  const email = await readEmail(Readable.from([raw]), async () => ({ hash: '', size: 0 }));
  const options = { trust: ['mx.desk.example'], verify: 'direct', dns: [dns.address], ...more } as const;
  return authenticityOf(email, envelope, () => Readable.from([raw]), options);
}

describe('mail straight from the internet', () => {
  it('is proved by its path', async () => {
    expect((await judged(plain('mia@customer.example'), straight('192.0.2.7'))).verdict).toBe('proved');
  });

  it('is proved by its signature, whichever way it came', async () => {
    expect(await judged(await signed(), straight('203.0.113.9'))).toEqual({
      verdict: 'proved',
      why: 'Its sender is proved (DMARC).',
    });
  });

  it('is disproved where its domain wants such mail refused', async () => {
    const { verdict, why } = await judged(plain('mia@customer.example'), straight('203.0.113.9'));
    expect(verdict).toBe('disproved');
    expect(why).toBe('The desk found that its sender is not who it says (DMARC fails): answer with care.');
  });

  it('is disproved when somebody changed what was signed', async () => {
    const changed = Buffer.from((await signed()).toString('latin1').replace('No VPN', 'Pay me'), 'latin1');
    expect((await judged(changed, straight('203.0.113.9'))).verdict).toBe('disproved');
  });

  it('stays unknown where its domain allows such mail', async () => {
    const { verdict, why } = await judged(plain('bo@lax.example'), straight('203.0.113.9', 'bo@lax.example'));
    expect(verdict).toBe('unknown');
    expect(why).toContain('its domain allows that');
  });

  it('stays unknown where its domain says nothing', async () => {
    expect(await judged(plain('al@plain.example'), straight('203.0.113.9', 'al@plain.example'))).toEqual({
      verdict: 'unknown',
    });
  });
});

describe('mail that a relay hands on', () => {
  it('is not looked up unless the settings say so', async () => {
    expect(await judged(plain('mia@customer.example'), straight('127.0.0.1'))).toEqual({ verdict: 'unknown' });
  });

  it('is proved by its signature, and disproved by nothing', async () => {
    expect((await judged(await signed(), straight('10.0.0.4'), { verify: 'always' })).verdict).toBe('proved');
    const bare = await judged(plain('mia@customer.example'), straight('10.0.0.4'), { verify: 'always' });
    expect(bare.verdict).toBe('unknown');
  });

  it.each([
    ['mx.desk.example; spf=pass; dmarc=pass (p=REJECT) header.from=customer.example', 'proved'],
    ['mx.desk.example; dkim=fail; dmarc=fail (p=REJECT sp=REJECT dis=NONE) header.from=customer.example', 'disproved'],
    ['mx.desk.example; dmarc=fail (p=NONE) header.from=customer.example', 'unknown'],
    ['mx.evil.example; dmarc=pass header.from=customer.example', 'unknown'],
  ])('is what a trusted host says of it: %s', async (results, verdict) => {
    const raw = plain('mia@customer.example', `Authentication-Results: ${results}\r\n`);
    expect((await judged(raw, { via: 'imap', to: [] })).verdict).toBe(verdict);
  });

  it('is not what somebody wrote below', async () => {
    const forged =
      'Authentication-Results: mx.evil.example; none\r\nAuthentication-Results: mx.desk.example; dmarc=pass\r\n';
    expect((await judged(plain('mia@customer.example', forged), { via: 'imap', to: [] })).verdict).toBe('unknown');
  });
});

it('a name server that says nothing holds up no mail', async () => {
  const deaf = await startDnsPeer({});
  deaf.hush();
  const from = performance.now();
  const { verdict } = await judged(await signed(), straight('192.0.2.7'), { dns: [deaf.address] });
  expect(verdict).toBe('unknown');
  expect(performance.now() - from).toBeLessThan(20_000);
  deaf.close();
}, 30_000);
