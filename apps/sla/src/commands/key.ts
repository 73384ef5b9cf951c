import type { CaseStore } from '@sla/case-store';
import { type DeskConfig, toDeskPeople } from '@sla/config';
import { type ApiKey, createApiKeys, isAlive, type KeyRole, newKey } from '@sla/console';
import { Temporal } from '@sla/core';

import { BadInput, CannotRun, type ExitCode, type Terminal } from '../terminal.ts';
import { openExistingStore, openStore } from '../up/open-store.ts';
import { readSettings } from '../up/settings.ts';

interface Where {
  readonly config: string;
  readonly data?: string;
  readonly json?: true;
}

interface Wanted extends Where {
  readonly name: string;
  readonly role: KeyRole;
  readonly agent?: string;
  readonly organisation?: string;
  readonly expires?: string;
}

/** Who made a key, in the audit, where nobody is signed in. */
const BY = 'sla key';

/** `sla key create`: makes an API key and prints its token, this once. */
export async function createKey(options: Wanted, terminal: Terminal): Promise<ExitCode> {
  return withStore(options, terminal, openStore, async (store, config) => {
    const { agents, organisations } = toDeskPeople(config);
    const agent = options.agent ?? agents.find(({ role }) => role === 'admin')?.id ?? '';
    const { name, role, organisation, expires } = options;
    const wanted = {
      name,
      role,
      agent,
      ...(organisation !== undefined && { organisation }),
      ...(expires !== undefined && { expiresAt: endOf(expires, config.desk.timeZone) }),
    };
    const checked = newKey(wanted, { agents, organisations }, await store.now());
    if ('faults' in checked)
      throw new BadInput(checked.faults.map(({ path, message }) => `${optionOf(path)}  ${message}`));
    const { key, token } = await createApiKeys(store).create(BY, checked.key);
    if (options.json) terminal.out(`${JSON.stringify({ ...key, token })}\n`);
    else {
      terminal.out(`${token}\n`);
      terminal.err(
        `Key ${key.id} acts as ${key.agent} with the role ${key.role}. It is shown this once: keep it safe.\n`,
      );
    }
    return 0;
  });
}

/** `sla key list`: every key, the newest first, without its secret. */
export async function listKeys(options: Where, terminal: Terminal): Promise<ExitCode> {
  return withStore(options, terminal, openExistingStore, async (store) => {
    const [keys, now] = [await createApiKeys(store).list(), await store.now()];
    if (options.json) terminal.out(keys.map((key) => `${JSON.stringify(key)}\n`).join(''));
    else terminal.out(keys.length === 0 ? 'There are no keys.\n' : keys.map((key) => inWords(key, now)).join(''));
    return 0;
  });
}

/** `sla key revoke`: from now on the key opens nothing. */
export async function revokeKey(id: string, options: Where, terminal: Terminal): Promise<ExitCode> {
  return withStore(options, terminal, openExistingStore, async (store) => {
    const key = await createApiKeys(store).revoke(BY, id);
    if (!key) throw new CannotRun(`There is no key ${id}. “sla key list” shows those there are.`);
    terminal.out(options.json ? `${JSON.stringify(key)}\n` : `Key ${key.id} is revoked.\n`);
    return 0;
  });
}

async function withStore(
  options: Where,
  terminal: Terminal,
  open: (config: DeskConfig) => Promise<CaseStore>,
  work: (store: CaseStore, config: DeskConfig) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { config } = await readSettings(options, terminal);
  const store = await open(config);
  try {
    return await work(store, config);
  } finally {
    await store.close();
  }
}

/** A date lasts to its end in the desk's zone. */
function endOf(text: string, timeZone: string): Temporal.Instant {
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(text)
      ? Temporal.PlainDate.from(text).add({ days: 1 }).toZonedDateTime(timeZone).toInstant()
      : Temporal.Instant.from(text);
  } catch {
    throw new BadInput([`--expires ${text}: expected a date such as 2027-06-30, or an ISO instant`]);
  }
}

function optionOf(path: string): string {
  return path === 'expiresAt' ? '--expires' : `--${path}`;
}

function inWords(key: ApiKey, now: Temporal.Instant): string {
  const { id, name, role, agent, organisation, expiresAt, lastUsedAt } = key;
  const state = key.revokedAt ? 'revoked' : isAlive(key, now) ? 'valid' : 'expired';
  const scope = organisation === undefined ? role : `${role} of ${organisation}`;
  const until = expiresAt ? `, until ${expiresAt}` : '';
  return `${state.padEnd(8)} ${id}  “${name}”: ${scope}, as ${agent}${until}, ${lastUsedAt ? `last used ${lastUsedAt}` : 'never used'}\n`;
}
