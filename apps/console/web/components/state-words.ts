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

/** An id from a policy as words: "awaiting-vendor" → "Awaiting vendor". */
export function inWords(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
