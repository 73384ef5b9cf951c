import { z } from 'zod';

import type { ServiceUrlRule } from './service-url.ts';

/** What the Teams channel is told. */
export interface TeamsOptions {
  /** The app registration in Entra; also the bot's id. */
  readonly clientId: string;
  /** The tenant that the registration is in. */
  readonly tenantId: string;
  readonly clientSecret: string;
  /** The organisations whose Teams may speak with us, in lower case; the registration's own always. */
  readonly tenants: readonly string[];
  /** Where the connector is until a conversation has named another. */
  readonly serviceUrl: string;
  /** The first that fits a case shows it. */
  readonly channels: readonly ChannelRule[];
  /** A one-way way out where there is no app: a web hook of Power Automate. */
  readonly workflow?: { readonly url: string };
  readonly desk: { readonly name: string; readonly language: string; readonly timeZone: string; readonly url?: string };
  /** A Teams of our own, in tests; nothing in the settings can name one. */
  readonly peer?: {
    readonly openIdMetadataUrl: string;
    readonly hosts: ServiceUrlRule;
    readonly token: () => Promise<string>;
    readonly workflowHosts: readonly string[];
  };
}

/** A channel of Teams, and what it is for. */
export interface ChannelRule {
  /** `19:…@thread.tacv2`, as the channel's link shows it. */
  readonly id: string;
  /** The tenant that the channel is in; the registration's own where it is not said. */
  readonly tenantId?: string;
  /** The Graph id of the team; needed to read the channel through Graph. */
  readonly teamId?: string;
  /** Only cases of this team, or of these priorities. */
  readonly team?: string;
  readonly priorities?: readonly string[];
  /** Whoever reads it may read restricted cases. */
  readonly restricted: boolean;
  /** What is posted here becomes a case, of this organisation where one is named. No cards are shown here. */
  readonly intake: boolean;
  readonly organisation?: string;
}

/** The written form of `teams` in `sla.config.yaml`. */
export interface TeamsSettings {
  readonly clientId: string;
  readonly tenantId: string;
  readonly clientSecret: string;
  readonly tenants?: readonly string[];
  readonly serviceUrl?: string;
  readonly channels?: readonly (Pick<ChannelRule, 'id'> & Partial<ChannelRule>)[];
  readonly workflow?: { readonly url: string };
}

/** Throws SettingsError with every fault, one line each; reads the environment only to refuse what would open the door. */
export function toTeamsOptions(
  settings: unknown,
  desk: TeamsOptions['desk'],
  env: Readonly<Record<string, string | undefined>>,
): TeamsOptions {
  const read = teamsSettings.safeParse(settings);
  const faults = read.success
    ? []
    : read.error.issues.map(({ path, message }) => `${['teams', ...path].join('.')}  ${message}`);
  const open = openDoors.filter((name) => !/^(|0|false|no|off)$/i.test(env[name]?.trim() ?? ''));
  faults.push(
    ...open.map(
      (name) =>
        `${name}  is set, which lets anybody speak as Teams; unset it. The desk does not start without checking who calls.`,
    ),
  );
  if (!read.success || faults.length > 0) throw new SettingsError(faults);
  return optionsOf(read.data, desk);
}

export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

/** What turns the SDK's checks off when it is set to anything but no. */
const openDoors = ['DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS', 'SKIP_AUTH'];

function optionsOf(settings: z.infer<typeof teamsSettings>, desk: TeamsOptions['desk']): TeamsOptions {
  const { clientId, tenantId, clientSecret, serviceUrl, workflow } = settings;
  return {
    clientId,
    tenantId,
    clientSecret,
    tenants: [...new Set([tenantId, ...settings.tenants].map((tenant) => tenant.toLowerCase()))],
    serviceUrl,
    channels: settings.channels.map(({ team, priorities, teamId, organisation, tenantId: tenant, ...rest }) => ({
      ...rest,
      ...(tenant !== undefined && { tenantId: tenant }),
      ...(team !== undefined && { team }),
      ...(teamId !== undefined && { teamId }),
      ...(priorities !== undefined && { priorities }),
      ...(organisation !== undefined && { organisation }),
    })),
    ...(workflow !== undefined && { workflow }),
    desk,
  };
}

