import type { ReadEmail } from '../read-email.ts';

/** RFC 7489 §7.2.1.1 and RFC 8460 §5.3: what nobody types as a subject. */
const aggregate = /^\s*report domain\s?:\s*\S{1,255}\s+submitter\s?:\s*\S{1,255}\s+report-id\s?:/i;
const failure = /^\s*(\[[^\]]{1,40}\]\s*)?dmarc (forensic|failure) report\b/i;

/** A report on how a domain's mail fared elsewhere: of DMARC, in sum or of one failure, or of TLS. Nobody wrote it. */
export function isDomainReport({ subject = '', contentType, attachments }: ReadEmail): boolean {
  const packed = attachments.some(({ type }) => /zip|xml|octet-stream|tlsrpt/.test(type));
  if (aggregate.test(subject.slice(0, 600)) && packed) return true;
  if (contentType.type !== 'multipart/report') return false;
  return contentType.parameters['report-type']?.toLowerCase() === 'tlsrpt' || failure.test(subject.slice(0, 200));
}
