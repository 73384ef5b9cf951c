import { randomBytes } from 'node:crypto';

import type { CaseStore, Role } from '@sla/case-store';
import { Temporal } from '@sla/core';
import { z } from 'zod';

import { hashOf, isSame, newSecret } from '../session/secrets.ts';

type Instant = Temporal.Instant;

/** `requester`: opens cases and reads what requesters may; the others do what an agent of that role does. */
export type KeyRole = 'requester' | Role;

/** What a program signs in with. Its secret is shown once and kept as a hash. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly role: KeyRole;
  /** In whose name it acts: the agent who stands in the history. */
  readonly agent: string;
  /** It sees and touches the cases of this one alone. */
  readonly organisation?: string;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly expiresAt?: Instant;
  readonly revokedAt?: Instant;
  readonly revokedBy?: string;
  /** To the minute. */
  readonly lastUsedAt?: Instant;
}

export type NewApiKey = Pick<ApiKey, 'name' | 'role' | 'agent' | 'organisation' | 'expiresAt'>;

export interface ApiKeys {
  /** `token` is what the program sends; it cannot be read again. */
  create(by: string, key: NewApiKey): Promise<{ readonly key: ApiKey; readonly token: string }>;
  /** The newest first, those that ended among them. */
  list(): Promise<readonly ApiKey[]>;
  /** From now on it opens nothing. Undefined when there is none by this id. */
  revoke(by: string, id: string): Promise<ApiKey | undefined>;
  /** Whose token this is, and that it was used; undefined for one that is none of ours. */
  find(token: string, now: Instant): Promise<ApiKey | undefined>;
}

/** What keys are kept in: each as a setting, so that the audit says who made and who ended it; its hash apart. */
export type KeyStore = Pick<CaseStore, 'transaction' | 'setting' | 'channelState'>;

export function createApiKeys(store: KeyStore): ApiKeys {
  const secrets = store.channelState(NAMESPACE);
  const load = async (id: string) => toKey(id, await store.setting(settingOf(id)), await secrets.get(usedOf(id)));

  return {
    async create(by, given) {
      const id = `${slugOf(given.name)}-${randomBytes(4).toString('hex')}`;
      const secret = newSecret();
      const key = await store.transaction(async (unit) => {
        const created: ApiKey = { ...given, id, createdAt: unit.now, createdBy: by };
        await unit.putSetting(settingOf(id), toRow(created), by);
        await unit.channelState(NAMESPACE).put(hashKeyOf(id), hashOf(secret));
        return created;
      });
      return { key, token: `${PREFIX}${id}_${secret}` };
    },

    async list() {
      const kept = await secrets.list(hashKeyOf(''));
      const keys = await Promise.all(kept.map(({ key }) => load(key.slice(hashKeyOf('').length))));
      return keys
        .filter((key) => key !== undefined)
        .sort((a, b) => Temporal.Instant.compare(b.createdAt, a.createdAt) || (a.id < b.id ? -1 : 1));
    },

    async revoke(by, id) {
      const key = await load(id);
      if (!key || key.revokedAt) return key;
      return store.transaction(async (unit) => {
        const revoked: ApiKey = { ...key, revokedAt: unit.now, revokedBy: by };
        await unit.putSetting(settingOf(id), toRow(revoked), by);
        return revoked;
      });
    },

    async find(token, now) {
      const { id, secret } = TOKEN.exec(token)?.groups ?? {};
      if (id === undefined || secret === undefined) return undefined;
      const hash = await secrets.get(hashKeyOf(id));
      if (typeof hash !== 'string' || !isSame(hash, hashOf(secret))) return undefined;
      const key = await load(id);
      if (key && isAlive(key, now) && isStale(key, now)) await secrets.put(usedOf(id), now.toString());
      return key;
    },
  };
}

/** Neither revoked nor expired. */
export function isAlive({ revokedAt, expiresAt }: ApiKey, now: Instant): boolean {
  return revokedAt === undefined && (expiresAt === undefined || Temporal.Instant.compare(now, expiresAt) < 0);
}

/** Scanners for leaked secrets know ours by its beginning. */
const PREFIX = 'sla_';
const TOKEN = /^sla_(?<id>[a-z0-9-]{1,60})_(?<secret>[\w-]{43})$/;
const NAMESPACE = 'console/api-keys';

const settingOf = (id: string) => `api-key.${id}`;
const hashKeyOf = (id: string) => `hash/${id}`;
const usedOf = (id: string) => `used/${id}`;

/** The name in the id, so that the audit can be read: `lms-sync-1f0c9a2b`. */
function slugOf(name: string): string {
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-|-$/g, '');
  return words === '' ? 'key' : words;
}

/** Written at most once a minute, so that asking costs no write. */
function isStale({ lastUsedAt }: ApiKey, now: Instant): boolean {
  return lastUsedAt === undefined || now.epochMilliseconds - lastUsedAt.epochMilliseconds >= 60_000;
}

const instant = z.iso.datetime({ offset: true }).transform((text) => Temporal.Instant.from(text));
const Row = z.object({
  name: z.string(),
  role: z.enum(['requester', 'agent', 'lead', 'admin']),
  agent: z.string(),
  organisation: z.string().exactOptional(),
  createdAt: instant,
  createdBy: z.string(),
  expiresAt: instant.exactOptional(),
  revokedAt: instant.exactOptional(),
  revokedBy: z.string().exactOptional(),
});

/** What is kept otherwise than we write it is no key: nobody gets in by it. */
function toKey(id: string, setting: unknown, used: unknown): ApiKey | undefined {
  const row = Row.safeParse(setting);
  const lastUsed = instant.safeParse(used);
  return row.success ? { id, ...row.data, ...(lastUsed.success && { lastUsedAt: lastUsed.data }) } : undefined;
}

/** JSON writes instants as text. */
function toRow({ id: _id, lastUsedAt: _used, ...row }: ApiKey): object {
  return row;
}
