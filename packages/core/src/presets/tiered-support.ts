import type { PolicySpec } from '../policy/policy-spec.ts';
import { COMMON_NOTES, keptBy, LIFE, officeHours, type PresetOptions } from './preset-options.ts';

const HANDOVER = { requires: ['error-message', 'steps-tried', 'logs'] };

/** Three tiers and what is handed over between them, without figures: a base for other policies (S2). */
export function tieredSupport(options: PresetOptions): PolicySpec {
  return {
    id: 'tiered-support',
    title: 'Three tiers, no figures',
    notes: NOTES,
    ...officeHours(options, { timeZone: 'UTC', weekly: { 'mon-fri': '09:00-17:00' } }),
    tiers: ['L1', 'L2', 'L3'],
    handover: { L2: HANDOVER, L3: HANDOVER },
    priorities: { normal: { title: 'Normal' } },
    clauses: CLAUSES,
    defaults: { priority: 'normal', ...LIFE },
  };
}

const NOTES = [
  ...COMMON_NOTES,
  'The text names no time: nothing is due. A policy that extends this adds its own targets and steps.',
  'When to raise a case, and whether to L2 or L3, is decided by hand.',
  'What a case must carry on its way up is asked for; where it is missing the desk warns and does not refuse.',
];

const CLAUSES = {
  ...keptBy('tiers', {
    'S2-1': 'L1 is the first contact, asks what is needed and gives basic help.',
    'S2-2': 'What L1 cannot solve goes to L2 or L3.',
    'S2-3': 'L1 collects error messages and logs and passes them on.',
  }),
  ...keptBy('workflow', {
    'S2-4': 'Common issues and their solutions are written down for all, and for self-help.',
    'S2-5': 'Every tier looks there first when an issue comes back.',
    'S2-7': 'Users are offered training and tips before they need help.',
  }),
  ...keptBy('page', { 'S2-6': 'Figures and trends are studied, so that issues are prevented.' }),
};
