import { type Policy, type Priority, Temporal } from '@sla/core';

import { calendarOf } from './case-drawing.ts';
import { element } from './element.ts';
import { share } from './scale.ts';
import { byLife, clockTitle } from './standing.ts';

const DAY = 86_400_000;

/** What the policy promises, and the week in which it works. */
export function drawPolicy(policy: Policy, chosen: string, near: number): readonly Node[] {
  const clocks = [...new Set(policy.priorities.flatMap(({ targets }) => targets.map(({ clock }) => clock)))].sort(
    byLife,
  );
  const head = element('tr', {}, element('th', { scope: 'col' }, 'Priority'), ...clocks.map(headCell));
  const rows = policy.priorities.map((priority) =>
    element(
      'tr',
      { 'data-chosen': priority.name === chosen },
      element('th', { scope: 'row' }, priority.name, element('small', {}, priority.title ?? '')),
      ...clocks.map((clock) => element('td', {}, ...promised(priority, clock))),
    ),
  );
  return [
    element('h2', {}, 'What is promised'),
    element('p', { class: 'hint' }, policy.title ?? policy.id),
    element(
      'div',
      // Reached by the keyboard, because it scrolls.
      { class: 'wide', tabindex: 0, role: 'region', 'aria-label': 'Promises by priority' },
      element('table', {}, element('thead', {}, head), element('tbody', {}, ...rows)),
    ),
    ...drawWeek(policy, chosen, near),
  ];
}

function headCell(clock: string): Node {
  return element('th', { scope: 'col' }, clockTitle(clock));
}

function promised({ targets }: Priority, clock: string): readonly (Node | string)[] {
  const target = targets.find((each) => each.clock === clock);
  if (target === undefined) return [element('span', { class: 'none' }, '–')];
  const { promise, clause, kind } = target;
  const says =
    promise.kind === 'measure' ? 'measured' : promise.kind === 'every' ? `every ${promise.text}` : promise.text;
  const facts = [clause, kind === 'objective' ? 'aim' : undefined].filter((fact) => fact !== undefined);
  return [says, ...(facts.length > 0 ? [element('small', {}, facts.join(' · '))] : [])];
}

/** The week of the case, Monday to Sunday in the policy's zone. */
function drawWeek(policy: Policy, priority: string, near: number): readonly Node[] {
  const calendar = calendarOf(policy, priority);
  if (calendar === undefined) return [];
  const day = Temporal.Instant.fromEpochMilliseconds(near).toZonedDateTimeISO(calendar.timeZone).startOfDay();
  const monday = day.subtract({ days: day.dayOfWeek - 1 }).epochMilliseconds;
  const sunday = monday + 7 * DAY;
  const open = calendar.intervalsMs(monday, sunday).map(({ start, end }) => {
    const left = share(start, monday, sunday);
    return element('i', { style: `left:${left}%;width:${share(end, monday, sunday) - left}%` });
  });
  const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].map((name) => element('span', {}, name));
  return [
    element('h3', {}, `Hours of that week, ${calendar.timeZone.replaceAll('_', ' ')}`),
    element('div', { class: 'week', 'aria-hidden': true }, element('div', { class: 'open' }, ...open), ...names),
  ];
}
