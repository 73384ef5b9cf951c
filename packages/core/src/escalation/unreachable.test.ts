import { describe, expect, it } from 'vitest';

import type { CaseEvent } from '../case/case-event.ts';
import { evaluate } from '../case-sla/evaluate.ts';
import { definePolicy } from '../policy/define-policy.ts';

const policy = definePolicy({
  id: 'p',
  version: 1,
  timeZone: 'UTC',
  priorities: {
    high: {
      escalation: [
        { id: 'first', on: 'prioritised', notify: [{ role: 'duty' }], acknowledgeWithin: '15 minutes' },
        { id: 'second', after: '2 hours', notify: [{ role: 'lead' }], acknowledgeWithin: '15 minutes' },
        { id: 'third', after: '3 hours', notify: [{ role: 'boss' }] },
      ],
    },
  },
  defaults: { priority: 'high' },
});

const opened: CaseEvent = { type: 'opened', at: '2026-11-23T10:00:00Z', channel: 'email' };
const unreachable = (step: string, at = '2026-11-23T10:00:00Z'): CaseEvent => ({ type: 'unreachable', at, step });

function stepsBy(at: string, ...events: CaseEvent[]): readonly string[] {
  return evaluate(policy, [opened, ...events], at).effects.map((effect) => `${effect.step} ${effect.at}`);
}

describe('a step that reaches nobody', () => {
  it('falls through at once, also in the very instant in which it fires', () => {
    expect(stepsBy('2026-11-23T10:00:00Z', unreachable('first'))).toEqual([
      'first 2026-11-23T10:00:00Z',
      'second 2026-11-23T10:00:00Z',
    ]);
  });

  it('passes by every step that reaches nobody either', () => {
    expect(stepsBy('2026-11-23T10:00:00Z', unreachable('first'), unreachable('second'))).toHaveLength(3);
  });

  it('falls through when it is found out later', () => {
    expect(stepsBy('2026-11-23T10:05:00Z', unreachable('first', '2026-11-23T10:05:00Z')).at(-1)).toBe(
      'second 2026-11-23T10:05:00Z',
    );
  });

  it('does nothing before it has fired', () => {
    expect(stepsBy('2026-11-23T10:10:00Z', unreachable('second', '2026-11-23T10:05:00Z'))).toEqual([
      'first 2026-11-23T10:00:00Z',
    ]);
  });
});
