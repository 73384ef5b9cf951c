import type { PolicySpec } from '../policy/policy-spec.ts';
import { COMMON_NOTES, keptBy, LIFE, officeHours, type PresetOptions } from './preset-options.ts';

/** Four priorities, the critical one at every hour, and three tiers of support (S3). */
export function lmsPlatform(options: PresetOptions): PolicySpec {
  return {
    id: 'lms-platform',
    title: 'Four priorities, the critical one at every hour',
    notes: NOTES,
    ...officeHours(options, { timeZone: 'UTC', weekly: { 'mon-fri': '09:00-18:00' } }),
    tiers: ['tier-1', 'tier-2', 'tier-3'],
    priorities: { critical: CRITICAL, high: HIGH, medium: MEDIUM, low: LOW },
    clauses: CLAUSES,
    defaults: { priority: 'medium', ...LIFE },
  };
}

type Priority = PolicySpec['priorities'][string];

const CRITICAL: Priority = {
  title: 'Critical issue',
  when: [{ impact: 'everyone' }, { text: ['outage', 'data loss', 'data corruption'] }],
  targets: {
    'first-response': { within: '15 minutes', clause: 'S3-7' },
    resolution: { within: '4 hours', kind: 'objective', clause: 'S3-8' },
    update: { every: '1 hour', from: 'first-response', until: ['resolved'], clause: 'S3-8' },
  },
  escalation: [
    {
      id: 'to-tier-3',
      on: 'prioritised',
      raiseTo: 'tier-3',
      notify: [{ team: 'tier-1', via: ['email'] }],
      clause: 'S3-19',
    },
  ],
};

const HIGH: Priority = {
  title: 'High priority',
  when: { impact: ['many', 'several'] },
  targets: {
    'first-response': {
      within: { whenOpen: '1 hour', whenClosed: { earliest: ['4 hours', '1 hour after next opening'] } },
      clause: 'S3-10',
    },
    resolution: { within: '8 hours', kind: 'objective', clause: 'S3-11' },
  },
};

const MEDIUM: Priority = {
  title: 'Medium priority',
  targets: {
    'first-response': { within: '4 business hours', clause: 'S3-13' },
    resolution: { within: '1 business day', kind: 'objective', clause: 'S3-13' },
  },
};

const LOW: Priority = {
  title: 'Low priority',
  when: { text: ['feature request'] },
  targets: {
    'first-response': { within: '1 business day', clause: 'S3-14' },
    resolution: { within: '2-3 business days', kind: 'objective', clause: 'S3-14' },
  },
};

const NOTES = [
  ...COMMON_NOTES,
  'No zone is named: set the one of the desk.',
  'Critical and high run on every hour, medium and low on business hours.',
  'To acknowledge and to begin work are one act: the first answer.',
  'A high case is answered an hour after it comes in hours. Outside them it is due after 4 hours or an hour after the next opening, whichever is first, so that a later mail is never due before an earlier one.',
  'A resolution target is an aim. The hourly update of a critical case starts with the first answer.',
  'A low case warns after 2 business days and is missed after 3; answered is resolved.',
  'Mail is promised an answer within a business day: that binds only until triage, and no priority promises less.',
  'A delay by others leaves the clocks running; its reason and the interval of updates are recorded with it.',
];

const CLAUSES = {
  ...keptBy('target', {
    'S3-7': 'A critical case is answered within 15 minutes at any hour.',
    'S3-8': 'A critical case is to be solved in four hours or as early as can be, with an update each hour.',
    'S3-10': 'A high case is answered within an hour in business hours, within four outside.',
    'S3-11': 'A high case is to be solved within eight hours.',
    'S3-13': 'A medium case is answered in four business hours and to be solved in a business day.',
    'S3-14': 'A low case is answered in a business day and to be solved in two to three.',
  }),
  ...keptBy('step', { 'S3-19': 'Tier 3 handles what is critical, corrupted data and connected systems.' }),
  ...keptBy('calendar', { 'S3-4': 'Critical cases at any hour, others Monday to Friday from 9 to 18.' }),
  ...keptBy('triage', {
    'S3-6': 'Critical is an outage for everyone, loss of data that matters, or a major feature that fails for all.',
    'S3-9': 'High is a bug in the core, an interruption for a group, or jobs much delayed.',
    'S3-12': 'Medium is a lesser bug, help in using a feature, or slowness.',
    'S3-22': 'Mail is answered within a business day.',
  }),
  ...keptBy('tiers', {
    'S3-17': 'Tier 1 handles the general and the simple, and passes on what it cannot solve at once.',
    'S3-18': 'Tier 2 handles what is complex, and passes on what needs more expertise.',
  }),
  ...keptBy('workflow', {
    'S3-1': 'A case has an id of its own and is worked by priority.',
    'S3-2': 'The requester is mailed when the status changes.',
    'S3-5': 'To respond is to acknowledge and to begin work.',
    'S3-15': 'Where complexity or others cause a delay, updates come regularly.',
    'S3-16': 'Those affected are told of a workaround where there is one.',
    'S3-23': 'Urgent matters may be phoned in, within support hours.',
    'S3-24': 'Unanswered questions in the forum are noticed.',
  }),
  ...keptBy('page', {
    'S3-3': 'There is live chat in business hours.',
    'S3-20': 'The queue shows what comes first, by severity and time left.',
    'S3-21': 'Figures are reviewed and users are asked for their opinion.',
  }),
};
