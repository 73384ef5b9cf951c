import { mostCounted } from './most-counted.ts';

export const enQueue = {
  titles: {
    open: 'Open cases',
    mine: 'My cases',
    unassigned: 'Unassigned cases',
    resolved: 'Resolved cases',
    all: 'All cases',
  },
  views: 'Views',
  tabs: { open: 'Open', mine: 'Mine', unassigned: 'Unassigned', resolved: 'Resolved', all: 'All' },
  missedInTab: (count: number) => `(${counted(count)} missed)`,
  list: 'Cases, the next breach first',
  heldBy: 'Held by',
  alertNotTaken: 'Alert not taken',
  claimed: (number: string) => `${number} is yours`,
  firstOf: (shown: number, total: number) => `The first ${shown} of ${counted(total)}. Search to find others.`,
  search: 'Search',
  searchLabel: 'Search cases by number, subject, requester or organisation',
  nothingOwed: 'Nothing is owed.',
  summary: {
    open: (count: number) => `${counted(count)} open`,
    missed: (count: number) => `${counted(count)} missed`,
    atRisk: (count: number) => `${counted(count)} at risk`,
    unassigned: (count: number) => `${counted(count)} unassigned`,
    allInTime: 'every promise in time',
  },
  zoom: {
    legend: 'How far the time axis looks ahead',
    '4h': { title: '4 hours', short: '4 h' },
    day: { title: '1 day', short: '1 d' },
    week: { title: '1 week', short: '1 w' },
  },
  ended: { received: 'received', half: 'half the time', due: 'due', late: 'late' },
  nothingDue: 'Nothing due',
  nothingEnded: 'Nothing owed',
  kept: (count: number): string => (count === 1 ? 'Promise kept' : 'All promises kept'),
  missed: (count: number) => (count === 1 ? '1 promise missed' : `${count} promises missed`),
  due: (instant: string) => `Due ${instant}`,
  news: {
    fresh: (count: number, number: string) => (count === 1 ? `${number} is new.` : `${count} new cases.`),
    atRisk: (count: number, number: string) =>
      count === 1 ? `${number} is at risk.` : `${count} cases turned at risk.`,
    missed: (count: number, number: string) =>
      count === 1 ? `${number} has missed a promise.` : `${count} cases missed a promise.`,
  },
  empty: {
    found: (text: string) => `Nothing found for “${text}”`,
    foundText: 'Search looks at numbers, subjects, requesters and organisations.',
    searchAll: 'Search all cases',
    mine: 'You hold no open case',
    mineText: 'Pick one from the unassigned, and claim it by the key',
    seeUnassigned: 'See the unassigned',
    unassigned: 'Every open case has somebody',
    unassignedText: 'New cases without an assignee show up here by themselves.',
    resolved: 'Nothing resolved yet',
    resolvedText: 'Resolved cases stay here until they are closed, and after.',
    open: 'All quiet',
    openText: (address: string) => `A mail to ${address} becomes a case here, with its clocks running.`,
  },
};

function counted(count: number): string {
  return count > mostCounted ? 'more than 1,000' : String(count);
}
