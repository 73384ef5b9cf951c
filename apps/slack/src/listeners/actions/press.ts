import { parseClick } from '../../blocks/click.ts';
import { publishHome } from '../events/home-opened.ts';
import { actorOf, type ListenContext, type ListenParts, showAnswer } from '../listen-parts.ts';
import { clickCorner, clickPayload } from '../payloads.ts';

/** A click on a card, a list, an alert or the home page. */
export async function press(parts: ListenParts, body: unknown, { installation, late }: ListenContext): Promise<void> {
  const payload = clickPayload.parse(body);
  const [action] = payload.actions;
  const click = parseClick(action?.selected_option?.value ?? action?.value);
  if (!click) return;
  const actor = await actorOf(parts, installation, payload.user.id);
  const answer = await parts.chat.press(actor.account, click);
  if (answer.kind === 'invalid') throw new Error(`a click was answered with faults of a form: ${click.action}`);
  const corner = clickCorner(payload);
  await showAnswer(parts, actor, answer, late ? { ...corner, trigger: undefined } : corner);
  if (payload.container?.type === 'view' && answer.kind !== 'form') await publishHome(parts, actor, payload.user.id);
}
