import type { z } from 'zod';

import { isRecord } from '../calendar/field.ts';
import { quoted } from '../time/time-error.ts';
import { EVENT_NAMES, isEventName } from './event-names.ts';
import type { WarnAt } from './policy.ts';
import { named, type PolicyFaultCode, type PolicyField } from './policy-error.ts';
import { warnAtSchema } from './policy-schema.ts';

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
export function part<Schema extends z.ZodType>(schema: Schema, { value }: PolicyField): z.output<Schema> | undefined {
  const result = schema.safeParse(value);
  return result.success ? result.data : undefined;
}

export function textOf({ value }: PolicyField): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The texts of a list; what is no text was told. */
export function textsOf({ value }: PolicyField): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

export function recordOf({ value }: PolicyField): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

type UnknownName = Extract<PolicyFaultCode, `unknown-${string}`>;

/** A name that the policy has to declare; no name at all is fine. */
export function readKnown(name: PolicyField, known: ReadonlySet<string>, code: UnknownName): string | undefined {
  const text = textOf(name);
  if (text !== undefined && !known.has(text))
    name.refuse(
      code,
      `${quoted(text)} is no ${code.slice('unknown-'.length)} of this policy: expected ${named(known)}`,
    );
  return text;
}

export function readEvents(events: PolicyField): readonly string[] | undefined {
  return events.optional(() => textsOf(events).map((event, i) => readEvent(events.at(i).holding(event))));
}

export function readEvent(event: PolicyField<string>): string {
  if (!isEventName(event.value))
    event.refuse('unknown-event', `${quoted(event.value)} is no event: expected ${EVENT_NAMES.join(', ')}`);
  return event.value;
}

/** Shares strictly between 0 and 100: at 100 the clock is missed, and nothing warns after that. */
export function readWarnAt(shares: PolicyField): readonly WarnAt[] | undefined {
  return part(warnAtSchema.optional(), shares)?.map((text, i) => {
    const percent = Number.parseFloat(text);
    if (percent <= 0 || percent >= 100)
      shares.at(i).refuse('never-fires', `${quoted(text)} never warns: expected more than 0% and less than 100%`);
    return { percent };
  });
}
