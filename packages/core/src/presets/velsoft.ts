import type { PolicySpec } from '../policy/policy-spec.ts';
import { COMMON_NOTES, keptBy, LIFE, officeHours, type PresetOptions } from './preset-options.ts';

/** Halifax office hours, two priorities, every request acknowledged by a person (S1). */
export function velsoft(options: PresetOptions): PolicySpec {
  return {
    id: 'velsoft',
    title: 'Office hours, two priorities, every request acknowledged',
    notes: NOTES,
    ...officeHours(options, { timeZone: 'America/Halifax', weekly: { 'mon-fri': '08:00-16:30' } }),
    tiers: ['frontline', 'investigation'],
    priorities: {
      high: {
        title: 'High priority',
        when: { impact: ['everyone', 'many'] },
        targets: {
          acknowledgement: { within: '2 business hours', clause: 'S1-12' },
          'first-response': { within: '4 business hours', clause: 'S1-15' },
          resolution: { within: '1 business day', clause: 'S1-15' },
        },
      },
      medium: {
        title: 'Medium priority',
        targets: {
          acknowledgement: { within: '2 business hours', clause: 'S1-12' },
          'first-response': { within: '1 business day', clause: 'S1-16' },
          resolution: { within: '3 business days', clause: 'S1-16' },
        },
      },
    },
    map: { low: 'medium' },
    floor: 'medium',
    clauses: CLAUSES,
    defaults: { priority: 'medium', ...LIFE },
  };
}

const NOTES = [
  ...COMMON_NOTES,
  'The hours are those of Halifax as its clocks show them, daylight saving included.',
  'Hours and days are business time: the office is the only time named.',
  'An acknowledgement is a person’s; set `automatic: true` on it to let the receipt count. A response is a first contact about the matter itself.',
  'Two levels are announced and three are named: low is known, and handled as medium.',
  'On public holidays other arrangements are announced and no closing, so clocks run; a holiday rota may say who answers.',
  'While the client’s own technicians look into it the clocks run; a policy may add a pause.',
];

const CLAUSES = {
  ...keptBy('target', {
    'S1-12': 'Every request by mail or phone is acknowledged within two hours.',
    'S1-15': 'High: acknowledged in two hours, answered in four, resolved in a day.',
    'S1-16': 'Medium: acknowledged in two hours, answered in a day, resolved in three.',
  }),
  ...keptBy('calendar', {
    'S1-1': 'The office is open Monday to Friday, 8:00 to 16:30 in Halifax.',
    'S1-17': 'On public holidays support goes another way, by local contacts.',
  }),
  ...keptBy('triage', {
    'S1-5': 'How soon somebody gets in touch depends on the priority.',
    'S1-11': 'Nothing is treated as low: it becomes medium.',
    'S1-18': 'High is what stops normal use widely or interrupts the client’s work.',
    'S1-19': 'Medium is what impairs some uses, or would help the client’s work along.',
  }),
  ...keptBy('workflow', {
    'S1-2': 'The client writes or calls, with text or pictures of what happened where there are some.',
    'S1-3': 'The case is logged and gets a number.',
    'S1-4': 'It is given to a named person and gets a priority by itself.',
    'S1-6': 'What is unfamiliar is first tried out together, by phone or shared screen.',
    'S1-7': 'If that does not help, facts are gathered and others are drawn in, the client’s technicians too.',
    'S1-8': 'Every contact is recorded and reaches the account managers.',
    'S1-9': 'The client is told the solution, mostly by mail.',
    'S1-10': 'The case is closed as resolved and kept to look up.',
    'S1-13': 'A caller who gets through has the matter noted at once.',
    'S1-14': 'Staff weigh how serious it is, and everything is still logged for audit.',
  }),
};
