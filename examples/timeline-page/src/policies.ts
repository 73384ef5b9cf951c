import { definePolicy, type Policy } from '@sla/core';
import { preset, presets } from '@sla/core/presets';

/** A policy of one's own, with what no preset has: clocks that wait while the customer is asked. */
const ownPolicy = definePolicy({
  id: 'own-policy',
  title: 'Our own, which waits for the customer',
  timeZone: 'Europe/London',
  calendars: {
    office: {
      timeZone: 'Europe/London',
      weekly: { 'mon-thu': '08:30-12:30, 13:30-17:30', fri: '08:30-15:00' },
      holidays: [{ date: '2026-12-25', name: 'Christmas Day' }],
    },
  },
  calendar: 'office',
  pauseReasons: ['awaiting-requester'],
  warnAt: ['50%', '80%'],
  priorities: {
    urgent: {
      title: 'Nobody can learn',
      targets: {
        'first-response': { within: '30 minutes', clause: '4.1' },
        update: { every: '1 hour', from: 'first-response', until: ['resolved'], clause: '4.3' },
        resolution: { within: '8 hours', clause: '4.2' },
      },
    },
    normal: {
      title: 'Something does not work',
      targets: {
        'first-response': { within: '2 business hours', clause: '5.1' },
        'next-response': { within: '4 business hours', clause: '5.2' },
        resolution: { within: '2 business days', pauseWhile: ['awaiting-requester'], clause: '5.3' },
      },
    },
    question: {
      title: 'How do I …?',
      targets: {
        'first-response': { within: '1 business day' },
        resolution: { within: '5 business days', kind: 'objective', pauseWhile: ['awaiting-requester'] },
      },
    },
  },
  defaults: { priority: 'normal', reopen: 'resume within 7 days' },
});

/** What can be chosen, by id. */
export const policies: ReadonlyMap<string, Policy> = new Map(
  [ownPolicy, ...presets.map((id) => preset(id))].map((policy) => [policy.id, policy]),
);
