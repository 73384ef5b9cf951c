import { form } from '@sla/core';
import { z } from 'zod';

import type { SlackChannelConfig } from './desk-config.ts';

const words = z.string({ error: 'expected text' }).trim().min(1, 'expected text');
const EXPECTED_CHANNEL = 'expected a channel’s id such as C0123ABCD, as its details show it';
const EXPECTED_WORKSPACE = 'expected a workspace’s or organisation’s id such as T0123ABCD or E0123ABCD';
const EXPECTED_BOT = 'expected a bot token, which begins with xoxb-';
const EXPECTED_APP = 'expected an app-level token, which begins with xapp-';
const megabytes = 'expected a whole number from 1 to 1024';

const routeSchema = form({
  channel: z.string({ error: EXPECTED_CHANNEL }).regex(/^[CG][A-Z0-9]{6,}$/, EXPECTED_CHANNEL),
  workspace: z
    .string({ error: EXPECTED_WORKSPACE })
    .regex(/^[TE][A-Z0-9]{6,}$/, EXPECTED_WORKSPACE)
    .exactOptional()
    .describe('Whose channel it is, where the app is installed in several.'),
  team: words.exactOptional().describe('Only cases of this team of the desk.'),
  priorities: z
    .array(words, { error: 'expected a list of priorities' })
    .min(1, 'expected a priority')
    .exactOptional()
    .describe('Only cases of these priorities.'),
  restricted: z
    .boolean({ error: 'expected true or false' })
    .exactOptional()
    .describe('Whoever reads it may read cases with the tag restricted.'),
});

/** The written form of `channels.slack`. */
export const slackChannelSchema = form({
  mode: z
    .enum(['socket', 'http'], { error: 'expected socket or http' })
    .describe('Socket Mode for one workspace, also behind a firewall; HTTP where Slack can reach the desk.'),
  botToken: z
    .string({ error: EXPECTED_BOT })
    .regex(/^xox[be]/, EXPECTED_BOT)
    .exactOptional(),
  appToken: z
    .string({ error: EXPECTED_APP })
    .startsWith('xapp-', EXPECTED_APP)
    .exactOptional()
    .describe('Of Socket Mode, with the scope connections:write.'),
  signingSecret: z
    .union([words, z.array(words).min(1, 'expected a secret').max(2, 'expected at most two')], {
      error: 'expected the signing secret, or two while one replaces the other',
    })
    .exactOptional(),
  clientId: words.exactOptional().describe('With the secret: the app may be installed in any number of workspaces.'),
  clientSecret: words.exactOptional(),
  channels: z
    .array(routeSchema, { error: 'expected a list of channels' })
    .exactOptional()
    .describe('Where cases are shown; those that fit a case best come first.'),
  maxFileMegabytes: z.int({ error: megabytes }).min(1, megabytes).max(1024, megabytes).exactOptional(),
})
  .check(({ value, issues }) => {
    for (const { path, message } of lacking(value)) {
      issues.push({ code: 'custom', input: undefined, path: [path], message });
    }
  })
  .meta({ id: 'Slack' });

type WrittenSlack = {
  readonly mode: 'socket' | 'http';
  readonly botToken?: string;
  readonly appToken?: string;
  readonly signingSecret?: string | readonly string[];
  readonly clientId?: string;
  readonly clientSecret?: string;
};

/** What a mode needs and was not given, and what it could do nothing with. */
function lacking(slack: WrittenSlack): readonly { readonly path: keyof WrittenSlack; readonly message: string }[] {
  const isLacking = (path: keyof WrittenSlack) => slack[path] === undefined;
  if (slack.mode === 'socket') {
    return [
      ...(isLacking('appToken') ? [{ path: 'appToken', message: EXPECTED_APP } as const] : []),
      ...(isLacking('botToken') ? [{ path: 'botToken', message: EXPECTED_BOT } as const] : []),
      ...(['signingSecret', 'clientId', 'clientSecret'] as const)
        .filter((path) => !isLacking(path))
        .map((path) => ({ path, message: 'Socket Mode has no use for it: expected mode http, or nothing here' })),
    ];
  }
  const hasOAuth = !isLacking('clientId') || !isLacking('clientSecret');
  return [
    ...(isLacking('signingSecret')
      ? [
          {
            path: 'signingSecret',
            message: 'expected the signing secret, by which Slack’s requests are verified',
          } as const,
        ]
      : []),
    ...(isLacking('botToken') && !hasOAuth
      ? [
          {
            path: 'botToken',
            message: `${EXPECTED_BOT}, or a clientId and clientSecret to install the app by`,
          } as const,
        ]
      : []),
    ...(hasOAuth
      ? (['clientId', 'clientSecret'] as const)
          .filter(isLacking)
          .map((path) => ({ path, message: 'expected both clientId and clientSecret' }))
      : []),
  ];
}

export function toSlackChannel(written: z.output<typeof slackChannelSchema>): SlackChannelConfig {
  const { botToken = '', appToken = '', signingSecret = [], clientId, clientSecret, channels = [] } = written;
  const shared = {
    channels: channels.map((channel) => ({ restricted: false, ...channel })),
    maxFileMegabytes: written.maxFileMegabytes ?? 50,
  };
  if (written.mode === 'socket') return { mode: 'socket', appToken, botToken, ...shared };
  return {
    mode: 'http',
    signingSecrets: [signingSecret].flat(),
    ...(botToken && { botToken }),
    ...(clientId !== undefined && clientSecret !== undefined && { oauth: { clientId, clientSecret } }),
    ...shared,
  };
}
