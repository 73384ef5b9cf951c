import type { SlackPlatform } from './options.ts';

/** Whether an address that came from outside is one of Slack's own, so that a token or an answer may go there. */
export function isSlackUrl(url: string, hosts: readonly string[], { protocol }: SlackPlatform): boolean {
  if (!URL.canParse(url)) return false;
  const parsed = new URL(url);
  return parsed.protocol === protocol && hosts.includes(parsed.host) && parsed.username === '';
}
