import { form } from '@sla/core';
import { z } from 'zod';

import { choice, count, email, language, list, name, port, url, words } from './written-forms.ts';

export const smtpSchema = form({
  host: words.exactOptional(),
  port: port.exactOptional(),
  maxSizeMegabytes: count(1, 1024).exactOptional(),
  allowFrom: list(words, 'addresses or networks')
    .exactOptional()
    .describe('Who may deliver; everybody where it is empty.'),
  lmtp: choice.exactOptional().describe('LMTP instead of SMTP, as Postfix and Exim hand mail on locally.'),
  tls: form({ key: words, cert: words })
    .exactOptional()
    .describe('PEM files, beside this file or absolute; with them STARTTLS is offered.'),
});

export const authenticationSchema = form({
  trust: list(words, 'hosts such as mx.acme.example')
    .exactOptional()
    .describe('Hosts whose topmost Authentication-Results is believed.'),
  verify: z
    .enum(['direct', 'always', 'never'], { error: 'expected direct, always or never' })
    .exactOptional()
    .describe(
      'Whether the desk looks up SPF, DKIM and DMARC itself: for mail straight from the internet, for all, or never.',
    ),
  dns: list(words, 'name servers such as 9.9.9.9').exactOptional(),
  smime: list(words, 'PEM files')
    .exactOptional()
    .describe('Certificates of those whose S/MIME signatures are believed, beside this file or absolute.'),
});

const EXPECTED_BLANKS =
  'expected no other blanks than {signature}, {agent}, {desk}, {address} and {case}; a text such as "{agent}, {desk}"';
const template = words.refine(
  (text) => !/\{(?!(signature|agent|desk|address|case)\})\w+\}/.test(text),
  EXPECTED_BLANKS,
);

export const signatureSchema = z
  .union([template, form({ text: template, html: template.exactOptional() })], {
    error: `expected text, or { text, html }; ${EXPECTED_BLANKS}`,
  })
  .meta({ examples: ['{agent}\n{desk}'] });

const OAUTH_LACKS = 'expected a clientSecret, a refreshToken, or both';
const oauthSchema = form({
  provider: z
    .enum(['google', 'microsoft', 'other'], { error: 'expected google, microsoft or other' })
    .describe('Says where tokens come from; `other` needs a tokenUrl.'),
  tenant: words.exactOptional().describe('Of Microsoft: the directory’s id or domain.'),
  tokenUrl: url.exactOptional(),
  clientId: words,
  clientSecret: words.exactOptional(),
  refreshToken: words.exactOptional().describe('Of a person who agreed; without one the app speaks for itself.'),
  scope: words.exactOptional(),
})
  .refine((oauth) => oauth.clientSecret !== undefined || oauth.refreshToken !== undefined, OAUTH_LACKS)
  .refine((oauth) => oauth.provider !== 'other' || oauth.tokenUrl !== undefined, {
    path: ['tokenUrl'],
    error: 'expected the address of the token endpoint',
  })
  .refine((oauth) => oauth.provider !== 'microsoft' || oauth.tenant !== undefined || oauth.tokenUrl !== undefined, {
    path: ['tenant'],
    error: 'expected the directory’s id or domain, such as acme.onmicrosoft.com',
  });

const imapSchema = form({
  host: words,
  port: port.exactOptional(),
  secure: choice.exactOptional().describe('TLS from the first byte.'),
  user: words.exactOptional().describe('The mailbox’s address where it is not said.'),
  password: words.exactOptional(),
  oauth: oauthSchema.exactOptional().describe('XOAUTH2 in place of a password.'),
  folder: words.exactOptional(),
  moveTo: words.exactOptional().describe('Where a message goes once it is a case’s.'),
  pollSeconds: count(5, 86_400).exactOptional(),
})
  .check(({ value, issues }) => {
    if (value.password !== undefined || value.oauth !== undefined) return;
    issues.push({
      code: 'invalid_type',
      expected: 'string',
      input: undefined,
      path: ['password'],
      message: 'expected text',
    });
  })
  .refine((imap) => imap.password === undefined || imap.oauth === undefined, {
    path: ['oauth'],
    error: 'expected either this or a password',
  });

const graphSchema = form({
  tenant: words.describe('The directory’s id or domain.'),
  clientId: words,
  secret: words,
  folder: words.exactOptional().describe('A well-known name such as inbox, or a path such as Support/New.'),
  moveTo: words.exactOptional(),
  pollSeconds: count(5, 86_400).exactOptional(),
  send: choice
    .exactOptional()
    .describe('Whether letters from this address go out by Graph too; false leaves them to the relay.'),
  cloud: z
    .enum(['global', 'us-gov', 'us-dod', 'china'], { error: 'expected global, us-gov, us-dod or china' })
    .exactOptional(),
});

export const mailboxSchema = form({
  id: name,
  address: email,
  organisation: name.exactOptional().describe('Whose cases its mail opens, where the sender belongs to no other.'),
  policy: name.exactOptional(),
  language: language
    .exactOptional()
    .describe('What is written from here, to whom neither a person’s nor an organisation’s language is known.'),
  signature: signatureSchema.exactOptional().describe('In place of the desk’s own, for letters from this address.'),
  imap: imapSchema.exactOptional(),
  graph: graphSchema.exactOptional().describe('A Microsoft 365 mailbox by Graph, where IMAP is turned off.'),
})
  .refine((mailbox) => mailbox.imap === undefined || mailbox.graph === undefined, 'expected imap or graph, not both')
  .meta({ id: 'Mailbox' });

export const relaySchema = form({
  host: words,
  port: port.exactOptional(),
  secure: choice.exactOptional(),
  user: words.exactOptional(),
  password: words.exactOptional(),
  oauth: oauthSchema.exactOptional().describe('XOAUTH2 in place of a password.'),
  dkim: form({
    domain: words,
    selector: words,
    privateKey: words.exactOptional().describe('PEM, from a variable.'),
    keyFile: words.exactOptional().describe('A PEM file, beside this file or absolute.'),
  })
    .refine(
      (dkim) => (dkim.privateKey === undefined) !== (dkim.keyFile === undefined),
      'expected privateKey or keyFile',
    )
    .exactOptional()
    .describe('Signs what goes out.'),
});
