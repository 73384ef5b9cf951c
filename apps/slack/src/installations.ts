import type { ChannelState } from '@sla/case-store';
import type { Vault } from '@sla/desk';
import { z } from 'zod';

/** The app as one workspace, or one Grid organisation, has installed it. */
export interface Installation {
  /** The organisation's id of a Grid-wide installation, else the workspace's. */
  readonly key: string;
  readonly name: string;
  readonly team?: string | undefined;
  readonly enterprise?: string | undefined;
  readonly orgWide: boolean;
  readonly botToken: string;
  readonly botUser: string;
  readonly scopes: readonly string[];
  readonly refreshToken?: string | undefined;
  /** ISO instant; a token without one does not run out. */
  readonly expiresAt?: string | undefined;
}

/** What a request says about where it comes from. */
export interface Origin {
  readonly team?: string | undefined;
  readonly enterprise?: string | undefined;
  readonly orgWide: boolean;
}

export interface Installations {
  find(origin: Origin): Promise<Installation | undefined>;
  byKey(key: string): Promise<Installation | undefined>;
  /** Undefined where there are several, or none. */
  only(): Promise<Installation | undefined>;
  all(): Promise<readonly Installation[]>;
  save(installation: Installation): Promise<void>;
  remove(key: string): Promise<void>;
}

/** Installations kept with the desk's data, tokens encrypted; `fixed` is one that the settings name. */
export function keptInstallations(
  state: ChannelState,
  vault: Vault | undefined,
  fixed?: Installation,
  onUnreadable: (key: string, error: unknown) => void = () => undefined,
): Installations {
  const contextOf = (key: string) => `slack/${key}`;
  const read = async (key: string, kept: unknown): Promise<Installation | undefined> => {
    if (typeof kept !== 'string' || !vault) return undefined;
    try {
      const plain = vault.open(kept, contextOf(key));
      if (vault.isOld(kept)) await state.put(`installation/${key}`, vault.seal(plain, contextOf(key)));
      return schema.parse(JSON.parse(plain));
    } catch (error) {
      onUnreadable(key, error);
      return undefined;
    }
  };
  const byKey = async (key: string) => (key === fixed?.key ? fixed : read(key, await state.get(`installation/${key}`)));
  const all = async () => {
    const kept = await state.list('installation/');
    const opened = await Promise.all(kept.map(({ key, value }) => read(key.slice('installation/'.length), value)));
    return [
      ...(fixed ? [fixed] : []),
      ...opened.filter((each) => each !== undefined && each.key !== fixed?.key),
    ] as Installation[];
  };
  return {
    byKey,
    all,
    find: async ({ team, enterprise, orgWide }) => {
      const keys = orgWide ? [enterprise] : [team, enterprise];
      for (const key of keys) {
        const found = key === undefined ? undefined : await byKey(key);
        if (found) return found;
      }
      return undefined;
    },
    only: async () => {
      const [first, ...more] = await all();
      return more.length === 0 ? first : undefined;
    },
    save: async (installation) => {
      if (!vault) throw new Error('there is no key to encrypt Slack’s tokens with');
      const sealed = vault.seal(JSON.stringify(installation), contextOf(installation.key));
      await state.put(`installation/${installation.key}`, sealed);
    },
    remove: (key) => state.delete(`installation/${key}`),
  };
}

const schema = z.object({
  key: z.string(),
  name: z.string(),
  team: z.string().optional(),
  enterprise: z.string().optional(),
  orgWide: z.boolean(),
  botToken: z.string(),
  botUser: z.string(),
  scopes: z.array(z.string()),
  refreshToken: z.string().optional(),
  expiresAt: z.string().optional(),
});
