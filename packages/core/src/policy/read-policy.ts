import { defined } from './defined.ts';
import { readClosing, readReopening } from './life-rules.ts';
import { isRecord, type Names, part, readWarnAt, requireName, textsIn } from './names.ts';
import type { AvailabilityPromise, Clause, Policy } from './policy.ts';
import type { PolicyFault, Report } from './policy-error.ts';
import { availabilitySchema, businessDaySchema, clauseSchema, policySchema, warnAtSchema } from './policy-schema.ts';
import { readCalendars, readZone } from './read-calendars.ts';
import { readPriority } from './read-priority.ts';
import { readRotas } from './read-rotas.ts';
import { shapeFaults } from './shape-faults.ts';

/** A policy from its written form, or every fault in it. */
export function readPolicy(
  written: unknown,
): { readonly policy: Policy } | { readonly faults: readonly PolicyFault[] } {
  const faults = shapeFaults(policySchema, written);
  const report: Report = (path, code, message) => faults.push({ path, code, message });
  const policy = isRecord(written) ? resolvePolicy(written, report) : undefined;
  return policy && faults.length === 0 ? { policy } : { faults };
}

const USUAL_TIERS = ['L1', 'L2', 'L3'];
const USUAL_REASONS = ['awaiting-requester', 'awaiting-vendor'];
const USUAL_REOPENING = 'resume within 7 days';

/** The written form with its shape not relied upon: what does not fit was told, and is passed over. */
type Written = Readonly<Record<string, unknown>>;

function resolvePolicy(written: Written, report: Report): Policy {
  const names = namesOf(written);
  requireName(written.calendar, names.calendars, ['calendar'], 'unknown-calendar', report);
  requireName(written.floor, names.priorities, ['floor'], 'unknown-priority', report);
  return defined({
    id: text(written.id) ?? '',
    version: typeof written.version === 'number' ? written.version : 1,
    title: text(written.title),
    notes: textsIn(written.notes),
    timeZone: readZone(written.timeZone, ['timeZone'], report),
    effectiveFrom: text(written.effectiveFrom),
    calendars: readCalendars(written.calendars, names, report),
    calendar: text(written.calendar),
    businessDay: part(businessDaySchema, written.businessDay) ?? 'same-time',
    warnAt: readWarnAt(part(warnAtSchema, written.warnAt), ['warnAt'], report),
    tiers: [...names.tiers],
    handover: readHandover(written.handover, names, report),
    pauseReasons: [...names.reasons],
    priorities: [...names.priorities].map((name) =>
      readPriority(name, recordOf(written.priorities)[name], names, report),
    ),
    map: readMap(written.map, names, report),
    floor: text(written.floor),
    rotas: readRotas(written.rotas, report),
    availability: readAvailability(written.availability),
    clauses: readClauses(written.clauses),
    defaults: readDefaults(recordOf(written.defaults), names, report),
  });
}

function namesOf(written: Written): Names {
  const keys = (key: string) => new Set(Object.keys(recordOf(written[key])));
  const list = (key: string, usual: readonly string[]) =>
    new Set(written[key] === undefined ? usual : textsIn(written[key]));
  return {
    calendars: keys('calendars'),
    tiers: list('tiers', USUAL_TIERS),
    reasons: list('pauseReasons', USUAL_REASONS),
    rotas: keys('rotas'),
    priorities: keys('priorities'),
    clauses: keys('clauses'),
  };
}

function readHandover(written: unknown, names: Names, report: Report): Policy['handover'] {
  for (const tier of Object.keys(recordOf(written)))
    requireName(tier, names.tiers, ['handover', tier], 'unknown-tier', report);
  return recordOf(written) as Policy['handover'];
}

function readMap(written: unknown, names: Names, report: Report): Policy['map'] {
  for (const [theirs, ours] of Object.entries(recordOf(written)))
    requireName(ours, names.priorities, ['map', theirs], 'unknown-priority', report);
  return recordOf(written) as Policy['map'];
}

function readAvailability(written: unknown): readonly AvailabilityPromise[] {
  const all = written === undefined ? [] : [written].flat();
  return all.flatMap((each) => {
    const promise = part(availabilitySchema, each);
    return promise ? [defined({ ...promise, kind: promise.kind ?? 'commitment', clause: promise.clause })] : [];
  });
}

function readClauses(written: unknown): Readonly<Record<string, Clause>> {
  const clauses: Record<string, Clause> = {};
  for (const [id, each] of Object.entries(recordOf(written))) {
    const clause = part(clauseSchema, each);
    if (clause !== undefined) clauses[id] = typeof clause === 'string' ? { says: clause, keptBy: 'target' } : clause;
  }
  return clauses;
}

function readDefaults(written: Written, names: Names, report: Report): Policy['defaults'] {
  requireName(written.priority, names.priorities, ['defaults', 'priority'], 'unknown-priority', report);
  const reopen = readReopening(text(written.reopen) ?? USUAL_REOPENING, ['defaults', 'reopen'], report);
  const close = text(written.close);
  return defined({
    priority: text(written.priority) ?? [...names.priorities].at(-1) ?? '',
    reopen: reopen ?? { kind: 'ignore' },
    close: close === undefined ? undefined : readClosing(close, ['defaults', 'close'], report),
  });
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function recordOf(value: unknown): Written {
  return isRecord(value) ? value : {};
}
