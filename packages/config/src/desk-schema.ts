import { form } from '@sla/core';
import { presets } from '@sla/core/presets';
import { z } from 'zod';

import { authenticationSchema, mailboxSchema, relaySchema, signatureSchema, smtpSchema } from './mail-schema.ts';
import { crmSchema, pagerSchema, practiceSchema } from './practice-schema.ts';
import { isSecretKey } from './secret-keys.ts';
import { slackChannelSchema } from './slack-schema.ts';
import { teamsChannelSchema } from './teams-schema.ts';
import { domain, email, language, list, name, person, port, publicUrl, timeZone, url, words } from './written-forms.ts';

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
  signature: signatureSchema.exactOptional().describe('Their own lines under their letters.'),
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
    publicUrl: publicUrl
      .exactOptional()
      .describe(
        'Where customers reach the portal; it may be `url`. Only with it do receipts and resolutions lead to their case there, and surveys and one-click links follow it.',
      ),
    signature: signatureSchema
      .exactOptional()
      .describe('What stands under an agent’s letter; {signature} in it is the agent’s own.'),
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
