/** The states of cases that somebody still has to do with. */
export const openStates = ['new', 'open', 'awaiting-requester', 'on-hold'] as const;
