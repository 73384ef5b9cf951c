import type { PolicySpec } from '../policy/policy-spec.ts';
import { COMMON_NOTES, keptBy, LIFE, officeHours, type PresetOptions } from './preset-options.ts';

/** Four severities and feature requests, senior management told of the worst at once (S4). */
export function learningPool(options: PresetOptions): PolicySpec {
  return {
    id: 'learning-pool',
    title: 'Four severities and feature requests',
    notes: NOTES,
    ...officeHours(options, { timeZone: 'Europe/London', weekly: { 'mon-fri': '09:00-17:30' } }),
    tiers: ['L1', 'L2', 'L3'],
    priorities: {
      'severity-1': SEVERITY_1,
      'severity-2': SEVERITY_2,
      'severity-3': SEVERITY_3,
      'severity-4': SEVERITY_4,
      'feature-request': {
        title: 'Feature request',
        when: { text: ['feature request', 'enhancement request'] },
        targets: { 'first-response': { within: '3 months', kind: 'objective', clause: 'S4-27' } },
      },
    },
    clauses: CLAUSES,
    defaults: { priority: 'severity-3', ...LIFE },
  };
}

type Severity = PolicySpec['priorities'][string];

const SEVERITY_1: Severity = {
  title: 'Critical issue',
  when: { impact: ['everyone', 'many'], workaround: 'none' },
  targets: {
    'first-response': { within: '30 minutes', clause: 'S4-3' },
    resolution: { within: '4 hours', kind: 'objective', clause: 'S4-4' },
    update: {
      every: '1 hour',
      from: { earliest: [{ flag: 'cannot-fix' }, '2 hours'] },
      until: ['resolved'],
      clause: 'S4-8',
    },
  },
  escalation: [
    {
      id: 'tell-management',
      on: 'prioritised',
      notify: [{ role: 'senior-management', via: ['phone', 'email'] }],
      acknowledgeWithin: '15 minutes',
      clause: 'S4-7',
    },
    { id: 'to-l3', on: 'prioritised', raiseTo: 'L3', clause: 'S4-5' },
  ],
};

const SEVERITY_2: Severity = {
  title: 'Major issue',
  when: { impact: 'several', workaround: 'none' },
  targets: {
    'first-response': { within: '1 business hour', clause: 'S4-11' },
    estimate: { within: '1 business hour', clause: 'S4-15' },
    resolution: { within: '1 business day', kind: 'objective', clause: 'S4-12' },
    update: { every: '4 business hours', from: '1 business day', until: ['resolved'], clause: 'S4-16' },
  },
  escalation: [{ id: 'to-l2', at: { clock: 'resolution', percent: 100 }, raiseTo: 'L2', clause: 'S4-13' }],
};

const SEVERITY_3: Severity = {
  title: 'Medium impact',
  when: { workaround: 'short-term' },
  targets: {
    'first-response': { within: '6 business hours', clause: 'S4-18' },
    resolution: { within: '5 business days', kind: 'objective', clause: 'S4-19' },
  },
  escalation: [{ id: 'to-l2', after: '7 business days', raiseTo: 'L2', clause: 'S4-20' }],
};

const SEVERITY_4: Severity = {
  title: 'Low impact',
  when: { workaround: 'acceptable' },
  targets: {
    acknowledgement: { within: '1 business day', clause: 'S4-24' },
    diagnosis: { within: '1 week, then next opening', clause: 'S4-24' },
  },
  escalation: [
    { id: 'tell-requester', on: 'deferred', notify: [{ requester: true, via: ['email'] }], clause: 'S4-25' },
  ],
};

const NOTES = [
  ...COMMON_NOTES,
  'Severity 1 runs on every hour, because management is roused for it at once; all others run on working hours, because their limits are working days.',
  'Severity 1 is raised, and management told, when the case is classified so; the alert rings again every 15 minutes until somebody takes it.',
  'Where a fix within 2 hours is out of reach, the hourly updates start when an agent says so or 2 hours after receipt, whichever is first; the first update is due an hour later.',
  'Severity 2 is raised when its resolution target is missed, which is the instant named for both. Updates start there too and go on under the new owner, until resolved.',
  'The time to resolve is confirmed by an estimate that the requester sees.',
  'Severity 3 is raised 7 working days after receipt, two days after its target.',
  'A week to diagnose is 7 days, moved to the next working moment where it ends outside hours.',
  'Severity 4 has no resolution target: put off to product development its clocks end, and the requester is told.',
  'Three months are calendar months, cut to the last day of a shorter one. How often requests are reviewed describes a habit and starts no clock.',
];

const CLAUSES = {
  ...keptBy('target', {
    'S4-3': 'Severity 1 is first answered within 30 minutes.',
    'S4-4': 'Severity 1 is to be resolved within four hours.',
    'S4-8': 'Where two hours do not suffice for a fix, severity 1 is updated every hour until it is resolved.',
    'S4-11': 'Severity 2 is first answered within an hour.',
    'S4-12': 'Severity 2 is to be resolved within a working day.',
    'S4-15': 'For severity 2 the time to resolve is confirmed within an hour.',
    'S4-16': 'Where a working day does not suffice, severity 2 is updated every four hours.',
    'S4-18': 'Severity 3 is first answered within six hours.',
    'S4-19': 'Severity 3 is to be resolved within five working days.',
    'S4-24': 'Severity 4 is acknowledged within a working day and diagnosed within a week.',
    'S4-27': 'A feature request is meant to be answered within three months.',
  }),
  ...keptBy('step', {
    'S4-5': 'Severity 1 is raised at once.',
    'S4-7': 'Senior management hears of severity 1 at once, by phone and mail.',
    'S4-13': 'Severity 2 is raised after a working day.',
    'S4-20': 'Severity 3 is raised after seven working days.',
    'S4-25': 'Severity 4 may be left to future development; the requester is told.',
  }),
  ...keptBy('triage', {
    'S4-2': 'Severity 1: a critical failure for many, and no way around it.',
    'S4-10': 'Severity 2: a major impact without a reasonable way around, and work goes on restricted.',
    'S4-17': 'Severity 3: a part fails, and there is a short-term way around.',
    'S4-23': 'Severity 4: little impact on few users, with an acceptable way around.',
  }),
  ...keptBy('workflow', {
    'S4-1': 'A case is given to a person who keeps the customer up to date.',
    'S4-6': 'Severity 1: a call first, then a mail with the steps.',
    'S4-14': 'Severity 2: a mail first, then a call.',
    'S4-21': 'Severity 3: a mail, and a call where it helps.',
    'S4-26': 'Whether something is a bug or a feature is settled with the requester.',
    'S4-28': 'Requests are reviewed weekly, in cycles of three months.',
    'S4-29': 'Who needs a feature sooner is put in touch by the account executive.',
  }),
  ...keptBy('page', {
    'S4-9': 'A disruption of several customers is followed on a public page.',
    'S4-22': 'Updates appear in the portal by themselves.',
  }),
};
