/**
 * What people wrote in Slack as plain text: mentions by name, links by their address, entities undone
 * (docs.slack.dev/messaging/formatting-message-text).
 */
export function plainText(mrkdwn: string, nameOf: (user: string) => string | undefined): string {
  return mrkdwn
    .replaceAll(/<([^<>]*)>/g, (_whole, inside: string) => readToken(inside, nameOf))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** The users that a text mentions. */
export function mentionedUsers(mrkdwn: string): readonly string[] {
  return [...mrkdwn.matchAll(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g)].flatMap(([, user]) =>
    user === undefined ? [] : [user],
  );
}

function readToken(inside: string, nameOf: (user: string) => string | undefined): string {
  const [target = '', label] = inside.split('|');
  switch (target[0]) {
    case '@':
      return `@${nameOf(target.slice(1)) ?? label ?? target.slice(1)}`;
    case '#':
      return `#${label ?? target.slice(1)}`;
    case '!':
      return label ?? `@${target.slice(1).split('^')[0] ?? ''}`;
    default: {
      const address = target.replace(/^mailto:/, '');
      return label === undefined || label === address || address.endsWith(label) ? address : `${label} (${address})`;
    }
  }
}
