import { caseCard } from '../../blocks/case-card.ts';
import { caseOfLink, unfurl } from '../../blocks/unfurl.ts';
import { routesFor } from '../../routes.ts';
import { sayPrivately } from '../../say-privately.ts';
import { type Actor, actorOf, type ListenContext, type ListenParts } from '../listen-parts.ts';
import { linkEvent } from '../payloads.ts';

/**
 * A link to a case. Everybody in a channel sees what unfurls there, so it does only where the case may be shown anyway; elsewhere
 * an agent who posts a link sees the card alone.
 */
export async function linkShared(parts: ListenParts, event: unknown, { installation }: ListenContext): Promise<void> {
  const shared = linkEvent.parse(event);
  const numbers = new Map(
    shared.links.flatMap(({ url }) => {
      const number = caseOfLink(url, parts.url);
      return number === undefined ? [] : [[url, number] as const];
    }),
  );
  if (numbers.size === 0) return;
  const actor = await actorOf(parts, installation, shared.user);
  if (actor.account.guest || !(await parts.chat.agentOf(actor.account))) return;
  const unfurls: Record<string, ReturnType<typeof unfurl>> = {};
  for (const [url, number] of numbers) {
    const found = await parts.chat.card(number, parts.chat.everybody);
    if (!found) continue;
    const isRestricted = found.card.restricted === true;
    if (await mayShow(parts, actor, shared.channel, found.view.record, isRestricted))
      unfurls[url] = unfurl(found.card, actor.words);
    else if (!shared.channel.startsWith('COMPOSER'))
      await sayPrivately(
        parts,
        actor.client,
        { user: shared.user, channel: shared.channel },
        caseCard(found.card, actor.words),
      );
  }
  if (Object.keys(unfurls).length === 0) return;
  await actor.client.chat.unfurl({ channel: shared.channel, ts: shared.message_ts, unfurls });
}

type Record_ = Parameters<typeof routesFor>[0];

async function mayShow(
  { routes, check }: ListenParts,
  { client, installation }: Actor,
  channel: string,
  record: Record_,
  restricted: boolean,
): Promise<boolean> {
  if (!routesFor(record, routes).some((route) => route.channel === channel)) return false;
  return check.mayShow(client, { workspace: installation.key, channel }, restricted).then(
    () => true,
    () => false,
  );
}
