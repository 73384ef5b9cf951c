import { expect, test } from 'vitest';

import { compiledPolicy } from '../policy/compile-policy.ts';
import { labOf } from '../testing/lab.ts';
import { ms } from '../testing/story.ts';
import { openCase } from './case-progress.ts';
import { passTimeBefore } from './settle.ts';

test('a timer that nothing answers is an error, never a loop', () => {
  const policy = compiledPolicy(labOf({}));
  const priority = policy.priorities.get('p1');
  if (priority === undefined) throw new Error('the lab has a p1');
  const progress = openCase(policy, priority, ms('mon 10:00'));
  progress.ladder.repeats = [{ step: 'of no ladder', nextMs: ms('mon 11:00'), left: 1 }];
  expect(() => passTimeBefore(progress, ms('mon 12:00'))).toThrow('time stands still at 2026-11-23T11:00:00Z');
});
