import { defined } from '../calendar/defined.ts';
import { Field } from '../calendar/field.ts';
import { readClosing, readReopening } from './life-rules.ts';
import { type Names, part, readKnown, readWarnAt, recordOf, textOf, textsOf } from './names.ts';
import type { AvailabilityPromise, Clause, Policy } from './policy.ts';
import type { PolicyFault, PolicyField } from './policy-error.ts';
import { availabilitySchema, businessDaySchema, clauseSchema, policySchema } from './policy-schema.ts';
import { readCalendars, readZone } from './read-calendars.ts';
import { readPriority } from './read-priority.ts';
import { readRotas } from './read-rotas.ts';
import { refuseShape } from './shape-faults.ts';

/** A policy from its written form, or every fault in it. */
export function readPolicy(input: unknown): { readonly policy: Policy } | { readonly faults: readonly PolicyFault[] } {
  const faults: PolicyFault[] = [];
  const written: PolicyField = new Field(input, [], (path, code, message) => faults.push({ path, code, message }));
  refuseShape(policySchema, written);
  const policy = resolvePolicy(written);
  return faults.length === 0 ? { policy } : { faults };
}

const USUAL_TIERS = ['L1', 'L2', 'L3'];
const USUAL_REASONS = ['awaiting-requester', 'awaiting-vendor'];
const USUAL_REOPENING = 'resume within 7 days';

/** The written form with its shape not relied upon: what does not fit was told, and is passed over. */
function resolvePolicy(written: PolicyField): Policy {
  const names = namesOf(written);
  const { version } = recordOf(written);
  return defined({
    id: textOf(written.at('id')) ?? '',
    version: typeof version === 'number' ? version : 1,
    title: textOf(written.at('title')),
    notes: textsOf(written.at('notes')),
    timeZone: readZone(written.at('timeZone')),
    effectiveFrom: textOf(written.at('effectiveFrom')),
    calendars: readCalendars(written.at('calendars'), names),
    calendar: readKnown(written.at('calendar'), names.calendars, 'unknown-calendar'),
    businessDay: part(businessDaySchema, written.at('businessDay')) ?? 'same-time',
    warnAt: readWarnAt(written.at('warnAt')),
    tiers: [...names.tiers],
    handover: readHandover(written.at('handover'), names),
    pauseReasons: [...names.reasons],
    priorities: written
      .at('priorities')
      .entries()
      .map(([name, priority]) => readPriority(name, priority, names)),
    map: readMap(written.at('map'), names),
    floor: readKnown(written.at('floor'), names.priorities, 'unknown-priority'),
    rotas: readRotas(written.at('rotas')),
    availability: readAvailability(written.at('availability')),
    clauses: readClauses(written.at('clauses')),
    defaults: readDefaults(written.at('defaults'), names),
  });
}

function namesOf(written: PolicyField): Names {
  const keys = (key: string) => new Set(Object.keys(recordOf(written.at(key))));
  const list = (key: string, usual: readonly string[]) => new Set(written.at(key).optional(textsOf) ?? usual);
  return {
    calendars: keys('calendars'),
    tiers: list('tiers', USUAL_TIERS),
    reasons: list('pauseReasons', USUAL_REASONS),
    rotas: keys('rotas'),
    priorities: keys('priorities'),
    clauses: keys('clauses'),
  };
}

function readHandover(written: PolicyField, names: Names): Policy['handover'] {
  for (const [tier, handover] of written.entries()) readKnown(handover.holding(tier), names.tiers, 'unknown-tier');
  return recordOf(written) as Policy['handover'];
}

function readMap(written: PolicyField, names: Names): Policy['map'] {
  for (const [, ours] of written.entries()) readKnown(ours, names.priorities, 'unknown-priority');
  return recordOf(written) as Policy['map'];
}

function readAvailability({ value }: PolicyField): readonly AvailabilityPromise[] {
  return [value].flat().flatMap((each) => {
    const { success, data } = availabilitySchema.safeParse(each);
    return success ? [defined({ ...data, kind: data.kind ?? 'commitment', clause: data.clause })] : [];
  });
}

function readClauses(written: PolicyField): Readonly<Record<string, Clause>> {
  const clauses: Record<string, Clause> = {};
  for (const [id, each] of written.entries()) {
    const clause = part(clauseSchema, each);
    if (clause !== undefined) clauses[id] = typeof clause === 'string' ? { says: clause, keptBy: 'target' } : clause;
  }
  return clauses;
}

function readDefaults(written: PolicyField, names: Names): Policy['defaults'] {
  const reopen = written.at('reopen');
  const close = written.at('close');
  const closing = textOf(close);
  return defined({
    priority:
      readKnown(written.at('priority'), names.priorities, 'unknown-priority') ?? [...names.priorities].at(-1) ?? '',
    reopen: readReopening(reopen.holding(textOf(reopen) ?? USUAL_REOPENING)) ?? { kind: 'ignore' },
    close: closing === undefined ? undefined : readClosing(close.holding(closing)),
  });
}
