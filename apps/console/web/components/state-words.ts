const STATES: Readonly<Record<string, string>> = {
  new: 'New',
  open: 'Open',
  'awaiting-requester': 'Awaiting requester',
  'on-hold': 'On hold',
  resolved: 'Resolved',
  closed: 'Closed',
  deferred: 'Deferred',
  merged: 'Merged',
};

export function stateWords(state: string): string {
  return STATES[state] ?? inWords(state);
}

const CHANNELS: Readonly<Record<string, string>> = { email: 'mail', slack: 'Slack', teams: 'Teams', api: 'API' };

export function channelWords(channel: string): string {
  return CHANNELS[channel] ?? channel;
}

/** An id from a policy as words: "awaiting-vendor" → "Awaiting vendor". */
export function inWords(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
