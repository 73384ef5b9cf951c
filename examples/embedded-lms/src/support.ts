import {
  attainment,
  type CaseEvent,
  type CaseSla,
  type ClockName,
  evaluate,
  explain,
  formatCaseNumber,
  replay,
  type Temporal,
  triage,
} from '@sla/core';

import type { Database, SupportCase } from './database.ts';
import { currentPolicy, findPolicy } from './support-policy.ts';

export interface Question {
  readonly person: string;
  readonly course: string;
  readonly subject: string;
  readonly text: string;
  /** What the form asked: what does it keep you from? */
  readonly impact?: string;
}

/** What somebody is to be told, once for each id. */
export interface Notice {
  readonly id: string;
  readonly case: string;
  readonly what: string;
  readonly to: string;
}

/** The support part of the platform: it appends what happens, and asks the library what follows from it. */
export class Support {
  readonly #database: Database;
  readonly #tell: (notice: Notice) => void;

  constructor(database: Database, tell: (notice: Notice) => void) {
    this.#database = database;
    this.#tell = tell;
  }

  /** A learner asks from a course page. */
  ask({ person, course, subject, text, impact }: Question, now: Temporal.Instant): SupportCase {
    const { people, cases } = this.#database.tables;
    const school = people.find(({ id }) => id === person)?.school;
    const { priority } = triage(currentPolicy, {
      text: `${subject}\n${text}`,
      ...(impact !== undefined && { impact }),
    });
    const opened: CaseEvent = {
      type: 'opened',
      at: now.toString(),
      channel: 'course-page',
      policy: currentPolicy.id,
      version: currentPolicy.version,
      priority,
      ...(school !== undefined && { organisation: school }),
    };
    const number = formatCaseNumber('Q', cases.length + 1);
    const added: SupportCase = { number, person, course, subject, events: [opened], told: [] };
    cases.push(added);
    this.#database.save();
    return added;
  }

  /** Whatever else happens: an answer, a status, a resolution. */
  record(number: string, ...events: readonly CaseEvent[]): void {
    this.#find(number).events.push(...events);
    this.#database.save();
  }

  /**
   * Tells whom it concerns what has fallen due by now, and says when to look again: one timer is enough for the whole
   * platform. Told and kept in two acts, so a crash between them tells twice: hand the id to whatever delivers.
   */
  tellWhatIsDue(now: Temporal.Instant): Temporal.Instant | undefined {
    const wakes: Temporal.Instant[] = [];
    for (const one of this.#database.tables.cases) {
      const { effects, nextWakeAt } = this.#sla(one, now);
      if (nextWakeAt) wakes.push(nextWakeAt);
      for (const { id, kind, step, clock, to } of effects) {
        if (one.told.includes(id)) continue;
        this.#tell({ id, case: one.number, what: step ?? `${clock} ${kind}`, to: to ?? 'support' });
        one.told.push(id);
        this.#database.save();
      }
    }
    return wakes.sort((a, b) => a.epochMilliseconds - b.epochMilliseconds)[0];
  }

  /** What the support page lists: the open cases, what is due first at the top. */
  queue(now: Temporal.Instant): { readonly number: string; readonly subject: string; readonly dueAt: string }[] {
    return this.#database.tables.cases
      .flatMap((one) => {
        const due = this.#sla(one, now).clocks.flatMap(({ status, dueAt }) =>
          status === 'running' && dueAt ? [dueAt] : [],
        );
        const first = due.map(String).sort()[0];
        return first === undefined ? [] : [{ number: one.number, subject: one.subject, dueAt: first }];
      })
      .sort((a, b) => a.dueAt.localeCompare(b.dueAt));
  }

  /** What the learner sees on asking "when will I hear from you?". */
  why(number: string, clock: ClockName, now: Temporal.Instant): string {
    return explain(findPolicy, this.#find(number).events, clock, now).sentence;
  }

  /** What the account manager sends each school at the end of a month: per clause of its agreement, what was kept. */
  kept(school: string, now: Temporal.Instant): string[] {
    const histories = this.#database.tables.cases
      .filter(({ person }) => this.#schoolOf(person) === school)
      .map(({ number, events }) => ({ case: number, events }));
    const { rows } = attainment(replay(findPolicy, histories, now), { by: ['clause'] });
    return rows.map(
      ({ clause, kind, met, finished }) => `${clause}: ${met} of ${finished}${kind === 'objective' ? ' (aim)' : ''}`,
    );
  }

  #sla({ events }: SupportCase, now: Temporal.Instant): CaseSla {
    return evaluate(findPolicy, events, now);
  }

  #find(number: string): SupportCase {
    const found = this.#database.tables.cases.find((one) => one.number === number);
    if (found === undefined) throw new Error(`there is no case ${number}`);
    return found;
  }

  #schoolOf(person: string): string | undefined {
    return this.#database.tables.people.find(({ id }) => id === person)?.school;
  }
}
