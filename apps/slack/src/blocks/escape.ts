/**
 * Foreign text for a field of `mrkdwn`: `& < >` are all that can begin a mention, a broadcast or a link
 * (docs.slack.dev/messaging/formatting-message-text), and a line break could pass for a line of ours.
 */
export function escapeInline(text: string, max: number): string {
  return cutEscaped(text.replace(/\s+/gu, ' ').trim(), max);
}

/** The same, with its line breaks. */
export function escapeText(text: string, max: number): string {
  return cutEscaped(text.trim(), max);
}

/** At most `max` UTF-16 units, which is what Slack counts at most; never half a character. */
export function cut(text: string, max: number): string {
  return cutBy(text, max, (character) => (loneSurrogate.test(character) ? '\uFFFD' : character));
}

function cutEscaped(text: string, max: number): string {
  return cutBy(text, max, escapeCharacter);
}

function cutBy(text: string, max: number, write: (character: string) => string): string {
  let out = '';
  let beforeLast = '';
  for (const character of text) {
    const written = write(character);
    if (out.length + written.length > max) return `${out.length < max ? out : beforeLast}…`;
    if (out.length < max) beforeLast = out;
    out += written;
  }
  return out;
}

function escapeCharacter(character: string): string {
  switch (character) {
    case '&':
      return '&amp;';
    case '<':
      return '&lt;';
    case '>':
      return '&gt;';
    default:
      return loneSurrogate.test(character) ? '\uFFFD' : character;
  }
}

/** Half a character: no text that Slack takes. */
const loneSurrogate = /^\p{Surrogate}$/u;

/** What notifications and screen readers say; Slack refuses an empty one. */
export function notificationText(text: string): string {
  return escapeText(text, 3_000) || '–';
}
