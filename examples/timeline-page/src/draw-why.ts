import { formatDuration, type LedgerRow, toDurationMs } from '@sla/core';

import type { Run } from './case-drawing.ts';
import { element } from './element.ts';
import { formatDay, formatTime } from './scale.ts';
import { clockTitle } from './standing.ts';

const MOST_ROWS = 12;

/** The sentence that core says of a deadline, and the stretches of time behind it. */
export function drawWhy({ state, ledger }: Run, timeZone: string): readonly Node[] {
  const cycle = state.cycle > 1 ? `, cycle ${state.cycle}` : '';
  const clause = state.clause === undefined ? [] : [element('span', { class: 'chip' }, state.clause)];
  return [
    element('h2', {}, `Why: ${clockTitle(state.clock).toLowerCase()}${cycle}`, ...clause),
    element('p', { id: 'sentence' }, ledger.sentence),
    element(
      'div',
      // Reached by the keyboard, because on a phone it scrolls.
      { class: 'wide', tabindex: 0, role: 'region', 'aria-label': 'What became of the time' },
      element(
        'table',
        {},
        element('tbody', {}, ...ledger.rows.slice(0, MOST_ROWS).map((row) => drawRow(row, timeZone))),
      ),
    ),
    ...more(ledger.rows.length - MOST_ROWS),
  ];
}

function drawRow(row: LedgerRow, timeZone: string): Node {
  const { from, to, kind, name, time } = row;
  const counted = kind === 'counted' ? formatDuration(toDurationMs(time)) : '';
  return element(
    'tr',
    { 'data-idle': kind !== 'counted' },
    element('td', {}, formatDay(from.epochMilliseconds, timeZone)),
    element('td', {}, `${formatTime(from.epochMilliseconds, timeZone)} – ${end(row, timeZone)}`),
    element('td', {}, name === undefined ? kind : `${kind}: ${name}`),
    element('td', { class: 'figure' }, counted),
  );

  function end({ from: began }: LedgerRow, zone: string): string {
    const day = formatDay(to.epochMilliseconds, zone);
    const time = formatTime(to.epochMilliseconds, zone);
    return day === formatDay(began.epochMilliseconds, zone) ? time : `${day}, ${time}`;
  }
}

function more(count: number): readonly Node[] {
  return count > 0 ? [element('p', { class: 'hint' }, `and ${count} more`)] : [];
}
