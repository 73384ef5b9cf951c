import { quoted } from '../time/time-error.ts';
import type { CalendarFaultCode } from './calendar-error.ts';
import { parseDate } from './local-date.ts';

export type Path = readonly (string | number)[];

/** Takes down a fault; reading goes on, so that all are found at once. */
export type Report = (path: Path, code: CalendarFaultCode, message: string) => void;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The day number of a date. */
export function readDate(value: unknown, path: Path, report: Report): number | undefined {
  const day = typeof value === 'string' ? parseDate(value) : undefined;
  if (day !== undefined) return day;
  if (value === undefined) report(path, 'missing-key', `${path.at(-1)} is missing: expected a date such as 2026-12-25`);
  else report(path, 'bad-date', `${quoted(value)} is not a date: expected YYYY-MM-DD, such as 2026-12-25`);
  return undefined;
}

/** An IANA name; UTC where there is none. */
export function readTimeZone(value: unknown, path: Path, report: Report): string {
  if (typeof value === 'string' && isTimeZone(value)) return value;
  const expected = 'expected an IANA name such as Europe/London';
  if (value === undefined) report(path, 'missing-key', `timeZone is missing: ${expected}`);
  else report(path, 'bad-zone', `${quoted(value)} is not a time zone: ${expected}`);
  return 'UTC';
}

/**
 * Whether this machine's time zone data know the name.
 *
 * @example
 * ```ts
 * import { isTimeZone } from '@sla/core';
 *
 * isTimeZone('Europe/London'); // → true
 * isTimeZone('Europe/Londin'); // → false
 * ```
 */
export function isTimeZone(name: string): boolean {
  try {
    return name !== '' && new Intl.DateTimeFormat('en-US', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

export function readName(value: unknown, path: Path, report: Report): { name?: string } {
  if (value === undefined) return {};
  if (typeof value === 'string') return { name: value };
  report([...path, 'name'], 'bad-type', `${quoted(value)} is not a name: expected text`);
  return {};
}

export function readList(value: unknown, path: Path, what: string, report: Report): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (value === undefined) report(path, 'missing-key', `${path.at(-1)} is missing: expected a list of ${what}`);
  else report(path, 'bad-type', `${quoted(value)} is not a list: expected a list of ${what}`);
  return [];
}

export function refuseUnknownKeys(
  value: Record<string, unknown>,
  known: readonly string[],
  path: Path,
  report: Report,
): void {
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    report([...path, key], 'unknown-key', `${quoted(key)} is not known here: expected ${known.join(', ')}`);
  }
}
