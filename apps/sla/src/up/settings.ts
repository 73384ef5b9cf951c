import { access } from 'node:fs/promises';
import { resolve } from 'node:path';

import { type DeskConfig, formatFault, loadDeskConfig } from '@sla/config';

import { demoFolder } from '../demo/demo-desk.ts';
import { demoConfigFile } from '../demo-files.ts';
import { BadInput, type Terminal } from '../terminal.ts';

export interface UpOptions {
  readonly config: string;
  readonly data?: string;
  readonly host?: string;
  readonly port?: string;
  readonly smtpPort?: string;
  readonly fresh?: true;
}

export interface Settings {
  readonly config: DeskConfig;
  /** No settings file was found: the demo desk runs. */
  readonly demo: boolean;
  readonly warnings: readonly string[];
}

/** The settings file, or the demo's, with what the command line and the environment say on top. */
export async function readSettings(options: UpOptions, terminal: Terminal): Promise<Settings> {
  const file = resolve(terminal.cwd, options.config);
  const exists = await access(file).then(
    () => true,
    () => false,
  );
  if (!exists && options.config !== 'sla.config.yaml')
    throw new BadInput([`${options.config}  there is no such file, expected the desk's settings`]);
  const today = terminal.now().toZonedDateTimeISO('UTC').toPlainDate().toString();
  const loaded = await loadDeskConfig(exists ? file : demoConfigFile, { env: terminal.env, today });
  if ('faults' in loaded) throw new BadInput(loaded.faults.map(formatFault));
  const config = exists ? loaded.config : { ...loaded.config, data: resolve(terminal.cwd, demoFolder) };
  return { config: withOptions(config, options, terminal), demo: !exists, warnings: loaded.warnings.map(formatFault) };
}

function withOptions(config: DeskConfig, options: UpOptions, terminal: Terminal): DeskConfig {
  const { env } = terminal;
  const host = options.host ?? env.SLA_HOST ?? config.server.host;
  const port = portOf(options.port ?? env.SLA_PORT, '--port') ?? config.server.port;
  const smtpPort = portOf(options.smtpPort ?? env.SLA_SMTP_PORT, '--smtp-port');
  const data = options.data ?? env.SLA_DATA;
  const database = env.DATABASE_URL ?? config.database;
  const smtp = config.intake.smtp;
  const before = `http://${config.server.host}:${config.server.port}`;
  return {
    ...config,
    desk: { ...config.desk, url: config.desk.url === before ? `http://${host}:${port}` : config.desk.url },
    server: { host, port },
    ...(database === undefined ? {} : { database }),
    data: data === undefined ? config.data : resolve(terminal.cwd, data),
    intake:
      smtp === undefined || smtpPort === undefined
        ? config.intake
        : { ...config.intake, smtp: { ...smtp, port: smtpPort } },
  };
}

function portOf(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new BadInput([`${option} ${text}: expected a port from 0 to 65535; 0 takes a free one`]);
}
