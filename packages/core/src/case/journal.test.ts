import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { FirstTimes, Journal } from './journal.ts';

describe('journal', () => {
  test('a state never sees what grew from it', () => {
    const one = Journal.empty<string>().with('a');
    const left = one.with('b');
    const right = one.with('c');
    expect([one, left, right].map((journal) => journal.toArray())).toEqual([['a'], ['a', 'b'], ['a', 'c']]);
    expect([one.last(), left.last(), right.at(1), right.at(2), Journal.empty().last()]).toEqual([
      'a',
      'b',
      'c',
      undefined,
      undefined,
    ]);
  });

  test('any tree of states holds what was put on the way to each', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), (parents) => {
        const states = [{ journal: Journal.empty<number>(), entries: [] as number[] }];
        for (const [i, parent] of parents.entries()) {
          const from = states[parent % states.length];
          if (from) states.push({ journal: from.journal.with(i), entries: [...from.entries, i] });
        }
        for (const { journal, entries } of states) expect(journal.toArray()).toEqual(entries);
      }),
    );
  });
});

describe('first times', () => {
  test('the first stays, and no state sees what grew from it', () => {
    const one = FirstTimes.NONE.with('a', 1);
    const left = one.with('b', 2).with('a', 9);
    const right = one.with('b', 3);
    expect([one, left, right].map((times) => [times.get('a'), times.get('b')])).toEqual([
      [1, undefined],
      [1, 2],
      [1, 3],
    ]);
    expect(FirstTimes.NONE.get('a')).toBeUndefined();
  });
});
