import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

import type { CaseEvent } from '@sla/core';

/** The tables of the platform. Support adds one, `cases`: what happened, and what was told. No deadline is kept anywhere. */
export interface Tables {
  readonly people: Person[];
  readonly courses: Course[];
  readonly cases: SupportCase[];
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly school: string;
}

export interface Course {
  readonly id: string;
  readonly title: string;
}

export interface SupportCase {
  readonly number: string;
  readonly person: string;
  readonly course: string;
  readonly subject: string;
  readonly events: CaseEvent[];
  /** The ids of the effects that somebody was told of. */
  readonly told: string[];
}

/** This platform's database is a JSON file. Yours is what you have: only `cases` is needed. */
export class Database {
  readonly tables: Tables;
  readonly #file: string;

  constructor(file: string, initial: Tables) {
    this.#file = file;
    this.tables = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : structuredClone(initial);
  }

  /** Whole or not at all: a reader never finds half a file. */
  save(): void {
    const beside = `${this.#file}.new`;
    writeFileSync(beside, JSON.stringify(this.tables, null, 2));
    renameSync(beside, this.#file);
  }
}