/** Power Automate's own hosts: the address holds a secret, and what is posted holds customers' words. */
const workflowHosts = ['.logic.azure.com', '.api.powerplatform.com'] as const;

export function isWorkflowAddress(url: string, exactHosts: readonly string[] = []): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, host } = new URL(url);
  if (exactHosts.includes(host)) return true;
  return protocol === 'https:' && workflowHosts.some((ending) => hostname.endsWith(ending));
}

const EXPECTED_GUID = 'expected an id such as 1c7c4b5e-8d2f-4f2c-9f0a-3b1d6a2e9c11, as Entra shows it';
const guid = z.guid({ error: EXPECTED_GUID });
const EXPECTED_CHANNEL = 'expected a channel’s id such as 19:2d8c…@thread.tacv2, as the link of the channel holds it';
const words = z.string({ error: 'expected text' }).trim().min(1, 'expected text');

const teamsSettings = z.strictObject({
  clientId: guid,
  tenantId: guid,
  clientSecret: z
    .string({ error: 'expected the client secret, such as ${TEAMS_CLIENT_SECRET}' })
    .min(1, 'expected the client secret; the variable it names is empty'),
  tenants: z.array(guid, { error: 'expected a list of tenants' }).default([]),
  serviceUrl: z
    .url({ protocol: /^https$/, error: 'expected an address such as https://smba.trafficmanager.net/emea/' })
    .default('https://smba.trafficmanager.net/teams'),
  channels: z
    .array(
      z.strictObject({
        id: z.string({ error: EXPECTED_CHANNEL }).regex(/^19:[^\s;]+@thread\.(tacv2|skype)$/, EXPECTED_CHANNEL),
        tenantId: guid.exactOptional(),
        teamId: guid.exactOptional(),
        team: words.exactOptional(),
        priorities: z
          .array(words, { error: 'expected a list of priorities' })
          .min(1, 'expected a priority')
          .exactOptional(),
        restricted: z.boolean({ error: 'expected true or false' }).default(false),
        intake: z.boolean({ error: 'expected true or false' }).default(false),
        organisation: words.exactOptional(),
      }),
      { error: 'expected a list of channels' },
    )
    .default([]),
  workflow: z
    .strictObject({
      url: z
        .string()
        .refine(
          (url) => isWorkflowAddress(url),
          'expected the address of a flow, on *.logic.azure.com or *.api.powerplatform.com',
        ),
    })
    .exactOptional(),
});

/** What the environment says to a Teams channel that runs alone; `sla up` has settings of its own. */
export interface TeamsEnvironment {
  readonly configFile: string;
  /** The PostgreSQL that it shares with the other processes of the desk. */
  readonly database: string;
  /** The folder of attachments, the same for all processes. */
  readonly data?: string;
  readonly host: string;
  readonly port: number;
}

/** Throws SettingsError with every fault, one line each. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): TeamsEnvironment {
  const read = environment.safeParse(env);
  if (!read.success)
    throw new SettingsError(read.error.issues.map(({ path, message }) => `${path.join('.')}  ${message}`));
  const { SLA_CONFIG, DATABASE_URL, SLA_DATA, SLA_TEAMS_HOST, SLA_TEAMS_PORT } = read.data;
  return {
    configFile: SLA_CONFIG,
    database: DATABASE_URL,
    host: SLA_TEAMS_HOST,
    port: SLA_TEAMS_PORT,
    ...(SLA_DATA !== undefined && { data: SLA_DATA }),
  };
}

const environment = z.object({
  SLA_CONFIG: z.string().min(1).default('sla.config.yaml'),
  DATABASE_URL: z
    .string({
      error:
        'is not set. Teams that runs alone shares a PostgreSQL with the rest of the desk, such as postgres://sla@localhost/sla; to run everything in one process without one, use `npm start`',
    })
    .regex(/^postgres(?:ql)?:\/\//, 'is not a PostgreSQL address; expected postgres://USER:PASSWORD@HOST/DATABASE'),
  SLA_DATA: z.string().min(1).exactOptional(),
  SLA_TEAMS_HOST: z.string().min(1).default('127.0.0.1'),
  SLA_TEAMS_PORT: z.coerce.number({ error: 'expected a port' }).int('expected a port').min(0).max(65_535).default(3978),
});
