import { resolve } from 'node:path';

import type { Policy } from '@sla/core';

import type { DeskConfig, IntakeConfig, MailboxConfig, RelayConfig } from './desk-config.ts';
import type { WrittenDesk } from './desk-schema.ts';

/** A desk's settings with every default filled in; a folder of data is beside the file that names it. */
export function toDeskConfig(
  written: WrittenDesk,
  policies: readonly [Policy, ...Policy[]],
  folder: string,
): DeskConfig {
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
      ...written.desk,
    },
    data: resolve(folder, written.data ?? 'data'),
    // A variable that is set to nothing chooses the embedded database.
    ...(written.database && { database: written.database }),
    server,
    policies,
    policy: written.policy ?? policies[0].id,
    organisations: organisations.map((each) => ({ ...each, domains: each.domains ?? [] })),
    agents: agents.map((each) => ({ ...each, role: each.role ?? 'agent', teams: each.teams ?? [] })),
    teams,
    roles: Object.fromEntries(
      Object.entries(roles).map(([name, { people = [], email = [] }]) => [name, { people, email }]),
    ),
    intake: toIntake(written.intake?.smtp),
    mailboxes: mailboxes.map(toMailbox),
    ...(relay && { relay: toRelay(relay) }),
  };
}

/** Hosts that are listened on and that nobody can open. */
const EVERYWHERE: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

type Written<Key extends keyof WrittenDesk> = NonNullable<WrittenDesk[Key]>;

function toIntake(smtp: Written<'intake'>['smtp']): IntakeConfig {
  if (smtp === false) return {};
  return { smtp: { host: '127.0.0.1', port: 2525, maxSizeMegabytes: 50, allowFrom: [], ...smtp } };
}

function toMailbox({ imap, ...mailbox }: Written<'mailboxes'>[number]): MailboxConfig {
  if (!imap) return mailbox;
  const usual = { port: 993, secure: true, user: mailbox.address, folder: 'INBOX', pollSeconds: 60 };
  return { ...mailbox, imap: { ...usual, ...imap } };
}

function toRelay(relay: Written<'relay'>): RelayConfig {
  return { port: 587, secure: false, ...relay };
}
