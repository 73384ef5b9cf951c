import { definePolicy, type Policy, Temporal } from '@sla/core';
import { describe, expect, it } from 'vitest';

import { createPolicyShelf } from './policy-shelf.ts';

const policy = (id: string, version: number, effectiveFrom?: string): Policy =>
  definePolicy({
    id,
    version,
    timeZone: 'Europe/London',
    ...(effectiveFrom !== undefined && { effectiveFrom }),
    priorities: { normal: { targets: { 'first-response': { within: '1 hour' } } } },
    defaults: { priority: 'normal' },
  });

describe('the policy in force', () => {
  const shelf = createPolicyShelf({
    current: [policy('a', 1), policy('a', 2, '2027-01-01'), policy('b', 1)],
    defaultPolicy: 'a',
  });

  it.each([
    ['the newest that has begun', 'a', '2026-12-31T23:59:00Z', 'a', 1],
    ['a newer one from its date on, in its own zone', 'a', '2027-01-01T00:00:00Z', 'a', 2],
    ['the default where none is named', undefined, '2026-11-23T00:00:00Z', 'a', 1],
    ['the default where the name is unknown', 'c', '2026-11-23T00:00:00Z', 'a', 1],
  ] as const)('%s', (_, id, at, expected, version) => {
    expect(shelf.inForce(id, Temporal.Instant.from(at))).toMatchObject({ id: expected, version });
  });

  it('is a clear error where the default is none of them', () => {
    expect(() =>
      createPolicyShelf({ current: [policy('a', 1)], defaultPolicy: 'z' }).inForce(
        undefined,
        Temporal.Instant.from('2026-11-23T00:00:00Z'),
      ),
    ).toThrow("the desk's default policy is z, which is not among its policies: a");
  });
});
