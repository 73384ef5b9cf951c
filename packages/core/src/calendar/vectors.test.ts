import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { formatInstant } from '../time/instant.ts';
import { CalendarError, type CalendarSpec, compileCalendar } from './index.ts';

type Op =
  | { op: 'add'; from: string; minutes: number; expect?: string; expectError?: true; tag: string }
  | { op: 'between'; from: string; to: string; expectMinutes: number; tag: string };

const file = new URL('../../vectors/business-time.json', import.meta.url);
const vectors: { count: number; cases: { name: string; calendar: CalendarSpec; ops: Op[] }[] } = JSON.parse(
  readFileSync(file, 'utf8'),
);

const MINUTE = 60_000;

describe('the conformance vectors', () => {
  for (const { name, calendar: spec, ops } of vectors.cases) {
    const calendar = compileCalendar(spec);
    test.each(ops)(`${name}: $op from $from ($tag)`, (op) => {
      const from = Date.parse(op.from);
      if (op.op === 'between') {
        expect(calendar.betweenMs(from, Date.parse(op.to)) / MINUTE).toBe(op.expectMinutes);
        expect(calendar.between(op.from, op.to).total('minutes')).toBe(op.expectMinutes);
      } else if (op.expectError) {
        expect(() => calendar.addMs(from, op.minutes * MINUTE)).toThrow(CalendarError);
      } else {
        expect(formatInstant(calendar.addMs(from, op.minutes * MINUTE))).toBe(op.expect);
      }
    });
  }

  test('are all there', () => {
    expect(vectors.cases.flatMap((each) => each.ops)).toHaveLength(vectors.count);
  });
});
