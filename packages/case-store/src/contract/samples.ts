import { type ClockState, type Effect, Temporal } from '@sla/core';

import type { CaseStore } from '../case-store.ts';
import type { CaseChange, CaseRecord, Message, NewEvent } from '../records.ts';

/** A Monday morning in London. */
export const MONDAY = at('2026-03-02T09:00:00Z');

export function at(text: string): Temporal.Instant {
  return Temporal.Instant.from(text);
}

export function minutesLater(instant: Temporal.Instant, minutes: number): Temporal.Instant {
  return instant.add({ minutes });
}

/** Instants and durations hide what they hold from comparison; their text does not. */
export function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null));
}

/** A clock that stands until somebody turns it. */
export function falseClock(start = MONDAY) {
  let now = start;
  return {
    now: () => now,
    advance(duration: string): void {
      now = now.add(duration);
    },
  };
}

export function sampleCase(id: string, changes: Partial<CaseRecord> = {}): CaseRecord {
  return {
    id,
    number: `S-${id}`,
    version: 0,
    subject: 'Certificate is not issued',
    requester: 'ann',
    channel: 'email',
    policy: 'lms-platform',
    policyVersion: 1,
    priority: 'high',
    tier: 'L1',
    state: 'open',
    openedAt: MONDAY,
    changedAt: MONDAY,
    tags: [],
    ...changes,
  };
}

export function sampleChange(record: CaseRecord, changes: Partial<CaseChange> = {}): CaseChange {
  return { record, expectedVersion: 0, events: [], clocks: [], effects: [], timers: [], ...changes };
}

export function opened(id = 'opened'): NewEvent {
  return { id, type: 'opened', at: MONDAY, channel: 'email' };
}

export function sampleClock(changes: Partial<ClockState> = {}): ClockState {
  return {
    clock: 'resolution',
    cycle: 1,
    kind: 'commitment',
    status: 'running',
    startedAt: MONDAY,
    warnAt: [],
    elapsed: Temporal.Duration.from('PT0S'),
    ...changes,
  };
}

export function sampleEffect(id: string, changes: Partial<Effect> = {}): Effect {
  return { id, at: MONDAY, kind: 'warn', ...changes };
}

export function sampleMessage(id: string, caseId: string, changes: Partial<Message> = {}): Message {
  return {
    id,
    caseId,
    at: MONDAY,
    direction: 'in',
    channel: 'email',
    author: 'requester:ann',
    automatic: false,
    text: 'Our students cannot download their certificates.',
    to: ['support@desk.example'],
    cc: [],
    references: [],
    attachments: [],
    evidence: [],
    ...changes,
  };
}

/** Saves new cases in one transaction. */
export async function saveNew(store: CaseStore, ...changes: readonly CaseChange[]): Promise<void> {
  await store.transaction(async (unit) => {
    for (const change of changes) await unit.saveCase(change);
  });
}
