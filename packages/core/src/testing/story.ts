import type { CaseEvent, CaseEventType } from '../case/case-event.ts';
import type { CaseSlaMs } from '../case-sla/case-sla.ts';
import type { ClockStateMs } from '../clock/clock-state.ts';
import type { EffectMs } from '../escalation/effect.ts';
import { formatIsoDuration } from '../time/duration.ts';

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
/** Monday, 23 November 2026, in UTC: an ordinary week without a clock change. */
const MONDAY_MS = Date.UTC(2026, 10, 23);
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** An instant of the week of 23 November 2026 in UTC: `mon 10:20`, `tue 09:00:30`, `mon+2 10:20` two weeks later. */
export function ms(text: string): number {
  const [, day = '', week = '0', hour, minute, second = '0'] =
    /^(\w{3})([+-]\d+)? (\d\d):(\d\d)(?::(\d\d))?$/.exec(text.trim()) ?? [];
  const weekday = WEEKDAYS.indexOf(day);
  if (weekday < 0) throw new RangeError(`${JSON.stringify(text)} is no time of a story: expected such as mon 10:20`);
  const days = weekday + 7 * Number(week);
  return MONDAY_MS + days * DAY_MS + (Number(hour) * 60 + Number(minute)) * MINUTE_MS + Number(second) * 1_000;
}

/** The same backwards. */
export function time(atMs: number): string {
  const days = Math.floor((atMs - MONDAY_MS) / DAY_MS);
  const week = Math.floor(days / 7);
  const clock = new Date(atMs).toISOString().slice(11, 19);
  const sign = week > 0 ? `+${week}` : week < 0 ? `${week}` : '';
  return `${WEEKDAYS[days - 7 * week]}${sign} ${clock.endsWith(':00') ? clock.slice(0, 5) : clock}`;
}

/**
 * A case's life, an event a line: a time, a type, and what that type needs. `#x` gives an event its id, `@x` its message.
 *
 *     mon 10:00 opened p1
 *     mon 10:20 replied #r1
 *     mon 11:00 paused awaiting-requester
 */
export function story(text: string): CaseEvent[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(event);
}

/** How each clock stands, a line a cycle, in a fixed order. */
export function clockLines(sla: CaseSlaMs): string[] {
  return sla.clocks.map(clockLine).sort();
}

/** What has fired, a line an effect, in the order in which it fired. */
export function effectLines(sla: CaseSlaMs): string[] {
  return sla.effects.map(effectLine);
}

export function clockLine(state: ClockStateMs): string {
  const said = [
    `${state.clock} ${state.cycle} ${state.status}`,
    `from ${time(state.startedMs)}`,
    state.dueMs !== undefined && `due ${time(state.dueMs)}`,
    state.stoppedMs !== undefined && `stopped ${time(state.stoppedMs)}`,
    state.breachedMs !== undefined && `breached ${time(state.breachedMs)}`,
    state.tightened && 'tightened',
    state.reason !== undefined && `(${state.reason})`,
  ];
  return said.filter(Boolean).join(', ');
}

export function spent(state: ClockStateMs): string {
  const left = state.remainingMs === undefined ? 'nothing due' : `${formatIsoDuration(state.remainingMs)} left`;
  return `${formatIsoDuration(state.elapsedMs)} elapsed, ${left}`;
}

function effectLine({ atMs, id }: EffectMs): string {
  return `${time(atMs)} ${id}`;
}

type Written = Readonly<Record<string, unknown>>;

/** What the words after an event's type mean. */
const FACTS: { readonly [Type in CaseEventType]?: (words: readonly string[]) => Written } = {
  opened: ([priority, policy, version]) => ({
    channel: 'email',
    ...(priority !== undefined && { priority }),
    ...(policy !== undefined && { policy, version: Number(version) }),
  }),
  prioritised: ([priority]) => ({ priority }),
  'policy-moved': ([policy, version]) => ({ policy, version: Number(version) }),
  acknowledged: ([automatic]) => (automatic === 'automatic' ? { by: 'system', automatic: true } : { by: 'agent:ann' }),
  'requester-replied': () => ({ by: 'requester:rob' }),
  'no-reply-needed': () => ({ by: 'agent:ann', reason: 'thanks only' }),
  assigned: ([to]) => ({ by: to === 'automatic' ? 'system' : 'agent:ann', to: 'agent:ann' }),
  estimated: () => ({ by: 'agent:ann', fixBy: '2026-12-24T12:00:00Z' }),
  flagged: ([flag]) => ({ by: 'agent:ann', flag }),
  delayed: (words) => ({ by: 'agent:ann', reason: 'a supplier', every: words.join(' ') }),
  milestone: ([name]) => ({ by: 'agent:ann', name }),
  paused: ([reason]) => ({ by: 'agent:ann', reason }),
  escalated: ([to]) => ({ by: 'agent:ann', to, reason: 'deeper knowledge' }),
  'status-published': ([incident]) => ({ incident }),
  closed: () => ({ by: 'system' }),
  deferred: () => ({ by: 'agent:ann', reason: 'a wish' }),
  merged: ([into]) => ({ into }),
  unmerged: () => ({}),
  absorbed: ([from, ...times]) => {
    const [openedAt, waitingSince] = times.join(' ').split(' waiting ');
    return {
      from,
      openedAt: ms(openedAt ?? ''),
      ...(waitingSince !== undefined && { waitingSince: ms(waitingSince) }),
    };
  },
  released: ([from]) => ({ from }),
  split: ([...messages]) => ({ into: 'C-2', messages }),
  undone: ([id]) => ({ by: 'agent:ann', event: id }),
  alerted: ([step]) => ({ step, to: 'agent:ann' }),
  'alert-taken': ([step, by = 'agent:ann']) => ({ step, by }),
  unreachable: ([step]) => ({ step }),
};

function event(line: string): CaseEvent {
  const [day = '', clock = '', type = '', ...rest] = line.split(/\s+/);
  const words = rest.filter((word) => !/^[#@]/.test(word));
  const id = rest.find((word) => word.startsWith('#'))?.slice(1);
  const message = rest.find((word) => word.startsWith('@'))?.slice(1);
  const facts = FACTS[type as CaseEventType] ?? (() => ({ by: 'agent:ann' }));
  return {
    type,
    at: new Date(ms(`${day} ${clock}`)).toISOString(),
    ...facts(words),
    ...(id !== undefined && { id }),
    ...(message !== undefined && { message }),
  } as CaseEvent;
}
