import type { AuthenticationConfig } from '@sla/config';
import { fieldValues } from '../mime/header-fields.ts';
import type { ReadEmail } from '../read-email.ts';
import type { MailEnvelope } from '../to-command.ts';
import { disproof, type Verdict } from './verdict.ts';
import { verifyMail } from './verify-mail.ts';

const unknown: Verdict = { verdict: 'unknown' };

/**
 * Whether the author is who the mail says. Where the desk's own listener took the mail straight from the internet it looks
 * for itself; otherwise it believes the topmost word of a host that the settings trust, and nobody else's.
 */
export async function authenticityOf(
  email: Pick<ReadEmail, 'fields' | 'from'>,
  envelope: MailEnvelope,
  openRaw: () => AsyncIterable<Uint8Array>,
  options: AuthenticationConfig,
): Promise<Verdict> {
  const told = trustedResults(email, options.trust);
  if (told !== undefined) return judgeResults(told);
  const address = envelope.remoteAddress;
  const direct = envelope.via === 'smtp' && address !== undefined && !isInside(address);
  if (options.verify === 'never' || (options.verify === 'direct' && !direct)) return unknown;
  return verifyMail(openRaw(), direct ? envelope : undefined, options);
}

/** The topmost `Authentication-Results`, if a trusted host wrote it (RFC 8601 §5): those below are anybody's. */
function trustedResults({ fields }: Pick<ReadEmail, 'fields'>, trust: readonly string[]): string | undefined {
  const topmost = fieldValues(fields, 'authentication-results')[0];
  const host = /^\s*"?([^\s;"]+)/.exec(topmost ?? '')?.[1]?.toLowerCase();
  return host !== undefined && trust.some((one) => one.toLowerCase() === host) ? topmost : undefined;
}

/** DMARC alone binds SPF and DKIM to the author that people see. */
function judgeResults(header: string): Verdict {
  const result = /(?:^|;)\s*dmarc\s*=\s*([a-z]+)([^;]*)/i.exec(header.slice(0, 10_000));
  const [, word = '', rest = ''] = result ?? [];
  const host = /^\s*"?([^\s;"]+)/.exec(header)?.[1] ?? '';
  if (/^(pass|bestguesspass)$/i.test(word)) return { verdict: 'proved', why: `${host} proved its sender (DMARC).` };
  if (!/^fail$/i.test(word)) return unknown;
  if (/\bp=none\b|published-domain-policy=none/i.test(rest)) {
    return { verdict: 'unknown', why: `${host} could not prove its sender (DMARC fails, and its domain allows that).` };
  }
  return { verdict: 'disproved', why: disproof(host) };
}

/** A relay of our own stands between: what it hands on says nothing of where the mail came from. */
function isInside(address: string): boolean {
  const plain = address.replace(/^::ffff:/i, '').toLowerCase();
  return /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|::1$|f[cd][0-9a-f]{2}:|fe80:)/.test(plain);
}
