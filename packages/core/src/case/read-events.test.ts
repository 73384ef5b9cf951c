import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';

import { CaseError } from './case-error.ts';
import type { CaseEvent } from './case-event.ts';
import { readEvent, readEvents } from './read-events.ts';

const at = '2026-11-23T10:00:00Z';
const opened = { type: 'opened', at, channel: 'email' } as const;

const faultsOf = (...events: readonly unknown[]) => {
  try {
    readEvents(events as CaseEvent[]);
    return [];
  } catch (error) {
    if (!(error instanceof CaseError)) throw error;
    return error.message.split('\n');
  }
};

describe('reading events', () => {
  test('orders them by instant, then by position, the opening first in its instant', () => {
    const events = [
      { type: 'noted', at: '2026-11-23T11:00:00Z', by: 'agent:b', id: 'later' },
      { type: 'noted', at, by: 'agent:a', id: 'first' },
      { ...opened, id: 'opened' },
      { type: 'noted', at, by: 'agent:a', id: 'second' },
    ] as const;
    expect(readEvents(events).map(({ event }) => event.id)).toEqual(['opened', 'first', 'second', 'later']);
  });

  test('takes every form of an instant', () => {
    const forms = [at, Date.parse(at), new Date(at), Temporal.Instant.from(at), '2026-11-23T11:00:00+01:00'];
    expect(readEvents(forms.map((form): CaseEvent => ({ ...opened, at: form }))).map(({ atMs }) => atMs)).toEqual(
      forms.map(() => Date.parse(at)),
    );
  });

  test.for([
    ['no object', 'soon', 'events[1]: "soon" is no event: expected an object with type and at'],
    ['no type', { at }, /^events\[1\]\.type: the type is missing: expected one of opened, prioritised/],
    ['an unknown type', { type: 'solved', at }, /^events\[1\]\.type: "solved" is no event: expected one of opened/],
    [
      'no instant',
      { type: 'noted', by: 'agent:a' },
      'events[1].at: at is missing: expected the instant at which it happened',
    ],
    [
      'an instant without an offset',
      { type: 'noted', at: '2026-11-23T10:00:00', by: 'agent:a' },
      /^events\[1\]\.at: "2026-11-23T10:00:00" is not an instant: expected .*offset/,
    ],
    [
      'a field that is missing',
      { type: 'prioritised', at },
      'events[1].priority: priority is missing: expected the name of a priority',
    ],
    [
      'a field of another type',
      { type: 'paused', at, reason: 3, by: 'agent:a' },
      'events[1].reason: 3 is no text: expected why the case waits',
    ],
    [
      'nobody',
      { type: 'replied', at, by: 'ann' },
      'events[1].by: "ann" is nobody: expected agent:ID, requester:ID or system',
    ],
    [
      'an interval that is none',
      { type: 'delayed', at, by: 'agent:a', every: 'weekly' },
      /^events\[1\]\.every: "weekly", column 1: expected/,
    ],
    [
      'messages that are none',
      { type: 'split', at, messages: 'm1' },
      'events[1].messages: expected a list of message ids',
    ],
    [
      'an opening of another case that is no instant',
      { type: 'absorbed', at, from: 'C-2', openedAt: 'then' },
      /^events\[1\]\.openedAt: "then" is not an instant/,
    ],
  ] as const)('%s', ([, event, message]) => {
    expect(faultsOf(opened, event)).toEqual([typeof message === 'string' ? message : expect.stringMatching(message)]);
  });

  test('tells every fault at once', () => {
    expect(faultsOf({ type: 'flagged' }, { type: 'nothing', at: 'never' })).toHaveLength(4);
  });

  test('one alone has its place in the path', () => {
    expect(() => readEvent({ type: 'flagged', at } as never, 7)).toThrow('events[7].flag: flag is missing');
  });
});
