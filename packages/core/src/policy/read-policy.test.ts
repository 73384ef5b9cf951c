import fc from 'fast-check';
import { expect, it } from 'vitest';

import { presetSpec, presets } from '../presets/index.ts';
import { compiledPolicy } from './compile-policy.ts';
import { parsePolicy } from './define-policy.ts';

/** Something that people or programs get wrong: another type, an empty thing, a text that means nothing. */
const slip = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    true,
    0,
    -1,
    7,
    '',
    'soon',
    '25:00',
    '4',
    [],
    {},
    [null],
    { x: 1 },
    Number.NaN,
  ),
  fc.anything({ maxDepth: 2 }),
);

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, each]) => pathsOf(each, [...path, key]))];
}

function withSlip(value: unknown, [key, ...rest]: Path, wrong: unknown): unknown {
  if (key === undefined) return wrong;
  const copy: Record<string | number, unknown> = Array.isArray(value)
    ? ([...value] as never)
    : { ...(value as object) };
  copy[key] = withSlip(copy[key], rest, wrong);
  return copy;
}

const spoilt = fc
  .tuple(fc.constantFrom(...presets), fc.array(fc.tuple(fc.nat(), slip), { minLength: 1, maxLength: 4 }))
  .map(([id, slips]) =>
    slips.reduce<unknown>((spec, [at, wrong]) => {
      const paths = pathsOf(spec);
      return withSlip(spec, paths[at % paths.length] ?? [], wrong);
    }, presetSpec(id)),
  );

it('a policy with slips in it is told its faults or compiles, and never throws', () => {
  fc.assert(
    fc.property(spoilt, (written) => {
      const read = parsePolicy(written);
      if ('policy' in read) compiledPolicy(read.policy);
      else for (const { message } of read.faults) expect(message).toContain('expected');
    }),
    { numRuns: 2_000 },
  );
});
