import { defined } from '../calendar/defined.ts';
import { readTargets } from './clock-targets.ts';
import { readLadder, stepFieldsOf } from './ladder.ts';
import { type Names, part, readKnown, readWarnAt, textOf } from './names.ts';
import type { Priority, TriageCondition } from './policy.ts';
import type { PolicyField } from './policy-error.ts';
import { businessDaySchema, conditionSchema } from './policy-schema.ts';
import { refuseUnreachable } from './reachability.ts';

/** One priority, read part by part: a fault in one leaves the others to be read. */
export function readPriority(name: string, written: PolicyField, names: Names): Priority {
  const clocks = written.at('targets').entries();
  const escalation = written.at('escalation');
  const calendar = readKnown(written.at('calendar'), names.calendars, 'unknown-calendar');
  const targets = readTargets(clocks, names);
  const ladder = readLadder(escalation, names);
  refuseUnreachable({
    priority: name,
    targets,
    steps: ladder.steps,
    clockFields: new Map(clocks),
    stepFields: stepsById(escalation),
  });
  return defined({
    name,
    title: textOf(written.at('title')),
    when: written.at('when').optional(readConditions) ?? [],
    calendar,
    businessDay: part(businessDaySchema, written.at('businessDay')),
    warnAt: readWarnAt(written.at('warnAt')),
    targets,
    ladder,
  });
}

/** Of two with one id, which is a fault of its own, the first. */
function stepsById(escalation: PolicyField): ReadonlyMap<string, PolicyField> {
  const steps = new Map<string, PolicyField>();
  for (const step of stepFieldsOf(escalation)) {
    const id = textOf(step.at('id')) ?? '';
    if (!steps.has(id)) steps.set(id, step);
  }
  return steps;
}

function readConditions(written: PolicyField): readonly TriageCondition[] {
  const all = Array.isArray(written.value) ? written.items('conditions') : [written];
  return all.flatMap((field) => {
    const spec = part(conditionSchema, field);
    if (!spec) return [];
    const words = Object.entries(defined(spec));
    const expected = 'expected a key such as impact, or defaults.priority instead';
    if (words.length === 0) field.refuse('bad-combination', `an empty condition would match every case: ${expected}`);
    return [Object.fromEntries(words.map(([key, each]) => [key, [each].flat()]))];
  });
}
