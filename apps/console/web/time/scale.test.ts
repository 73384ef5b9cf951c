import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { linearScale, percent, scaleAroundNow, spanOf } from './scale.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.parse('2026-11-20T12:00:00Z');

describe('an axis around now', () => {
  const scale = scaleAroundNow(NOW, 4 * HOUR, 24 * HOUR, 0.2);

  it('puts now where its past ends, and its ends at its ends', () => {
    expect(scale.position(NOW)).toBeCloseTo(0.2);
    expect(scale.position(NOW - 4 * HOUR)).toBeCloseTo(0);
    expect(scale.position(NOW + 24 * HOUR)).toBeCloseTo(1);
  });

  it('gives a quarter of an hour a tenth of a day', () => {
    expect(scale.position(NOW + 15 * MINUTE) - 0.2).toBeCloseTo(0.8 * Math.sqrt(15 / (24 * 60)));
    expect(scale.position(NOW + 15 * MINUTE) - 0.2).toBeGreaterThan(0.08);
  });

  it('keeps order', () => {
    const instant = fc.integer({ min: NOW - 9 * HOUR, max: NOW + 40 * HOUR });
    fc.assert(
      fc.property(instant, instant, (a, b) => {
        expect(Math.sign(scale.position(b) - scale.position(a))).toBe(Math.sign(b - a));
      }),
    );
  });

  it('divides itself by how much lies on either side, when it is not told', () => {
    expect(scaleAroundNow(NOW, HOUR, HOUR).position(NOW)).toBeCloseTo(0.5);
    expect(scaleAroundNow(NOW, MINUTE, 300 * HOUR).position(NOW)).toBeCloseTo(0.15);
    expect(scaleAroundNow(NOW, 300 * HOUR, MINUTE).position(NOW)).toBeCloseTo(0.7);
  });
});

describe('a stretch on an axis', () => {
  const scale = linearScale(NOW, NOW + 10 * HOUR);

  it.each([
    ['inside', 1, 3, { start: 0.1, width: 0.2, cutLeft: false, cutRight: false }],
    ['cut at the left', -2, 3, { start: 0, width: 0.3, cutLeft: true, cutRight: false }],
    ['cut at the right', 8, 12, { start: 0.8, width: 0.2, cutLeft: false, cutRight: true }],
    ['cut at both', -1, 11, { start: 0, width: 1, cutLeft: true, cutRight: true }],
  ])('is %s', (_name, from, to, expected) => {
    const span = spanOf(scale, NOW + from * HOUR, NOW + to * HOUR);
    expect(span?.start).toBeCloseTo(expected.start);
    expect(span?.width).toBeCloseTo(expected.width);
    expect(span).toMatchObject({ cutLeft: expected.cutLeft, cutRight: expected.cutRight });
  });

  it('is nothing when it lies outside, or ends before it begins', () => {
    expect(spanOf(scale, NOW - 3 * HOUR, NOW - HOUR)).toBeUndefined();
    expect(spanOf(scale, NOW + 11 * HOUR, NOW + 12 * HOUR)).toBeUndefined();
    expect(spanOf(scale, NOW + 3 * HOUR, NOW + 2 * HOUR)).toBeUndefined();
  });

  it('is said as CSS reads it', () => {
    expect(percent(0.12345678)).toBe('12.346%');
  });
});
