import fc from 'fast-check';
import { expect, it } from 'vitest';

import { evaluate } from '../case-sla/evaluate.ts';
import { checkPolicy } from '../check/check-policy.ts';
import { presetSpec, presets } from '../presets/index.ts';
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

const EVENTS = [
  { type: 'opened', at: '2026-11-20T16:00:00Z', channel: 'email' },
  { type: 'requester-replied', at: '2026-11-20T18:00:00Z', by: 'requester:rob' },
  { type: 'replied', at: '2026-11-23T10:00:00Z', by: 'agent:ann' },
  { type: 'paused', at: '2026-11-23T12:00:00Z', reason: 'awaiting-requester', by: 'agent:ann' },
  { type: 'resolved', at: '2026-11-25T12:00:00Z', by: 'agent:ann' },
  { type: 'reopened', at: '2026-11-26T12:00:00Z', by: 'requester:rob' },
] as const;
const WITHIN = { from: '2026-11-20T00:00:00Z', to: '2026-12-20T00:00:00Z' };

it('a policy with slips in it is told its faults, or judges a case; neither throws', () => {
  fc.assert(
    fc.property(spoilt, (written) => {
      const read = parsePolicy(written);
      if ('policy' in read) {
        evaluate(read.policy, EVENTS, WITHIN.to);
        checkPolicy(read.policy, WITHIN);
      } else for (const { message } of read.faults) expect(message).toContain('expected');
    }),
    { numRuns: Number(process.env.LAW_RUNS ?? 2_000) },
  );
});
