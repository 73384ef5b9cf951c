import type { DeskConfig } from '@sla/config';
import { z } from 'zod';

import { type SlackOptions, slackItself } from './options.ts';

/** The Slack part of a desk's settings; undefined where they name none. */
export function toSlackOptions({ channels, desk }: Pick<DeskConfig, 'channels' | 'desk'>): SlackOptions | undefined {
  const { slack } = channels;
  if (slack === undefined) return undefined;
  return {
    intake: toIntake(slack),
    routes: slack.channels,
    url: desk.url,
    maxFileMegabytes: slack.maxFileMegabytes,
    platform: slackItself,
  };
}

function toIntake(slack: NonNullable<DeskConfig['channels']['slack']>): SlackOptions['intake'] {
  if (slack.mode === 'socket') return { kind: 'socket', appToken: slack.appToken, botToken: slack.botToken };
  const { signingSecrets, botToken, oauth } = slack;
  return {
    kind: 'http',
    signingSecrets,
    ...(botToken !== undefined && { botToken }),
    ...(oauth !== undefined && { oauth }),
  };
}

/** What the environment says to a Slack channel that runs alone; `sla up` has settings of its own. */
export interface SlackEnvironment {
  readonly configFile: string;
  /** The PostgreSQL that it shares with the other processes of the desk. */
  readonly database: string;
  /** The folder of attachments, the same for all processes. */
  readonly data?: string;
  readonly host: string;
  readonly port: number;
}

/** Throws EnvironmentError with every fault, one line each. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): SlackEnvironment {
  const read = environment.safeParse(env);
  if (!read.success)
    throw new EnvironmentError(read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`));
  const { SLA_CONFIG, DATABASE_URL, SLA_DATA, SLA_SLACK_HOST, SLA_SLACK_PORT } = read.data;
  return {
    configFile: SLA_CONFIG,
    database: DATABASE_URL,
    host: SLA_SLACK_HOST,
    port: SLA_SLACK_PORT,
    ...(SLA_DATA !== undefined && { data: SLA_DATA }),
  };
}

export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
  }
}

const environment = z.object({
  SLA_CONFIG: z.string().min(1).default('sla.config.yaml'),
  DATABASE_URL: z
    .string({
      error:
        'is not set. Slack that runs alone shares a PostgreSQL with the rest of the desk, such as postgres://sla@localhost/sla; to run everything in one process without one, use `npm start`',
    })
    .regex(/^postgres(?:ql)?:\/\//, 'is not a PostgreSQL address; expected postgres://USER:PASSWORD@HOST/DATABASE'),
  SLA_DATA: z.string().min(1).optional(),
  SLA_SLACK_HOST: z.string().min(1).default('127.0.0.1'),
  SLA_SLACK_PORT: z.coerce
    .number({ error: 'is no port' })
    .int('is no port')
    .min(0, 'is no port')
    .max(65_535, 'is no port')
    .default(3_000),
});
