import type { DeskConfig } from '@sla/config';

interface Facts {
  readonly config: DeskConfig;
  readonly demo: boolean;
  readonly url: string;
  readonly link?: string;
  readonly smtp?: { readonly host: string; readonly port: number };
  readonly sendsTo: string;
}

/** What was started, where it is, how to stop it: in plain words. */
export function welcome({ config, demo, url, link, smtp, sendsTo }: Facts): string {
  const lines = [
    '',
    `${config.desk.name} is open.`,
    '',
    `  Console   ${link ?? url}`,
    ...(link === undefined
      ? ['            There are no agents yet: add one to sla.config.yaml to sign in.']
      : ['            This link signs you in; keep it to yourself.']),
    `  Mail in   ${config.desk.address}${smtp ? `, handed over at ${smtp.host}:${smtp.port} (SMTP)` : ''}`,
    ...config.mailboxes
      .filter(({ imap, graph }) => imap ?? graph)
      .map(
        ({ address, imap }) =>
          `            ${address}, fetched from ${imap ? `${imap.host} (IMAP)` : 'Microsoft 365 (Graph)'}`,
      ),
    `  Mail out  ${sendsTo}`,
    `  Data      ${config.database === undefined ? config.data : 'the PostgreSQL of DATABASE_URL'}`,
    '  Stop      Ctrl-C; the next start goes on where this one was',
    '',
    ...(demo ? demoLines : []),
  ];
  return `${lines.join('\n')}\n`;
}

const demoLines = [
  'This is a demo with invented cases. One of them is critical and 14 minutes old: watch it turn at risk, be missed and be escalated.',
  'Under Mail you can write as a customer and answer, with no mail program. For a desk of your own, see the README.',
  '',
];
