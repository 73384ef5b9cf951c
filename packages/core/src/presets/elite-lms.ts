import type { PolicySpec } from '../policy/policy-spec.ts';
import { COMMON_NOTES, keptBy, LIFE, officeHours, type PresetOptions } from './preset-options.ts';

/** Round-the-clock support in three priorities, raised by the clock to ever more senior teams (S0). */
export function eliteLms(options: PresetOptions): PolicySpec {
  return {
    id: 'elite-lms',
    title: 'Round-the-clock support, three priorities',
    notes: NOTES,
    ...officeHours(options, { timeZone: 'UTC', weekly: { 'mon-fri': '09:00-17:00' } }),
    tiers: ['frontline', 'specialised', 'senior-technical'],
    priorities: {
      critical: {
        title: 'Critical issue',
        when: [{ impact: 'everyone' }, { text: ['outage', 'security breach', 'data breach'] }],
        targets: {
          'first-response': { within: '1 hour', clause: 'S0-4' },
          update: { every: '1 hour', from: { step: 'to-senior-technical' }, until: ['resolved'], clause: 'S0-6' },
        },
        escalation: [
          { id: 'tell-frontline', on: 'prioritised', notify: [{ team: 'frontline', via: ['email'] }], clause: 'S0-2' },
          { id: 'to-senior-technical', after: '2 hours', raiseTo: 'senior-technical', clause: 'S0-5' },
        ],
      },
      high: {
        title: 'High priority',
        when: { impact: ['many', 'several'] },
        targets: {
          'first-response': { within: '2 hours', clause: 'S0-9' },
          resolution: { within: '4 hours', kind: 'objective', clause: 'S0-10' },
        },
        escalation: [{ id: 'to-specialised', after: '4 hours', raiseTo: 'specialised', clause: 'S0-11' }],
      },
      routine: {
        title: 'Routine',
        targets: {
          'first-response': { within: { earliest: ['8 business hours', 'close of business'] }, clause: 'S0-13' },
        },
      },
    },
    availability: { percent: 99.9, window: 'month', kind: 'objective', clause: 'S0-17' },
    clauses: CLAUSES,
    defaults: { priority: 'routine', ...LIFE },
  };
}

const NOTES = [
  ...COMMON_NOTES,
  'Critical and high run on every hour; routine runs on business hours, because it is promised for the same business day.',
  'A case is routine until somebody classifies it; a later priority counts from the same receipt.',
  'Routine mail is answered by whichever comes first, 8 business hours or the close of its business day; mail that comes outside hours belongs to the next day. Mail a minute before closing is therefore due at closing.',
  'The hand-over of a critical case counts 2 hours from receipt, that of a high one 4 hours, the figure of its own aim.',
  'Continuous updates are read as one every hour, from the hand-over on.',
  'As fast as possible is no figure: a critical case has no resolution clock.',
];

const CLAUSES = {
  ...keptBy('target', {
    'S0-4': 'A critical case is answered within an hour.',
    'S0-6': 'Once the senior team has it, a critical case is kept up to date until it is resolved.',
    'S0-9': 'A high case is answered within two hours.',
    'S0-10': 'A high case is meant to be resolved within four hours.',
    'S0-13': 'A routine case is answered within eight hours, on the same business day.',
  }),
  ...keptBy('step', {
    'S0-2': 'A critical case is passed on the moment it is known to be one.',
    'S0-5': 'A critical case not resolved after two hours goes to the senior technical team.',
    'S0-11': 'A high case not resolved in its time goes to a specialised team.',
  }),
  ...keptBy('availability', { 'S0-17': 'The network is up 99.9 % of the time.' }),
  ...keptBy('calendar', { 'S0-1': 'Somebody answers at every hour, by phone, mail and chat.' }),
  ...keptBy('triage', {
    'S0-3': 'An outage or a severe breach of security is critical.',
    'S0-8': 'What hurts several users, or a workflow that matters, is high.',
    'S0-12': 'A question, or what hurts one user, is routine.',
  }),
  ...keptBy('tiers', { 'S0-16': 'What stays unresolved moves to those who know most about it.' }),
  ...keptBy('workflow', {
    'S0-7': 'Essential services come first when a critical case is worked on.',
    'S0-14': 'A routine case is followed to its end, and the requester is asked how it went.',
    'S0-15': 'Who asks the same again is offered training or a guide.',
  }),
  ...keptBy('page', { 'S0-18': 'Help is found in the knowledge base or asked for by a form.' }),
};
