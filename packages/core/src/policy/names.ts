import type { z } from 'zod';

import { quoted } from '../time/time-error.ts';
import { EVENT_NAMES, isEventName } from './event-names.ts';
import type { WarnAt } from './policy.ts';
import { named, type PolicyFaultCode, type PolicyPath, type Report } from './policy-error.ts';

/** The names that a policy declares, whatever else is wrong with it. */
export interface Names {
  readonly calendars: ReadonlySet<string>;
  readonly tiers: ReadonlySet<string>;
  readonly reasons: ReadonlySet<string>;
  readonly rotas: ReadonlySet<string>;
  readonly priorities: ReadonlySet<string>;
  readonly clauses: ReadonlySet<string>;
}

/** A part that has its shape; one that has not was told already, and is passed over here. */
export function part<Schema extends z.ZodType>(schema: Schema, written: unknown): z.output<Schema> | undefined {
  const result = schema.safeParse(written);
  return result.success ? result.data : undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The texts of a list; what is no text was told. */
export function textsIn(value: unknown): readonly string[] {
  return listOf(value).filter((each) => typeof each === 'string');
}

type UnknownName = Extract<PolicyFaultCode, `unknown-${string}`>;

/** Reports a name that the policy does not declare; no name at all is fine. */
export function requireName(
  name: unknown,
  known: ReadonlySet<string>,
  path: PolicyPath,
  code: UnknownName,
  report: Report,
): void {
  if (typeof name !== 'string' || known.has(name)) return;
  report(path, code, `${quoted(name)} is no ${code.slice('unknown-'.length)} of this policy: expected ${named(known)}`);
}

export function readEvents(
  written: readonly string[] | undefined,
  path: PolicyPath,
  report: Report,
): readonly string[] | undefined {
  written?.forEach((event, i) => {
    requireEvent(event, [...path, i], report);
  });
  return written;
}

export function requireEvent(event: string, path: PolicyPath, report: Report): void {
  if (isEventName(event)) return;
  report(path, 'unknown-event', `${quoted(event)} is no event: expected ${EVENT_NAMES.join(', ')}`);
}

/** Shares strictly between 0 and 100: at 100 the clock is missed, and nothing warns after that. */
export function readWarnAt(
  written: readonly string[] | undefined,
  path: PolicyPath,
  report: Report,
): readonly WarnAt[] | undefined {
  return written?.map((text, i) => {
    const percent = Number.parseFloat(text);
    if (percent <= 0 || percent >= 100)
      report([...path, i], 'never-fires', `${quoted(text)} never warns: expected more than 0% and less than 100%`);
    return { percent };
  });
}
