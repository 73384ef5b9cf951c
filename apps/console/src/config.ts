import { z } from 'zod';

/** What the environment says to a console that runs alone; `sla up` has settings of its own. */
export interface ConsoleEnvironment {
  readonly configFile: string;
  /** The PostgreSQL that the console shares with the other processes of the desk. */
  readonly database: string;
  readonly host?: string;
  readonly port?: number;
  /** The folder of attachments, the same for all processes. */
  readonly data?: string;
}

/** Throws EnvironmentError with every fault, one line each. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): ConsoleEnvironment {
  const result = Environment.safeParse(env);
  if (!result.success) {
    throw new EnvironmentError(result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
  }
  const { SLA_CONFIG, DATABASE_URL, SLA_HOST, SLA_PORT, SLA_DATA } = result.data;
  return {
    configFile: SLA_CONFIG,
    database: DATABASE_URL,
    ...(SLA_HOST !== undefined && { host: SLA_HOST }),
    ...(SLA_PORT !== undefined && { port: SLA_PORT }),
    ...(SLA_DATA !== undefined && { data: SLA_DATA }),
  };
}

export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

const Environment = z.object({
  SLA_CONFIG: z.string().min(1).default('sla.config.yaml'),
  DATABASE_URL: z
    .string({
      error:
        'is not set. A console that runs alone shares a PostgreSQL with the rest of the desk, such as postgres://sla@localhost/sla; to run everything in one process without one, use `npm start`',
    })
    .regex(/^postgres(?:ql)?:\/\//, 'is not a PostgreSQL address; expected postgres://USER:PASSWORD@HOST/DATABASE'),
  SLA_HOST: z.string().min(1).optional(),
  SLA_PORT: z.coerce
    .number({ error: 'is not a port; expected a number from 0 to 65535' })
    .int('is not a port; expected a number from 0 to 65535')
    .min(0, 'is not a port; expected a number from 0 to 65535')
    .max(65_535, 'is not a port; expected a number from 0 to 65535')
    .optional(),
  SLA_DATA: z.string().min(1).optional(),
});
