import { resolve } from 'node:path';

import type { Policy } from '@sla/core';

import type {
  ChannelsConfig,
  DeskConfig,
  IntakeConfig,
  MailboxConfig,
  OAuthConfig,
  RelayConfig,
  SignatureConfig,
} from './desk-config.ts';
import type { WrittenDesk } from './desk-schema.ts';
import { toCrm, toPager, toPractice } from './practice-schema.ts';
import { toSlackChannel } from './slack-schema.ts';
import { toTeamsChannel } from './teams-schema.ts';

/** A desk's settings with every default filled in; a folder of data is beside the file that names it. */
export function toDeskConfig(
  written: WrittenDesk,
  policies: readonly [Policy, ...Policy[]],
  folder: string,
): DeskConfig {
  const { signature, ...desk } = written.desk ?? {};
  const { organisations = [], agents = [], teams = [], roles = {}, mailboxes = [], relay } = written;
  const server = { host: '127.0.0.1', port: 8080, ...written.server };
  return {
    desk: {
      name: 'SLA Desk',
      address: 'support@desk.example',
      language: 'en',
      timeZone: policies[0].timeZone,
      casePrefix: 'C',
      url: `http://${EVERYWHERE.has(server.host) ? 'localhost' : server.host}:${server.port}`,
      ...desk,
      ...toSignature(signature),
    },
    data: resolve(folder, written.data ?? 'data'),
    // A variable that is set to nothing chooses the embedded database.
    ...(written.database && { database: written.database }),
    server,
    policies,
    policy: written.policy ?? policies[0].id,
    organisations: organisations.map((each) => ({ ...each, domains: each.domains ?? [] })),
    agents: agents.map(({ signature: own, ...each }) => ({
      ...each,
      role: each.role ?? 'agent',
      teams: each.teams ?? [],
      ...toSignature(own),
    })),
    teams,
    roles: Object.fromEntries(
      Object.entries(roles).map(([name, { people = [], email = [] }]) => [name, { people, email }]),
    ),
    intake: toIntake(written.intake, folder),
    mailboxes: mailboxes.map(toMailbox),
    ...(relay && { relay: toRelay(relay, folder) }),
    channels: toChannels(written.channels),
    rotas: (written.rotas ?? {}) as unknown as DeskConfig['rotas'],
    ...(written.autoAssign && { autoAssign: written.autoAssign }),
    secrets: { previous: [], ...written.secrets },
    ...(written.pager && { pager: toPager(written.pager) }),
    ...(written.crm && { crm: toCrm(written.crm, (file) => resolve(folder, file)) }),
    ...(written.practice && { practice: toPractice(written.practice) }),
  };
}

/** Hosts that are listened on and that nobody can open. */
const EVERYWHERE: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

type Written<Key extends keyof WrittenDesk> = NonNullable<WrittenDesk[Key]>;

function toIntake(intake: WrittenDesk['intake'], folder: string): IntakeConfig {
  const authentication = intake?.authentication && {
    authentication: {
      trust: [],
      verify: 'direct' as const,
      dns: [],
      ...intake.authentication,
      ...(intake.authentication.smime && { smime: intake.authentication.smime.map((file) => resolve(folder, file)) }),
    },
  };
  if (intake?.smtp === false) return { ...authentication };
  const { tls, ...smtp } = intake?.smtp ?? {};
  return {
    ...authentication,
    smtp: {
      host: '127.0.0.1',
      port: 2525,
      maxSizeMegabytes: 50,
      allowFrom: [],
      ...smtp,
      ...(tls && { tls: { key: resolve(folder, tls.key), cert: resolve(folder, tls.cert) } }),
    },
  };
}

function toChannels({ slack, teams }: NonNullable<WrittenDesk['channels']> = {}): ChannelsConfig {
  return { ...(slack && { slack: toSlackChannel(slack) }), ...(teams && { teams: toTeamsChannel(teams) }) };
}

function toSignature(written: NonNullable<WrittenDesk['desk']>['signature']): { signature?: SignatureConfig } {
  if (written === undefined) return {};
  return { signature: typeof written === 'string' ? { text: written } : written };
}

function toMailbox({ imap, graph, signature, ...written }: Written<'mailboxes'>[number]): MailboxConfig {
  const mailbox = { ...written, ...toSignature(signature) };
  if (graph) {
    return { ...mailbox, graph: { folder: 'inbox', pollSeconds: 60, send: true, cloud: 'global', ...graph } };
  }
  if (!imap) return mailbox;
  const { oauth, ...told } = imap;
  const usual = { port: 993, secure: true, user: mailbox.address, password: '', folder: 'INBOX', pollSeconds: 60 };
  return { ...mailbox, imap: { ...usual, ...told, ...(oauth && { oauth: toOAuth(oauth) }) } };
}

function toRelay({ oauth, dkim, ...relay }: Written<'relay'>, folder: string): RelayConfig {
  const { keyFile, ...signing } = dkim ?? {};
  return {
    port: 587,
    secure: false,
    ...relay,
    ...(oauth && { oauth: toOAuth(oauth) }),
    ...(dkim && {
      dkim: {
        domain: dkim.domain,
        selector: dkim.selector,
        ...signing,
        ...(keyFile !== undefined && { keyFile: resolve(folder, keyFile) }),
      },
    }),
  };
}

/** The scopes reach IMAP and SMTP. A person's refresh token carries its own; the app's needs the service's default. */
function toOAuth({ tenant, ...oauth }: NonNullable<NonNullable<Written<'relay'>>['oauth']>): OAuthConfig {
  if (oauth.provider === 'google') return { tokenUrl: 'https://oauth2.googleapis.com/token', ...oauth };
  if (oauth.provider === 'other') return { tokenUrl: '', ...oauth };
  const ofPerson =
    'https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access';
  return {
    tokenUrl: `https://login.microsoftonline.com/${encodeURIComponent(tenant ?? '')}/oauth2/v2.0/token`,
    scope: oauth.refreshToken === undefined ? 'https://outlook.office365.com/.default' : ofPerson,
    ...oauth,
  };
}
