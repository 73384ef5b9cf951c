/** Maps instants (epoch milliseconds) to a share of an axis' width: 0 is its left end, 1 its right; beyond either lies outside. */
export interface TimeScale {
  readonly from: number;
  readonly to: number;
  position(ms: number): number;
}

export function linearScale(from: number, to: number): TimeScale {
  const length = Math.max(1, to - from);
  return { from, to, position: (ms) => (ms - from) / length };
}

/**
 * An axis that is finest at now: on either side, distance grows with the square root of time.
 * A quarter of an hour stays wide enough to read beside a day, and order is kept.
 */
export function scaleAroundNow(now: number, past: number, future: number, pastShare = naturalShare(past, future)) {
  const side = (offset: number) => Math.sqrt(Math.abs(offset) / (offset < 0 ? past : future));
  const position = (ms: number) => {
    const offset = ms - now;
    return offset < 0 ? pastShare * (1 - side(offset)) : pastShare + (1 - pastShare) * side(offset);
  };
  return { from: now - past, to: now + future, position } satisfies TimeScale;
}

/** A stretch as it is drawn: cut to the axis, with word of what lies outside. */
export interface Span {
  readonly start: number;
  readonly width: number;
  readonly cutLeft: boolean;
  readonly cutRight: boolean;
}

export function spanOf(scale: TimeScale, from: number, to: number): Span | undefined {
  if (to < scale.from || from > scale.to || to < from) return undefined;
  const start = clampShare(scale.position(from));
  return {
    start,
    width: clampShare(scale.position(to)) - start,
    cutLeft: from < scale.from,
    cutRight: to > scale.to,
  };
}

/** A share as CSS reads it. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(3)}%`;
}

function naturalShare(past: number, future: number): number {
  const share = Math.sqrt(past) / (Math.sqrt(past) + Math.sqrt(future));
  return Math.min(0.7, Math.max(0.15, share));
}

function clampShare(share: number): number {
  return Math.min(1, Math.max(0, share));
}
