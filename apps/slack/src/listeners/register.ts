import type { App } from '@slack/bolt';

import { formCallback } from '../blocks/form.ts';
import { createCase } from './actions/create-case.ts';
import { press } from './actions/press.ts';
import { caseCommand } from './commands/case-command.ts';
import { appUninstalled, tokensRevoked } from './events/app-removed.ts';
import { channelChanged, channelEvents } from './events/channel-changed.ts';
import { homeOpened } from './events/home-opened.ts';
import { linkShared } from './events/link-shared.ts';
import { mention } from './events/mention.ts';
import { messageChanged } from './events/message-changed.ts';
import { threadMessage } from './events/thread-message.ts';
import type { ListenContext, ListenParts } from './listen-parts.ts';
import { sendForm } from './submissions/send-form.ts';

export const shortcutCallback = 'create-case';

/** Everything that Slack may tell the app, and who listens. */
export function registerListeners(app: App, parts: ListenParts): void {
  app.command('/case', ({ body, ack, context }) => caseCommand(parts, body, ack as Ack, of(context)));
  app.view(formCallback, ({ body, ack, context }) => sendForm(parts, body, ack as Ack, of(context)));
  app.action(/^press:/, async ({ body, ack, context }) => {
    await ack();
    await press(parts, body, of(context));
  });
  // These only lead somewhere; Slack wants to hear that we saw it.
  app.action(/^(open-console|link-account)$/, ({ ack }) => ack());
  app.shortcut(shortcutCallback, async ({ body, ack, context }) => {
    await ack();
    await createCase(parts, body, of(context));
  });
  app.event('message', async ({ event, context }) => {
    await threadMessage(parts, event, of(context));
    await messageChanged(parts, event, of(context));
  });
  app.event('app_mention', ({ event, context }) => mention(parts, event, of(context)));
  app.event('app_home_opened', ({ event, context }) => homeOpened(parts, event, of(context)));
  app.event('link_shared', ({ event, context }) => linkShared(parts, event, of(context)));
  app.event('app_uninstalled', ({ context }) => appUninstalled(parts, of(context)));
  app.event('tokens_revoked', ({ event, context }) => tokensRevoked(parts, event, of(context)));
  for (const type of channelEvents) app.event(type, ({ event }) => channelChanged(parts, event, type));
}

/** The events that are kept; of messages only those in the thread of a case. */
export const wantedEvents: ReadonlySet<string> = new Set([
  'message',
  'app_mention',
  'app_home_opened',
  'link_shared',
  'app_uninstalled',
  'tokens_revoked',
  ...channelEvents,
]);

type Ack = Parameters<typeof caseCommand>[2];

/** Put there by our receiver; Bolt leaves it open. */
function of(context: { readonly [key: string]: unknown }): ListenContext {
  return { installation: context.installation as ListenContext['installation'], late: context.late === true };
}
