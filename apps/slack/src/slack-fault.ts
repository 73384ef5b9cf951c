import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';

/** What a failed call means for what we wanted. */
export type SlackFault =
  /** This channel cannot be posted to; another may. */
  | { readonly kind: 'channel'; readonly code: string; readonly sentence: string }
  /** Nothing in this workspace can, until somebody sees to it. */
  | { readonly kind: 'workspace'; readonly code: string; readonly sentence: string }
  /** The message is no longer there. */
  | { readonly kind: 'gone'; readonly code: string; readonly sentence: string }
  | { readonly kind: 'later'; readonly code: string; readonly sentence: string; readonly retryAfterSeconds?: number }
  /** Slack does not take what we said; saying it again does not help. */
  | { readonly kind: 'payload'; readonly code: string; readonly sentence: string };

/** A fault in words: what is wrong, and what to do. Anything unknown is tried again. */
export function slackFault(error: unknown, channel?: string): SlackFault {
  if (error instanceof WebAPIRateLimitedError)
    return {
      kind: 'later',
      code: 'ratelimited',
      sentence: `Slack asks us to wait ${error.retryAfter} s`,
      retryAfterSeconds: error.retryAfter,
    };
  if (error instanceof WebAPIHTTPError)
    return later(`http ${error.statusCode}`, `Slack answered with HTTP ${error.statusCode}`);
  if (error instanceof WebAPIPlatformError) return platformFault(error.data, channel);
  return later('network', `Slack cannot be reached: ${error instanceof Error ? error.message : String(error)}`);
}

/** Whether the call may have been carried out all the same: no answer, or one from in between. */
export function mayHaveHappened(error: unknown): boolean {
  return !(error instanceof WebAPIPlatformError) && !(error instanceof WebAPIRateLimitedError);
}

type Refusal = InstanceType<typeof WebAPIPlatformError>['data'];

function platformFault(data: Refusal, channel: string | undefined): SlackFault {
  const code = data.error;
  const named = channel === undefined ? 'The channel' : `The channel ${channel}`;
  const ofChannel = channelFaults[code];
  if (ofChannel) return { kind: 'channel', code, sentence: `${named} ${ofChannel}` };
  const ofWorkspace = workspaceFaults[code];
  if (ofWorkspace) return { kind: 'workspace', code, sentence: ofWorkspace };
  if (code === 'missing_scope') return { kind: 'workspace', code, sentence: missingScope(data) };
  if (goneCodes.has(code)) return { kind: 'gone', code, sentence: `The message is gone from Slack (${code}).` };
  if (payloadCodes.test(code)) return { kind: 'payload', code, sentence: payloadSentence(data) };
  return later(code, `Slack answered ${code}`);
}

const channelFaults: Readonly<Record<string, string>> = {
  channel_not_found:
    'is not known to Slack, or the app may not see it: invite the app there, or name another under channels.slack.channels.',
  is_archived: 'is archived: unarchive it, or name another under channels.slack.channels.',
  not_in_channel:
    'does not have the app in it: invite the app there (/invite), or name another under channels.slack.channels.',
  restricted_action: 'lets only some people post: allow the app there, or name another under channels.slack.channels.',
  restricted_action_read_only_channel:
    'is read-only: allow the app to post there, or name another under channels.slack.channels.',
  channel_is_limited_access: 'is limited: allow the app there, or name another under channels.slack.channels.',
  messages_tab_disabled: 'takes no messages from the app: turn on the Messages tab under App Home.',
};

const again =
  'install the app again (Settings > Slack, or the installation link), or put the new token into the settings.';
const workspaceFaults: Readonly<Record<string, string>> = {
  token_revoked: `Slack’s token for this workspace was revoked: ${again}`,
  token_expired: `Slack’s token for this workspace has expired: ${again}`,
  invalid_auth: `Slack does not take the token for this workspace: ${again}`,
  not_authed: `No token was sent to Slack: ${again}`,
  account_inactive: `The app’s account in this workspace was switched off: ${again}`,
  org_login_required: 'The organisation is being moved within Slack; it will answer again when that is done.',
  ekm_access_denied: 'The workspace’s administrators have suspended access to messages; only they can lift that.',
  team_access_not_granted:
    'The Grid organisation has not given the app access to this workspace; its administrators can.',
  enterprise_is_restricted: 'The Grid organisation does not let the app do this; its administrators can.',
};

function missingScope(data: Refusal): string {
  const needed = 'needed' in data ? String(data.needed) : 'a scope';
  return `The installed app lacks the scope ${needed}: add it to the app (manifest.yaml has all), then install it again.`;
}

const goneCodes: ReadonlySet<string> = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'thread_not_found',
  'no_item_specified',
]);
const payloadCodes = /^(invalid_(blocks|arguments|metadata|attachments)|msg_(too|blocks_too)_long|no_text|metadata_)/;

function payloadSentence(data: Refusal): string {
  const messages = data.response_metadata?.messages ?? [];
  return `Slack does not take this message (${[data.error, ...messages].join('; ')}): this is a fault of the desk’s.`;
}

function later(code: string, sentence: string): SlackFault {
  return { kind: 'later', code, sentence };
}
