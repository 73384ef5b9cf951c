import type { Temporal } from 'temporal-polyfill';
import { type InstantLike, toEpochMs } from '../time/instant.ts';
import { type Interval, inInstants, subtract } from '../time/interval.ts';
import { memberAt, type ShiftMs, shiftsWithin } from './on-call.ts';
import { parseRota } from './parse-rota.ts';
import type { RotaSpec } from './rota-spec.ts';

/** One person's time on call. */
export interface Shift {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  readonly member: string;
  readonly origin: ShiftMs['origin'];
  readonly name?: string;
}

/** Time in which nobody is on call. */
export interface RotaGap {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
}

export interface Rota {
  readonly timeZone: string;
  /** Who is on call, or nobody. */
  onCall(at: InstantLike): string | undefined;
  /** Within [from, to), in order, cut to its bounds; turns of one person that follow each other are one shift. */
  shifts(from: InstantLike, to: InstantLike): Shift[];
  /** Within [from, to), in order. */
  gaps(from: InstantLike, to: InstantLike): RotaGap[];
  onCallMs(at: number): string | undefined;
  shiftsMs(from: number, to: number): ShiftMs[];
  gapsMs(from: number, to: number): Interval[];
}

/**
 * Throws RotaError with every fault.
 *
 * @example
 * ```ts
 * import { compileRota } from '@sla/core';
 *
 * const primary = compileRota({
 *   timeZone: 'Europe/London',
 *   layers: [{ members: ['agent:ann', 'agent:bob'], rotation: 'daily', handoffAt: '09:00', firstTurn: '2026-11-23' }],
 *   overrides: [{ from: '2026-11-24T18:00', to: '2026-11-25T09:00', member: 'agent:cem' }],
 * });
 * primary.onCall('2026-11-24T12:00:00Z'); // → agent:bob
 * primary.shifts('2026-11-24T12:00:00Z', '2026-11-25T12:00:00Z').map(({ member }) => member); // → [ 'agent:bob', 'agent:cem', 'agent:ann' ]
 * ```
 */
export function compileRota(spec: RotaSpec): Rota {
  const plan = parseRota(spec);
  const shiftsMs = (start: number, end: number) => shiftsWithin(plan, { start, end });
  const gapsMs = (start: number, end: number) => subtract({ start, end }, shiftsMs(start, end));
  return {
    timeZone: plan.zone.timeZone,
    onCall: (at) => memberAt(plan, toEpochMs(at)),
    shifts: (from, to) => shiftsMs(toEpochMs(from), toEpochMs(to)).map(inInstants),
    gaps: (from, to) => gapsMs(toEpochMs(from), toEpochMs(to)).map(inInstants),
    onCallMs: (at) => memberAt(plan, at),
    shiftsMs,
    gapsMs,
  };
}
