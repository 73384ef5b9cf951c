import { home } from '../../blocks/home.ts';
import { type Actor, actorOf, type ListenContext, type ListenParts } from '../listen-parts.ts';
import { homeEvent } from '../payloads.ts';

/** The home page is drawn whenever somebody opens it. */
export async function homeOpened(parts: ListenParts, event: unknown, { installation }: ListenContext): Promise<void> {
  const { user, tab } = homeEvent.parse(event);
  if (tab === 'home') await publishHome(parts, await actorOf(parts, installation, user), user);
}

/** One's own queue, or how to get one. */
export async function publishHome(
  { chat }: ListenParts,
  { client, account, words }: Actor,
  user: string,
): Promise<void> {
  const answer = await chat.queueOf(account);
  if (answer.kind === 'form' || answer.kind === 'invalid') return;
  await client.views.publish({ user_id: user, view: home(answer, words) });
}
