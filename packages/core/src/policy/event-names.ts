/** The events of a case, as policies name them in `on` and `until`. */
export const EVENT_NAMES = [
  'opened',
  'prioritised',
  'policy-moved',
  'acknowledged',
  'assigned',
  'replied',
  'noted',
  'requester-replied',
  'no-reply-needed',
  'updated',
  'estimated',
  'flagged',
  'delayed',
  'diagnosed',
  'workaround-given',
  'milestone',
  'paused',
  'resumed',
  'escalated',
  'status-published',
  'resolved',
  'reopened',
  'closed',
  'deferred',
  'merged',
  'unmerged',
  'absorbed',
  'released',
  'split',
  'undone',
  'alerted',
  'alert-taken',
  'unreachable',
] as const;

export type EventName = (typeof EVENT_NAMES)[number];

export function isEventName(text: string): text is EventName {
  return (EVENT_NAMES as readonly string[]).includes(text);
}
