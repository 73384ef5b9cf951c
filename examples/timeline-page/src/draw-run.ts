import type { CaseDrawing, Run } from './case-drawing.ts';
import { element } from './element.ts';
import { formatDay, formatFull, formatTime, share } from './scale.ts';
import { riskOf } from './standing.ts';

type Stretch = readonly [from: number, to: number, kind: string];

/** One cycle of a clock: what it counted, what is left of it, its warnings, its deadline and its end. */
export function drawRun(drawing: CaseDrawing, run: Run, width: number): HTMLElement {
  const { state } = run;
  const bars = stretches(drawing, run)
    .map(([from, to, kind]) => [Math.max(from, drawing.from), Math.min(to, drawing.to), kind] as const)
    .filter(([from, to]) => to > from)
    .map(([from, to, kind]) => bar(drawing, from, to, kind));
  const drawn = element(
    'div',
    { class: 'run', 'data-status': state.status, 'data-risk': riskOf(state, drawing.at) },
    ...bars,
  );
  for (const warn of state.warnAt) drawn.append(...mark(drawing, warn.epochMilliseconds, 'warn', 'warns'));
  drawn.append(...dueMark(drawing, run, width));
  const end = state.stoppedAt?.epochMilliseconds;
  if (end !== undefined) drawn.append(...mark(drawing, end, `end ${state.status}`, state.status));
  return drawn;
}

/** Its ledger's rows, cut at the instant looked at and at its end, and the time overdue after them. */
function stretches({ at }: CaseDrawing, { state, ledger }: Run): readonly Stretch[] {
  const still = Math.min(at, state.stoppedAt?.epochMilliseconds ?? at);
  const drawn = ledger.rows.flatMap((row): Stretch[] => {
    const from = row.from.epochMilliseconds;
    const to = row.to.epochMilliseconds;
    if (row.kind !== 'counted') return [[from, to, row.kind]];
    const cut = Math.min(Math.max(still, from), to);
    return [
      [from, cut, 'spent'],
      [cut, to, state.stoppedAt === undefined ? 'left' : 'unused'],
    ];
  });
  const due = state.breachedAt?.epochMilliseconds;
  return due === undefined ? drawn : [...drawn, [due, still, 'over']];
}

function bar({ from: start, to: end, timeZone }: CaseDrawing, from: number, to: number, kind: string): Node {
  const left = share(from, start, end);
  const title = `${kind}, ${formatFull(from, timeZone)} – ${formatFull(to, timeZone)}`;
  return element('i', { class: `bar ${kind}`, title, style: `left:${left}%;width:${share(to, start, end) - left}%` });
}

function mark({ from, to, timeZone }: CaseDrawing, at: number, kind: string, says: string): readonly Node[] {
  if (at < from || at > to) return [];
  const title = `${says} ${formatFull(at, timeZone)}`;
  return [element('i', { class: `mark ${kind}`, title, style: `left:${share(at, from, to)}%` })];
}

/** The deadline; where it lies beyond the page's edge, the edge says when it is. */
function dueMark(drawing: CaseDrawing, { state }: Run, width: number): readonly Node[] {
  const due = state.dueAt?.epochMilliseconds;
  if (due === undefined) return [];
  const { from, to, timeZone, at } = drawing;
  const isOpen = state.stoppedAt === undefined;
  if (due > to) {
    return isOpen ? [element('span', { class: 'beyond' }, `due ${formatFull(due, timeZone)} →`)] : [];
  }
  if (!isOpen) return mark(drawing, due, 'due', 'due');
  const place = share(due, from, to);
  const sameDay = formatDay(due, timeZone) === formatDay(at, timeZone);
  const text = sameDay ? formatTime(due, timeZone) : formatFull(due, timeZone);
  // To the right of its mark as long as it fits there and nothing overdue is drawn there.
  const left = (place / 100) * width;
  const fits = left + text.length * 7 < width && state.breachedAt === undefined;
  const side = fits ? 'after' : left < text.length * 7 ? 'above-after' : 'above';
  return [
    ...mark(drawing, due, 'due', 'due'),
    element('span', { class: 'due-time', 'data-side': side, style: `left:${place}%` }, text),
  ];
}
