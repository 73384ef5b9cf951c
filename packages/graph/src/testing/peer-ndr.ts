import type { Temporal } from 'temporal-polyfill';

/** A mail that reached nobody, and what the other side said of it. */
export interface Unreached {
  readonly original: Buffer;
  readonly recipient: string;
  /** As in `550 5.1.1 User unknown`. */
  readonly said: string;
  readonly at: Temporal.Instant;
  /** Makes its ids differ from those of others. */
  readonly serial: number;
}

/** What Exchange Online puts into the inbox of whoever sent it: mail by Graph has a sender, so this cannot be prevented. */
export function undeliverable(mailbox: string, { original, recipient, said, at, serial }: Unreached): Buffer {
  const [, code = '5.0.0'] = /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(said) ?? [];
  const field = (name: string) => headerOf(original, name);
  const tenant = mailbox.slice(mailbox.lastIndexOf('@') + 1);
  const boundary = `_000_${serial}_`;
  const date = new Date(at.epochMilliseconds).toUTCString().replace('GMT', '+0000');
  const id = field('message-id') ?? '';
  const lines = [
    `From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@${tenant}>`,
    `To: <${mailbox}>`,
    `Date: ${date}`,
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    'MIME-Version: 1.0',
    'Content-Language: en-US',
    `Message-ID: <ndr-${serial}@${tenant}>`,
    `In-Reply-To: ${id}`,
    `References: ${id}`,
    `Subject: Undeliverable: ${field('subject') ?? ''}`,
    'Auto-Submitted: auto-replied',
    'X-MS-Exchange-Message-Is-Ndr:',
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset="us-ascii"',
    '',
    `Your message to ${recipient} couldn't be delivered.`,
    '',
    'Diagnostic information for administrators:',
    `Generating server: DB9.${tenant}`,
    recipient,
    `Remote server returned '${said}'`,
    '',
    `--${boundary}`,
    'Content-Type: message/delivery-status',
    '',
    `Reporting-MTA: dns;DB9.${tenant}`,
    `Arrival-Date: ${date}`,
    '',
    `Final-Recipient: rfc822;${recipient}`,
    'Action: failed',
    `Status: ${code}`,
    `Diagnostic-Code: smtp;${said}`,
    '',
    `--${boundary}`,
    'Content-Type: message/rfc822',
    '',
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n`), original, Buffer.from(`\r\n--${boundary}--\r\n`)]);
}

/** The addresses that a mail goes to, without those in blind copy. */
export function recipientsOf(raw: Buffer): readonly string[] {
  const fields = [headerOf(raw, 'to'), headerOf(raw, 'cc')].join(',');
  return [...fields.matchAll(/[^\s<>,;"]+@[^\s<>,;"]+/g)].map(([address]) => address.toLowerCase());
}

/** A field of the header on one line. */
export function headerOf(raw: Buffer, name: string): string | undefined {
  const [head = ''] = raw
    .subarray(0, 65_536)
    .toString('utf8')
    .split(/\r?\n\r?\n/, 1);
  return new RegExp(`^${name}: *(.*)$`, 'im').exec(head.replace(/\r?\n[ \t]+/g, ' '))?.[1]?.trim();
}
