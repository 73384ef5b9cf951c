import fc from 'fast-check';

import type { CaseEvent } from '../../case/case-event.ts';
import { FLAGS, PRIORITIES, REASONS } from './arbitrary-policies.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MONDAY = Date.UTC(2026, 10, 23);
/** Weeks at whose end the clocks change, and one in which they do not. */
const MONDAYS = [MONDAY, MONDAY, Date.UTC(2026, 2, 23), Date.UTC(2026, 9, 19)];

/** Round instants, so that things meet: quarter hours of two weeks, closings and openings, small steps. */
const step = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0, 0, 15, 30, 45, 60, 90, 120, 180, 240, 480).map((n) => n * MINUTE) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 20 }).map((n) => n * 30 * MINUTE) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 12 }).map((n) => n * 12 * HOUR) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 1_000 }).map((n) => n * 1_009) },
);

const agent = fc.constantFrom('agent:ann' as const, 'agent:bob' as const);
const someone = fc.oneof({ weight: 5, arbitrary: agent }, { weight: 1, arbitrary: fc.constant('system' as const) });

type Bare = { type: string } & Record<string, unknown>;
const of = (type: string, more: Record<string, fc.Arbitrary<unknown>> = {}): fc.Arbitrary<Bare> =>
  fc.record({ type: fc.constant(type), ...more }) as unknown as fc.Arbitrary<Bare>;

const priority = fc.constantFrom(...PRIORITIES);
export interface HistoryOptions {
  readonly versions?: boolean;
  readonly rewriting?: boolean;
  readonly merging?: boolean;
  readonly ending?: boolean;
}

function happening(options: HistoryOptions): fc.Arbitrary<Bare> {
  const steps = fc.constantFrom('shared', 'p1-s1', 'p1-s2', 'p2-s1', 'p2-s2');
  const events: [number, fc.Arbitrary<Bare>][] = [
    [4, of('prioritised', { priority })],
    [1, of('acknowledged', { by: agent })],
    [1, of('acknowledged', { by: fc.constant('system'), automatic: fc.constant(true) })],
    [2, of('assigned', { by: someone, to: agent })],
    [5, of('replied', { by: agent })],
    [1, of('noted', { by: agent })],
    [4, of('requester-replied', { by: fc.constant('requester:rob') })],
    [1, of('no-reply-needed', { by: agent, reason: fc.constant('thanks') })],
    [3, of('updated', { by: agent })],
    [1, of('estimated', { by: agent, fixBy: fc.constant('2026-12-24T12:00:00Z') })],
    [2, of('flagged', { by: agent, flag: fc.constantFrom(...FLAGS) })],
    [
      1,
      of('delayed', {
        by: agent,
        reason: fc.constant('vendor'),
        every: fc.constantFrom(
          '1 hour',
          '4 hours',
          '2 business hours',
          '1 day',
          '1-2 hours',
          'close of business',
          '2 hours, then next opening',
        ),
      }),
    ],
    [1, of('diagnosed', { by: agent })],
    [1, of('workaround-given', { by: agent })],
    [1, of('milestone', { by: agent, name: fc.constantFrom('fix', 'review') })],
    [4, of('paused', { by: agent, reason: fc.constantFrom(...REASONS) })],
    [4, of('resumed', { by: agent })],
    [1, of('escalated', { by: agent, to: fc.constantFrom('L1', 'L2', 'L3') })],
    [3, of('resolved', { by: agent })],
    [3, of('reopened', { by: fc.constantFrom('requester:rob', 'agent:ann') })],
    [1, of('alert-taken', { by: someone, step: steps })],
    [1, of('unreachable', { step: steps })],
  ];
  if (options.ending !== false)
    events.push(
      [1, of('closed', { by: fc.constant('system') })],
      [1, of('deferred', { by: agent, reason: fc.constant('wish') })],
    );
  if (options.versions)
    events.push([2, of('policy-moved', { policy: fc.constant('random'), version: fc.constantFrom(1, 2) })]);
  if (options.merging) {
    const back = fc.integer({ min: 0, max: 40 }).map((n) => 9 * HOUR - n * 30 * MINUTE);
    events.push(
      [2, of('absorbed', { from: fc.constantFrom('C-7', 'C-8'), openedAt: back })],
      [1, of('absorbed', { from: fc.constantFrom('C-7', 'C-8'), openedAt: back, waitingSince: back })],
      [options.rewriting ? 4 : 1, of('merged', { into: fc.constant('C-9') })],
    );
  }
  if (options.rewriting) {
    events.push(
      [6, of('undone', { by: agent, event: fc.integer({ min: 1, max: 12 }).map((n) => `e${n}`) })],
      [4, of('split', { into: fc.constant('C-2'), messages: fc.integer({ min: 1, max: 12 }).map((n) => [`m${n}`]) })],
      [6, of('unmerged')],
      [4, of('released', { from: fc.constantFrom('C-7', 'C-8') })],
    );
  }
  return fc.oneof(...events.map(([weight, arbitrary]) => ({ weight, arbitrary })));
}

export function arbitraryHistory(options: HistoryOptions = {}): fc.Arbitrary<readonly CaseEvent[]> {
  const opening = fc.oneof(
    fc.constantFrom(9, 10, 12, 16, 17, 8, 23).map((hour) => hour * HOUR),
    fc.integer({ min: 0, max: 7 * 48 }).map((n) => n * 30 * MINUTE),
  );
  const monday = fc.constantFrom(...MONDAYS);
  const first = of('opened', {
    channel: fc.constant('email'),
    priority: fc.option(priority, { nil: undefined, freq: 8 }),
  });
  const rest = fc.array(fc.tuple(step, happening(options)), { maxLength: 15 });
  return fc.tuple(monday, opening, first, rest).map(([mondayMs, sinceMonday, born, events]) => {
    const openedAt = mondayMs + sinceMonday;
    let at = openedAt;
    const { priority: named, ...plain } = born;
    const written = [
      {
        ...plain,
        ...(named !== undefined && { priority: named }),
        ...(options.versions && { policy: 'random', version: 1 }),
        at: openedAt,
        id: 'e0',
      } as Bare & { at: number },
    ];
    for (const [i, [later, drawn]] of events.entries()) {
      at += later;
      const event: Bare = { ...drawn };
      for (const key of ['openedAt', 'waitingSince'])
        if (event[key] !== undefined) event[key] = Math.min(mondayMs + Number(event[key]), at);
      const isMessage = ['replied', 'updated', 'requester-replied'].includes(event.type);
      written.push({ ...event, at, id: `e${i + 1}`, ...(isMessage && { message: `m${i + 1}` }) });
    }
    return legal(written) as unknown as CaseEvent[];
  });
}

/** Leaves out what names something that never was. */
function legal(events: (Bare & { at: number })[]): Bare[] {
  const ids = new Set<unknown>();
  const messages = new Set<unknown>();
  const absorbed = new Set<unknown>();
  let isMerged = false;
  return events.filter((event) => {
    const { type } = event;
    if (type === 'undone' && (!ids.has(event.event) || event.event === 'e0')) return false;
    if (type === 'split' && !(event.messages as string[]).every((each) => messages.has(each))) return false;
    if (type === 'released' && !absorbed.delete(event.from)) return false;
    if (type === 'absorbed') {
      if (absorbed.has(event.from)) return false;
      absorbed.add(event.from);
    }
    if (type === 'merged') {
      if (isMerged) return false;
      isMerged = true;
    }
    if (type === 'unmerged') {
      if (!isMerged) return false;
      isMerged = false;
    }
    ids.add(event.id);
    if (event.message) messages.add(event.message);
    return true;
  });
}
