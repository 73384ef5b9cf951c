import { z } from 'zod';

import type { Corner } from '../say-privately.ts';

const named = z.object({ id: z.string() });
const files = z.array(
  z.object({
    id: z.string().optional(),
    name: z.string().nullish(),
    mimetype: z.string().optional(),
    size: z.number().optional(),
    is_external: z.boolean().optional(),
    url_private_download: z.string().optional(),
  }),
);

/** A click on a button or a menu (`block_actions`). */
export const clickPayload = z.object({
  user: named,
  channel: named.optional(),
  container: z.object({ type: z.string().optional(), thread_ts: z.string().optional() }).optional(),
  message: z.object({ ts: z.string().optional(), thread_ts: z.string().optional() }).optional(),
  response_url: z.string().optional(),
  trigger_id: z.string().optional(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        value: z.string().optional(),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
});

/** A modal that was sent (`view_submission`). */
export const submissionPayload = z.object({
  user: named,
  view: z.object({
    id: z.string(),
    callback_id: z.string().optional(),
    private_metadata: z.string().default(''),
    blocks: z.array(z.looseObject({ type: z.string(), block_id: z.string().optional() })),
    title: z.unknown(),
    submit: z.unknown(),
    close: z.unknown(),
    state: z.object({
      values: z.record(
        z.string(),
        z.record(
          z.string(),
          z.object({
            value: z.string().nullish(),
            selected_option: z.object({ value: z.string() }).nullish(),
            selected_options: z.array(z.object({ value: z.string() })).optional(),
            files: files.nullish(),
          }),
        ),
      ),
    }),
  }),
});

/** `/case` and what was typed after it. */
export const commandPayload = z.object({
  command: z.string(),
  text: z.string().default(''),
  user_id: z.string(),
  channel_id: z.string().optional(),
  response_url: z.string().optional(),
  trigger_id: z.string().optional(),
});

export const messageContent = z.object({
  ts: z.string(),
  thread_ts: z.string().optional(),
  user: z.string().optional(),
  text: z.string().default(''),
  files: files.nullish(),
});

/** The shortcut on a message (`message_action`). */
export const shortcutPayload = z.object({
  user: named,
  channel: named,
  message: messageContent,
  response_url: z.string().optional(),
  trigger_id: z.string().optional(),
});

export const messageEvent = messageContent.extend({
  type: z.literal('message'),
  channel: z.string(),
  subtype: z.string().optional(),
  bot_id: z.string().optional(),
});

export const mentionEvent = z.object({
  user: z.string(),
  text: z.string(),
  ts: z.string(),
  thread_ts: z.string().optional(),
  channel: z.string(),
});

export const homeEvent = z.object({ user: z.string(), tab: z.string() });

export const linkEvent = z.object({
  user: z.string(),
  channel: z.string(),
  message_ts: z.string(),
  unfurl_id: z.string().optional(),
  source: z.string().optional(),
  links: z.array(z.object({ url: z.string() })),
});

export const revokedEvent = z.object({ tokens: z.object({ bot: z.array(z.string()).optional() }) });

export const channelEvent = z.object({ channel: z.union([z.string(), named.transform(({ id }) => id)]) });

/** Where somebody acted, whatever they did. */
export function clickCorner(click: z.output<typeof clickPayload>): Corner & { readonly trigger?: string | undefined } {
  return {
    user: click.user.id,
    responseUrl: click.response_url,
    channel: click.channel?.id,
    thread: click.container?.thread_ts ?? click.message?.thread_ts,
    trigger: click.trigger_id,
  };
}
