import { form, isTimeZone } from '@sla/core';
import { presets } from '@sla/core/presets';
import { z } from 'zod';

import { crmSchema, pagerSchema, practiceSchema } from './practice-schema.ts';
import { isSecretKey } from './secret-keys.ts';
import { slackChannelSchema } from './slack-schema.ts';
import { teamsChannelSchema } from './teams-schema.ts';

const name = z
  .string({ error: 'expected a name such as tier-1' })
  .regex(/^\p{L}[\p{L}\p{N}_.-]*$/u, 'expected a name that begins with a letter and has no spaces, such as tier-1');
const words = z.string({ error: 'expected text' }).trim().min(1, 'expected text');
const EXPECTED_EMAIL = 'expected an address such as support@acme.example';
const email = z.string({ error: EXPECTED_EMAIL }).regex(/^[^\s@<>]+@[^\s@<>]+$/, EXPECTED_EMAIL);
const EXPECTED_ZONE = 'expected an IANA time zone such as Europe/London';
const timeZone = z.string({ error: EXPECTED_ZONE }).refine(isTimeZone, EXPECTED_ZONE);
const EXPECTED_LANGUAGE = 'expected a language such as en or de';
const language = z.string({ error: EXPECTED_LANGUAGE }).regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, EXPECTED_LANGUAGE);
const EXPECTED_PERSON = 'expected an agent such as agent:ann';
const person = z.templateLiteral(['agent:', z.string().min(1)], { error: EXPECTED_PERSON });
const EXPECTED_DOMAIN = 'expected a domain such as hill.example';
const domain = z
  .string({ error: EXPECTED_DOMAIN })
  .regex(/^[^\s@/]+\.[^\s@/]+$/, EXPECTED_DOMAIN)
  .transform((text) => text.toLowerCase());
const EXPECTED_URL = 'expected an address such as https://desk.acme.example';
const url = z
  .string({ error: EXPECTED_URL })
  .refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), EXPECTED_URL)
  .transform((text) => text.replace(/\/+$/, ''));

/** Whole numbers, also as the texts that variables of the environment are. */
function count(min: number, max: number) {
  const error = `expected a whole number from ${min} to ${max}`;
  const number = z.int({ error }).min(min, error).max(max, error);
  const text = z
    .string()
    .refine((each) => number.safeParse(each.trim() === '' ? undefined : Number(each)).success, error)
    .transform(Number);
  return z.union([number, text], { error });
}

const port = count(0, 65_535);

/** True or false, also as the texts that variables of the environment are. */
const choice = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')], {
  error: 'expected true or false',
});

const list = <Item extends z.ZodType>(item: Item, what: string) =>
  z.array(item, { error: `expected a list of ${what}` });

export const organisationSchema = form({
  id: name,
  name: words,
  domains: list(domain, 'domains').exactOptional().describe('Whose mail is theirs.'),
  policy: name.exactOptional().describe('The id of a policy; the desk’s own without one.'),
  timeZone: timeZone.exactOptional(),
  language: language.exactOptional(),
  accountManager: person.exactOptional(),
}).meta({ id: 'Organisation' });

const EXPECTED_SLACK =
  'expected an account such as T0123ABCD/U0123ABCD: the workspace’s id, and the member’s id of the profile';
const slackAccount = z.string({ error: EXPECTED_SLACK }).regex(/^[TE][A-Z0-9]+\/[UW][A-Z0-9]+$/, EXPECTED_SLACK);
const EXPECTED_TEAMS = 'expected an account such as TENANT/OBJECT-ID, both as Entra shows them';
const teamsAccount = z
  .string({ error: EXPECTED_TEAMS })
  .regex(/^[0-9a-f-]{36}\/[0-9a-f-]{36}$/i, EXPECTED_TEAMS)
  .transform((text) => text.toLowerCase());
const EXPECTED_KEY = 'expected 32 bytes in base64, as `openssl rand -base64 32` makes them';
const secretKey = z.string({ error: EXPECTED_KEY }).trim().refine(isSecretKey, EXPECTED_KEY);

export const agentSchema = form({
  id: name,
  name: words,
  email,
  role: z.enum(['agent', 'lead', 'admin']).exactOptional(),
  teams: list(name, 'teams').exactOptional(),
  timeZone: timeZone.exactOptional(),
  language: language.exactOptional(),
  accounts: form({ slack: slackAccount.exactOptional(), teams: teamsAccount.exactOptional() })
    .exactOptional()
    .describe('Their accounts in chats; without one they link it themselves at a sign-in.'),
}).meta({ id: 'Agent' });

export const teamSchema = form({
  id: name,
  name: words,
  tier: name.exactOptional().describe('The line of support it works, in the words of the policies.'),
}).meta({ id: 'Team' });

export const roleSchema = form({
  people: list(person, 'agents').exactOptional(),
  email: list(email, 'addresses').exactOptional(),
}).meta({ id: 'Role' });

