import { Resolver } from 'node:dns/promises';
import { Readable } from 'node:stream';
import type { AuthenticationConfig } from '@sla/config';
import { authenticate, type DNSResolver } from 'mailauth';
import type { MailEnvelope } from '../to-command.ts';
import { disproof, type Verdict } from './verdict.ts';

/** A slow name server must not hold up the mail behind it. */
const longest = 5_000;

/**
 * Checks SPF, DKIM and DMARC by DNS. Without the envelope of a direct delivery only a signature can prove anything, and
 * nothing is disproved. Whatever goes wrong, names that cannot be looked up above all, leaves it unknown.
 */
export async function verifyMail(
  raw: AsyncIterable<Uint8Array>,
  direct: MailEnvelope | undefined,
  options: AuthenticationConfig,
): Promise<Verdict> {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  if (options.dns.length > 0) resolver.setServers([...options.dns]);
  const until = performance.now() + longest;
  const resolve = (name: string, type: string) =>
    performance.now() < until ? resolver.resolve(name, type) : Promise.reject(tooSlow());
  const giveUp = setTimeout(() => resolver.cancel(), longest);
  try {
    const result = await authenticate(Readable.from(raw), {
      ...(direct?.remoteAddress !== undefined && { ip: direct.remoteAddress.replace(/^::ffff:/i, '') }),
      ...(direct?.helo !== undefined && { helo: direct.helo }),
      ...(direct?.from !== undefined && { sender: direct.from }),
      mta: 'desk',
      resolver: resolve as DNSResolver,
      disableArc: true,
      disableBimi: true,
    });
    return judge(result, direct !== undefined);
  } catch {
    return { verdict: 'unknown' };
  } finally {
    clearTimeout(giveUp);
  }
}

function tooSlow(): Error {
  return Object.assign(new Error('the name servers are too slow'), { code: 'ETIMEOUT' });
}

function judge({ dmarc, dkim, spf }: Awaited<ReturnType<typeof authenticate>>, direct: boolean): Verdict {
  const outcome = dmarc === false || dmarc === undefined ? undefined : dmarc.status.result;
  if (outcome === 'pass') return { verdict: 'proved', why: 'Its sender is proved (DMARC).' };
  const signed = dkim.results.some(
    ({ status }) => status.result === 'pass' && status.aligned !== undefined && status.aligned !== false,
  );
  if (signed) return { verdict: 'proved', why: 'Its sender is proved (DKIM).' };
  if (outcome !== 'fail' || !direct || dmarc === false || dmarc === undefined) return { verdict: 'unknown' };
  const unsure = [spf, ...dkim.results].some((one) => one && one.status.result === 'temperror');
  if (unsure) return { verdict: 'unknown' };
  const allowed = dmarc.policy === 'none';
  return allowed
    ? { verdict: 'unknown', why: 'Its sender could not be proved (DMARC fails, and its domain allows that).' }
    : { verdict: 'disproved', why: disproof('The desk') };
}
