import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Temporal } from 'temporal-polyfill';

/** A key pair for rich notifications or for signing in, and the certificate that makes it known; all PEM. */
export interface SelfSigned {
  readonly certificate: string;
  readonly privateKey: string;
  readonly publicKey: string;
  /** Changes with the key: good as an id. */
  readonly thumbprint: string;
}

const oid = { commonName: [0x55, 0x04, 0x03], sha256WithRsa: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b] };

/**
 * An RSA-2048 certificate that signs itself (X.509 version 3, RFC 5280). Graph checks no issuer and only encrypts with it,
 * so nobody has to find out how openssl is called.
 */
export function selfSigned(commonName: string, from: Temporal.Instant, to: Temporal.Instant): SelfSigned {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const algorithm = sequence(tagged(0x06, Buffer.from(oid.sha256WithRsa)), tagged(0x05, Buffer.alloc(0)));
  const name = sequence(
    tagged(0x31, sequence(tagged(0x06, Buffer.from(oid.commonName)), tagged(0x0c, Buffer.from(commonName)))),
  );
  const body = sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))),
    tagged(0x02, positive(randomBytes(16))),
    algorithm,
    name,
    sequence(time(from), time(to)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = createSign('sha256').update(body).sign(privateKey);
  const der = sequence(body, algorithm, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return {
    certificate: pem('CERTIFICATE', der),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    thumbprint: createHash('sha256').update(der).digest('hex'),
  };
}

/** DER: tag, length, value (X.690 sections 8.1 and 10.1). */
function tagged(tag: number, value: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag]), lengthOf(value), value]);
}

function lengthOf({ length }: Buffer): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest >>= 8) bytes.unshift(rest & 0xff);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

/** A leading bit would make it negative, a leading zero too long. */
function positive(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[0] = ((copy[0] ?? 0) & 0x7f) | 0x40;
  return copy;
}

/** RFC 5280 section 4.1.2.5: two-digit years until 2049, four digits from then on. */
function time(at: Temporal.Instant): Buffer {
  const digits = at.toString({ smallestUnit: 'second' }).replace(/[-:T]/g, '');
  return digits < '2050' ? tagged(0x17, Buffer.from(digits.slice(2))) : tagged(0x18, Buffer.from(digits));
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
