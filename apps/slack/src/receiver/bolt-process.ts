import { App, type Receiver } from '@slack/bolt';

import type { Installation, Installations } from '../installations.ts';
import { readChange } from '../listeners/events/message-changed.ts';
import { isSpoken } from '../listeners/events/thread-message.ts';
import type { ListenParts } from '../listeners/listen-parts.ts';
import { messageEvent } from '../listeners/payloads.ts';
import { registerListeners, wantedEvents } from '../listeners/register.ts';
import { quietLogger } from '../quiet-logger.ts';
import { clientOptions } from '../slack-clients.ts';
import type { Process } from './intake.ts';
import { type Incoming, type SlackBody, toIncoming } from './slack-body.ts';

/** Ours comes by HTTP or a socket, and from the inbox; Bolt is only asked to find the listener. */
const noReceiver: Receiver = {
  init: () => undefined,
  start: () => Promise.resolve(),
  stop: () => Promise.resolve(),
};

/** Bolt with all listeners. What a listener throws reaches whoever processes: only then can it be tried again. */
export function createProcess(parts: ListenParts): Process {
  const app = new App({
    receiver: noReceiver,
    convoStore: false,
    attachFunctionToken: false,
    logger: quietLogger,
    clientOptions: clientOptions(parts.platform),
    authorize: async () => ({}),
  });
  app.error(async (error) => {
    throw error;
  });
  registerListeners(app, parts);
  return async ({ body, ack, late }) => {
    const installation = await parts.installations.find(originOfBody(body));
    if (!installation) throw new Error('the app is no longer installed in that workspace');
    await app.processEvent({
      body: { ...body },
      ack: (answer) => ack(answer as Parameters<typeof ack>[0]),
      customProperties: { installation, late },
    });
  };
}

/** What nobody listens to is not kept: of messages only what is said in the thread of a case. */
export function createWanted({ cards, installations }: Pick<ListenParts, 'cards' | 'installations'>) {
  return async ({ sort, body, origin }: Incoming): Promise<boolean> => {
    if (sort === 'interaction') return true;
    const event = body.event as { readonly type?: unknown } | undefined;
    if (typeof event?.type !== 'string' || !wantedEvents.has(event.type)) return false;
    if (event.type !== 'message') return true;
    const place = placeOf(event);
    const installation: Installation | undefined = place && (await installations.find(origin));
    if (!place || !installation) return false;
    return (await cards.caseOfThread(installation.key, place.channel, place.thread)) !== undefined;
  };
}

/** The thread in which somebody spoke, or changed what they had said. */
function placeOf(event: unknown): { readonly channel: string; readonly thread: string } | undefined {
  const change = readChange(event);
  if (change) return change;
  const message = messageEvent.safeParse(event).data;
  if (!message || message.thread_ts === undefined || !isSpoken(message.subtype) || message.bot_id) return undefined;
  return { channel: message.channel, thread: message.thread_ts };
}

export function createIsInstalled(installations: Installations) {
  return async ({ origin }: Incoming): Promise<boolean> => (await installations.find(origin)) !== undefined;
}

function originOfBody(body: SlackBody): Incoming['origin'] {
  return toIncoming(body, '')?.origin ?? { orgWide: false };
}
