import type { ChatAccount } from '@sla/desk';

import type { Installation } from './installations.ts';
import type { SlackClient } from './slack-clients.ts';

/** A member of Slack, as its directory says. */
export interface Member {
  readonly name: string;
  readonly email?: string;
  /** A guest, a bot, somebody who left, or somebody of another organisation. */
  readonly stranger: boolean;
}

export interface People {
  /** Throws when Slack does not say: whoever is not known gets nothing. */
  member(client: SlackClient, installation: Installation, user: string): Promise<Member>;
}

const keepMs = 5 * 60_000;

/** Looks people up in Slack's directory; what was found holds for five minutes. */
export function createPeople(nowMs: () => number): People {
  const known = new Map<string, { readonly member: Member; readonly until: number }>();
  return {
    member: async (client, installation, user) => {
      const key = `${installation.key}/${user}`;
      const kept = known.get(key);
      if (kept && kept.until > nowMs()) return kept.member;
      const { user: found } = await client.users.info({ user });
      if (!found) throw new Error(`Slack does not say who ${user} is`);
      const name = found.profile?.real_name || found.real_name || found.name || user;
      const email = found.profile?.email;
      const member: Member = {
        name,
        ...(email !== undefined && { email }),
        stranger: isStranger(found, installation),
      };
      if (known.size > 10_000) known.clear();
      known.set(key, { member, until: nowMs() + keepMs });
      return member;
    },
  };
}

interface Found {
  readonly is_restricted?: boolean;
  readonly is_ultra_restricted?: boolean;
  readonly is_stranger?: boolean;
  readonly is_bot?: boolean;
  readonly deleted?: boolean;
  readonly team_id?: string;
  readonly enterprise_user?: { readonly enterprise_id?: string };
}

/** Of a Grid organisation all workspaces are ours; else only the one that installed the app. */
function isStranger(found: Found, { team, enterprise }: Installation): boolean {
  if (found.is_restricted || found.is_ultra_restricted || found.is_stranger || found.is_bot || found.deleted)
    return true;
  const ofOurOrganisation = enterprise !== undefined && found.enterprise_user?.enterprise_id === enterprise;
  return !ofOurOrganisation && team !== undefined && found.team_id !== undefined && found.team_id !== team;
}

/** Somebody of Slack as the desk links accounts: by installation and user id, never by a name. */
export function accountOf(installation: Pick<Installation, 'key'>, user: string, member: Member): ChatAccount {
  return {
    channel: 'slack',
    account: `${installation.key}/${user}`,
    shownAs: member.name,
    ...(member.stranger && { guest: true as const }),
  };
}
