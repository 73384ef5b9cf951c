import { readTargets } from './clock-targets.ts';
import { defined } from './defined.ts';
import { readLadder } from './ladder.ts';
import { isRecord, listOf, type Names, part, readWarnAt, requireName } from './names.ts';
import type { Priority, TriageCondition } from './policy.ts';
import type { PolicyPath, Report } from './policy-error.ts';
import { businessDaySchema, conditionSchema, type WrittenCondition, warnAtSchema } from './policy-schema.ts';
import { type Rungs, refuseUnreachable } from './reachability.ts';

/** One priority, read part by part: a fault in one leaves the others to be read. */
export function readPriority(name: string, written: unknown, names: Names, report: Report): Priority {
  const path = ['priorities', name];
  const spec = isRecord(written) ? written : {};
  requireName(spec.calendar, names.calendars, [...path, 'calendar'], 'unknown-calendar', report);
  const targets = isRecord(spec.targets) ? readTargets(spec.targets, [...path, 'targets'], names, report) : [];
  const ladder = readLadder(spec.escalation, [...path, 'escalation'], names, report);
  refuseUnreachable(
    {
      priority: name,
      targets,
      steps: ladder.steps,
      clockNames: new Set(isRecord(spec.targets) ? Object.keys(spec.targets) : []),
      clockPath: (clock) => [...path, 'targets', clock],
      ...writtenSteps(spec.escalation, [...path, 'escalation']),
    },
    report,
  );
  return defined({
    name,
    title: typeof spec.title === 'string' ? spec.title : undefined,
    when: readConditions(spec.when, [...path, 'when'], report),
    calendar: typeof spec.calendar === 'string' ? spec.calendar : undefined,
    businessDay: part(businessDaySchema, spec.businessDay),
    warnAt: readWarnAt(part(warnAtSchema, spec.warnAt), [...path, 'warnAt'], report),
    targets,
    ladder,
  });
}

function writtenSteps(escalation: unknown, path: PolicyPath): Pick<Rungs, 'stepIds' | 'stepPath'> {
  const inList = Array.isArray(escalation);
  const steps = inList ? escalation : isRecord(escalation) ? listOf(escalation.steps) : [];
  const indexes = new Map(steps.map((step, i) => [isRecord(step) && typeof step.id === 'string' ? step.id : '', i]));
  return {
    stepIds: new Set(indexes.keys()),
    stepPath: (id) => [...path, ...(inList ? [] : ['steps']), indexes.get(id) ?? 0],
  };
}

function readConditions(written: unknown, path: PolicyPath, report: Report): readonly TriageCondition[] {
  if (written === undefined) return [];
  const inList = Array.isArray(written);
  return (inList ? written : [written]).flatMap((each, i) => {
    const spec = part(conditionSchema, each);
    if (!spec) return [];
    if (Object.keys(spec).length === 0) {
      const wrong = 'an empty condition would match every case';
      report(
        inList ? [...path, i] : path,
        'bad-combination',
        `${wrong}: expected a key such as impact, or defaults.priority instead`,
      );
    }
    return [toCondition(spec)];
  });
}

function toCondition(spec: WrittenCondition): TriageCondition {
  return Object.fromEntries(Object.entries(spec).map(([key, words]) => [key, [words].flat()]));
}
