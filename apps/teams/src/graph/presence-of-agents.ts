import type { ChatAccounts, Presence } from '@sla/desk';
import type { PresencePort } from '@sla/graph';

import { splitAccount } from '../identify-person.ts';

export interface PresenceParts {
  readonly presence: PresencePort;
  readonly accounts: Pick<ChatAccounts, 'list'>;
  /** The desk's own: of people elsewhere Graph knows nothing. */
  readonly tenantId: string;
}

/** What Teams shows of agents, by their ids; of who has linked several accounts, the one that is nearest. */
export async function presenceOfAgents(
  { presence, accounts, tenantId }: PresenceParts,
  agents: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Presence>> {
  const linked = (await accounts.list()).flatMap(({ account, agent }) => {
    const is = splitAccount({ ...account, account: account.account.toLowerCase() });
    const isOurs = account.channel === 'teams' && is.tenantId === tenantId.toLowerCase();
    return isOurs && agents.includes(agent) ? [{ agent, objectId: is.objectId }] : [];
  });
  const found = await presence.of(
    linked.map(({ objectId }) => objectId),
    signal,
  );
  const shown = new Map([...found].map(([id, { availability }]) => [id.toLowerCase(), toPresence[availability]]));
  const nearest = new Map<string, Presence>();
  for (const { agent, objectId } of linked) {
    const here = shown.get(objectId);
    const before = nearest.get(agent);
    if (here && (before === undefined || nearness.indexOf(here) < nearness.indexOf(before))) nearest.set(agent, here);
  }
  return nearest;
}

const nearness: readonly Presence[] = ['available', 'busy', 'away', 'offline'];

/** By what Graph calls it; `PresenceUnknown`, and what may come to be, says nothing. */
const toPresence: Readonly<Record<string, Presence>> = {
  Available: 'available',
  AvailableIdle: 'available',
  Busy: 'busy',
  BusyIdle: 'busy',
  DoNotDisturb: 'busy',
  Away: 'away',
  BeRightBack: 'away',
  Offline: 'offline',
};
