import { definePolicy, type Policy } from '@sla/core';

/** What the platform promises its schools. A name that stands nowhere does not compile: try `to: 'lecturers'`. */
const version1 = definePolicy({
  id: 'campus-support',
  version: 1,
  timeZone: 'Europe/London',
  calendars: {
    term: {
      timeZone: 'Europe/London',
      weekly: { 'mon-fri': '08:30-17:00' },
      holidays: [{ date: '2026-12-25', name: 'Christmas Day' }],
      // In exam weeks somebody is there in the evening and on Saturdays.
      seasons: [
        {
          name: 'exam weeks',
          from: '2026-11-30',
          to: '2026-12-11',
          weekly: { 'mon-fri': '08:00-21:00', sat: '10:00-16:00' },
        },
      ],
    },
  },
  calendar: 'term',
  pauseReasons: ['awaiting-requester'],
  priorities: {
    'exam-blocked': {
      when: [{ impact: 'exam' }, { text: ['exam does not open', 'cannot submit'] }],
      targets: {
        'first-response': { within: '15 minutes', clause: 'P-1' },
        update: { every: '30 minutes', from: 'first-response', until: ['resolved'], clause: 'P-2' },
      },
      escalation: [
        {
          id: 'call',
          on: 'prioritised',
          notify: [{ role: 'exam-office', via: ['phone'] }],
          acknowledgeWithin: '5 minutes',
        },
      ],
    },
    question: {
      targets: {
        'first-response': { within: '4 business hours', clause: 'P-3' },
        resolution: {
          within: '2 business days',
          kind: 'objective',
          pauseWhile: ['awaiting-requester'],
          clause: 'P-4',
        },
      },
      escalation: [
        {
          id: 'remind',
          at: { clock: 'first-response', percent: 75 },
          notify: [{ team: 'support', via: ['email'] }],
        },
      ],
    },
  },
  defaults: { priority: 'question', reopen: 'resume within 7 days' },
});

export const currentPolicy = version1;

/** Cases stay under the version they were opened under, so old ones stay here too. */
export function findPolicy(id: string, version: number | undefined): Policy | undefined {
  return [version1].find((policy) => policy.id === id && policy.version === version);
}
