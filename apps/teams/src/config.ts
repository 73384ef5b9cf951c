import type { DeskConfig, MicrosoftTeamsConfig } from '@sla/config';
import { z } from 'zod';

import type { ServiceUrlRule } from './service-url.ts';

/** What the Teams channel is told. */
export interface TeamsOptions extends MicrosoftTeamsConfig {
  readonly desk: { readonly name: string; readonly language: string; readonly timeZone: string; readonly url?: string };
  /** A Teams of our own, in tests; nothing in the settings can name one. */
  readonly peer?: {
    readonly openIdMetadataUrl: string;
    readonly hosts: ServiceUrlRule;
    readonly token: () => Promise<string>;
    readonly graphFetch?: typeof fetch;
  };
}

/**
 * The Teams part of a desk's settings; undefined where it has none. Reads the environment only to refuse what would open the door: throws
 * SettingsError.
 */
export function toTeamsOptions(
  { channels, desk }: Pick<DeskConfig, 'channels' | 'desk'>,
  env: Readonly<Record<string, string | undefined>>,
): TeamsOptions | undefined {
  if (channels.teams === undefined) return undefined;
  const open = openDoors.filter((name) => !/^(|0|false|no|off)$/i.test(env[name]?.trim() ?? ''));
  if (open.length > 0)
    throw new SettingsError(
      open.map(
        (name) =>
          `${name}  is set, which lets anybody speak as Teams: unset it. The desk does not start without checking who calls.`,
      ),
    );
  return { ...channels.teams, desk };
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
    throw new SettingsError(read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`));
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
  SLA_DATA: z.string().min(1).optional(),
  SLA_TEAMS_HOST: z.string().min(1).default('127.0.0.1'),
  SLA_TEAMS_PORT: z.coerce.number({ error: 'is no port' }).int('is no port').min(0).max(65_535).default(3978),
});