const smtpSchema = form({
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

const authenticationSchema = form({
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
});

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
  cloud: z
    .enum(['global', 'us-gov', 'us-dod', 'china'], { error: 'expected global, us-gov, us-dod or china' })
    .exactOptional(),
});

export const mailboxSchema = form({
  id: name,
  address: email,
  organisation: name.exactOptional(),
  policy: name.exactOptional(),
  imap: imapSchema.exactOptional(),
  graph: graphSchema.exactOptional().describe('A Microsoft 365 mailbox by Graph, where IMAP is turned off.'),
})
  .refine((mailbox) => mailbox.imap === undefined || mailbox.graph === undefined, 'expected imap or graph, not both')
  .meta({ id: 'Mailbox' });

const relaySchema = form({
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

export const presetSchema = form({
  preset: z.enum(presets),
  id: name.exactOptional().describe('The policy’s own id, where one preset serves twice.'),
  version: z
    .int({ error: 'expected a whole number from 1' })
    .min(1, { error: 'expected a whole number from 1' })
    .exactOptional()
    .describe('Raised when hours or holidays change, so that old cases keep what they were promised.'),
  timeZone: timeZone.exactOptional(),
  weekly: z.unknown().exactOptional(),
  holidays: z.array(z.unknown(), { error: 'expected a list of holidays' }).exactOptional(),
});

const policySchema = z
  .union([words, presetSchema], {
    error: `expected a file, a preset’s id (${presets.join(', ')}), or { preset, timeZone, … }`,
  })
  .meta({ examples: ['./policies/acme.yaml', 'lms-platform', { preset: 'velsoft', holidays: [{ region: 'CA-NS' }] }] });

/** The written form of `sla.config.yaml`. */
export const deskSchema = form({
  desk: form({
    name: words.exactOptional(),
    address: email.exactOptional().describe('The address that requesters write to.'),
    language: language.exactOptional(),
    timeZone: timeZone.exactOptional(),
    casePrefix: z
      .string()
      .regex(/^[A-Z][A-Z0-9]{0,7}$/, 'expected up to eight capitals or digits, such as C')
      .exactOptional()
      .describe('The letters before a case number.'),
    url: url.exactOptional().describe('Where people reach the console and portal.'),
  }).exactOptional(),
  data: words.exactOptional().describe('The folder of the embedded database and of attachments.'),
  database: z.string({ error: 'expected a PostgreSQL address' }).exactOptional().describe('A PostgreSQL address.'),
  server: form({ host: words.exactOptional(), port: port.exactOptional() }).exactOptional(),
  policies: list(policySchema, 'policies').min(1, 'expected at least one policy').exactOptional(),
  policy: name.exactOptional().describe('The policy of organisations without one.'),
  organisations: list(organisationSchema, 'organisations').exactOptional(),
  agents: list(agentSchema, 'agents').exactOptional(),
  teams: list(teamSchema, 'teams').exactOptional(),
  roles: z
    .record(name, roleSchema, { error: 'expected roles, each with people or addresses' })
    .exactOptional()
    .describe('Who a ladder’s role names.'),
  intake: form({
    smtp: z
      .union([z.literal(false), smtpSchema], { error: 'expected { host, port }, or false to turn it off' })
      .exactOptional(),
    authentication: authenticationSchema.exactOptional(),
  }).exactOptional(),
  mailboxes: list(mailboxSchema, 'mailboxes').exactOptional(),
  relay: relaySchema.exactOptional().describe('Without one, outgoing mail is kept in the built-in catcher.'),
  channels: form({ slack: slackChannelSchema.exactOptional(), teams: teamsChannelSchema.exactOptional() })
    .exactOptional()
    .describe('The chats that agents work cases in.'),
  rotas: z
    .record(name, z.looseObject({}, { error: 'expected { timeZone, layers }' }), {
      error: 'expected rotas by the id of a team',
    })
    .exactOptional()
    .describe('Who of a team is on call, by the team’s id; a policy’s rota of that name wins.'),
  autoAssign: z
    .enum(['round-robin', 'least-loaded'], { error: 'expected round-robin or least-loaded' })
    .exactOptional()
    .describe(
      'Who of a team gets a new case: in turn, or who has the fewest. A rota of the team’s name says who is on call.',
    ),
  pager: pagerSchema.exactOptional().describe('What phones people; without one somebody is told to call.'),
  crm: crmSchema.exactOptional().describe('Where every interaction with a customer goes.'),
  practice: practiceSchema.exactOptional().describe('What the desk does around its cases.'),
  secrets: form({
    key: secretKey.exactOptional().describe('What tokens are encrypted with at rest; SLA_SECRET_KEY wins over it.'),
    previous: list(secretKey, 'keys')
      .exactOptional()
      .describe('Keys that it replaced, so that what they sealed still opens.'),
  }).exactOptional(),
});

export type WrittenDesk = z.output<typeof deskSchema>;
