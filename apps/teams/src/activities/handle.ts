import type { Answered, Handle } from '../connection.ts';
import type { Metrics } from '../metrics.ts';
import { type Activity, mentionsApp, placeOf } from './activity.ts';
import { answerCardAction } from './card-action.ts';
import { openDialog, submitDialog } from './dialogs.ts';
import { openAction, searchCases, submitAction, unfurlLink } from './message-extension.ts';
import type { ActivityParts } from './parts.ts';

/** What Teams sends, answered: invokes at once, all else as soon as it is kept. */
export function createHandler(parts: ActivityParts, metrics: Metrics): Handle {
  return async (activity) => {
    metrics.count('received', activity.name ?? activity.type);
    if (activity.type === 'invoke') return answerInvoke(parts, activity);
    if (await concernsUs(parts, activity)) await parts.inbox.keep(activity);
    return { status: 200 };
  };
}

async function answerInvoke(parts: ActivityParts, activity: Activity): Promise<Answered> {
  const answer = invokes[activity.name ?? ''];
  if (answer === undefined) return { status: 501 };
  const body = await answer(parts, activity);
  return { status: 200, ...(body !== undefined && { body }) };
}

const invokes: Readonly<Record<string, (parts: ActivityParts, activity: Activity) => Promise<unknown>>> = {
  'adaptiveCard/action': answerCardAction,
  'task/fetch': openDialog,
  'task/submit': submitDialog,
  'composeExtension/query': searchCases,
  'composeExtension/queryLink': unfurlLink,
  'composeExtension/fetchTask': openAction,
  'composeExtension/submitAction': submitAction,
};

const messageTypes: ReadonlySet<string> = new Set(['message', 'messageUpdate', 'messageDelete']);

/**
 * With the right to read a channel the app is sent every message in it. What is neither said to us, nor in a case's thread, nor in a
 * channel that takes cases in, is not kept.
 */
async function concernsUs({ book, options }: ActivityParts, activity: Activity): Promise<boolean> {
  if (activity.type === 'installationUpdate' || activity.type === 'conversationUpdate') return true;
  if (!messageTypes.has(activity.type)) return false;
  const { kind, conversationId, rootId } = placeOf(activity);
  if (activity.type !== 'message')
    return rootId !== undefined && (await book.caseOfThread(conversationId, rootId)) !== undefined;
  if (kind !== 'channel' || mentionsApp(activity) || activity.value !== undefined) return true;
  if (options.channels.some(({ id, intake }) => intake && id === conversationId)) return true;
  return rootId !== undefined && (await book.caseOfThread(conversationId, rootId)) !== undefined;
}
