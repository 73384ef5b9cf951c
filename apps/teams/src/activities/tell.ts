import { type AdaptiveCard, asAttachment } from '../cards/adaptive-card.ts';
import type { Conversation } from '../conversations.ts';
import { accountOf, splitAccount } from '../identify-person.ts';
import { toTeamsFault } from '../teams-fault.ts';
import { type Activity, placeOf, tenantOf } from './activity.ts';
import type { ActivityParts } from './parts.ts';

/** Says something to whoever acted, where nobody else reads it; false when they cannot be reached there. */
export async function tellPrivately(parts: ActivityParts, activity: Activity, card: AdaptiveCard): Promise<boolean> {
  const { book, conversations } = parts;
  const by = accountOf(activity, parts.options);
  if (by === undefined) return false;
  const { tenantId, objectId } = splitAccount(by);
  const { serviceUrl } = activity;
  try {
    const known = await book.person(by.account);
    const to = known ?? (await conversations.openPersonal({ tenantId, objectId, serviceUrl }));
    if (known === undefined) await book.keepPerson(by.account, to);
    await conversations.post(to, { summary: card.fallbackText, card: asAttachment(card) });
    return true;
  } catch (error) {
    const fault = toTeamsFault(error);
    if (fault.kind === 'throttled' || fault.kind === 'passing') throw fault;
    if (fault.kind === 'conversation-gone') await book.forgetPerson(by.account);
    return false;
  }
}

/** Says something in the conversation where it was said: in a channel, in its reply chain. */
export async function tellHere(
  { conversations, options }: ActivityParts,
  activity: Activity,
  card: AdaptiveCard,
): Promise<void> {
  const { conversationId, kind, rootId } = placeOf(activity);
  const to: Conversation = {
    conversationId,
    tenantId: tenantOf(activity) ?? options.tenantId,
    serviceUrl: activity.serviceUrl,
  };
  const post = { summary: card.fallbackText, card: asAttachment(card) };
  if (kind === 'channel' && rootId !== undefined) await conversations.reply(to, rootId, post);
  else await conversations.post(to, post);
}
