import { isValidSlackRequest } from '@slack/bolt';

/** How far Slack's clock and ours may be apart. */
const mostSeconds = 5 * 60;

/**
 * Whether Slack signed these bytes, not long ago and not ahead of time
 * (docs.slack.dev/authentication/verifying-requests-from-slack). Bolt itself takes a time in the future, so an old request could
 * be kept for later.
 */
export function isFromSlack(
  { headers, raw }: { readonly headers: Headers; readonly raw: string },
  secrets: readonly string[],
  nowMs: number,
): boolean {
  const timestamp = headers.get('x-slack-request-timestamp') ?? '';
  const signature = headers.get('x-slack-signature') ?? '';
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  const seconds = Number(timestamp);
  if (seconds > nowMs / 1_000 + mostSeconds) return false;
  return secrets.some((signingSecret) =>
    isValidSlackRequest({
      signingSecret,
      body: raw,
      headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': seconds },
      nowMilliseconds: nowMs,
    }),
  );
}
