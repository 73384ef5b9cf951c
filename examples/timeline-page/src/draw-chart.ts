import type { CaseDrawing, Lane, Run } from './case-drawing.ts';
import { drawRun } from './draw-run.ts';
import { element } from './element.ts';
import { formatDay, formatFull, formatTime, share, ticks } from './scale.ts';
import { clockTitle, riskOf, standing } from './standing.ts';

const MINUTE = 60_000;

export type Choose = (run: Run) => void;

/** The parts of the page that are drawn anew each time. The slider among them stays, so that it can be dragged. */
export interface ChartParts {
  readonly backdrop: HTMLElement;
  readonly axis: HTMLElement;
  readonly slider: HTMLInputElement;
  readonly lanes: HTMLElement;
}

/** Axis, the instant looked at, what happened, and a lane for each clock. `chosen` is the run that is explained below. */
export function drawChart(parts: ChartParts, drawing: CaseDrawing, chosen: Run | undefined, onChoose: Choose): void {
  const width = parts.axis.clientWidth;
  parts.backdrop.replaceChildren(...backdrop(drawing, width));
  parts.axis.replaceChildren(...axis(drawing, width));
  setSlider(parts.slider, drawing);
  parts.lanes.replaceChildren(
    happenings(drawing, width),
    ...drawing.lanes.map((lane) => drawLane(drawing, lane, chosen, width, onChoose)),
  );
}

/** Closed hours, the ticks' lines and now: behind all rows at once. */
function backdrop({ closed, from, to, at, timeZone }: CaseDrawing, width: number): readonly Node[] {
  const place = (instant: number) => share(instant, from, to);
  const hatches = closed.map(({ start, end, name }) =>
    element('i', {
      class: 'closed',
      title: name ?? 'closed',
      style: `left:${place(start)}%;width:${place(end) - place(start)}%`,
    }),
  );
  const lines = ticks(from, to, timeZone, width)
    .filter(({ isDay }) => isDay)
    .map((tick) => element('i', { class: 'day-line', style: `left:${place(tick.at)}%` }));
  return [...hatches, ...lines, element('i', { class: 'now-line', style: `left:${place(at)}%` })];
}

function axis({ from, to, timeZone }: CaseDrawing, width: number): readonly Node[] {
  return ticks(from, to, timeZone, width)
    .map((tick) => ({ ...tick, left: share(tick.at, from, to) }))
    .filter(({ left }) => left > 3 && left < 96)
    .map(({ label, isDay, left }) => element('span', { 'data-day': isDay, style: `left:${left}%` }, label));
}

function setSlider(slider: HTMLInputElement, { from, to, at, timeZone }: CaseDrawing): void {
  slider.min = String(Math.ceil(from / MINUTE));
  slider.max = String(Math.floor(to / MINUTE));
  slider.value = String(Math.round(at / MINUTE));
  slider.setAttribute('aria-valuetext', formatFull(at, timeZone));
}

function happenings({ events, timeZone, from, to, at: now }: CaseDrawing, width: number): Node {
  const place = (instant: number) => share(instant, from, to);
  const perCent = width / 100;
  let free = Number.NEGATIVE_INFINITY;
  const dots = events.map(({ type, at }) => {
    const left = place(at) * perCent;
    const hasRoom = left > free && left + type.length * 6.4 < width;
    if (hasRoom) free = left + type.length * 6.4 + 10;
    const label = hasRoom ? [element('span', {}, type.replaceAll('-', ' '))] : [];
    const title = `${type}, ${formatFull(at, timeZone)}`;
    return element('i', { class: 'event', title, 'data-later': at > now, style: `left:${place(at)}%` }, ...label);
  });
  return element(
    'div',
    { class: 'happenings row' },
    element('span', { class: 'row-name' }, 'What happened'),
    element('div', { class: 'track' }, ...dots),
  );
}

function drawLane(drawing: CaseDrawing, lane: Lane, chosen: Run | undefined, width: number, onChoose: Choose): Node {
  const shown = lane.runs.find(({ state }) => isSame(state, chosen?.state)) ?? lane.runs.at(-1);
  const says = shown === undefined ? '' : standing(shown.state);
  const button = element(
    'button',
    {
      type: 'button',
      class: 'row-name',
      'data-clock': lane.clock,
      'aria-pressed': String(isSame(shown?.state, chosen?.state)),
    },
    element('b', {}, clockTitle(lane.clock)),
    element('span', { class: 'standing', 'data-risk': shown && riskOf(shown.state, drawing.at) }, says),
  );
  button.addEventListener('click', () => shown && onChoose(shown));
  const runs = lane.runs.map((run) => {
    const drawn = drawRun(drawing, run, width);
    drawn.addEventListener('click', () => onChoose(run));
    return drawn;
  });
  return element('div', { class: 'lane row' }, button, element('div', { class: 'track' }, ...runs));
}

function isSame(a: Run['state'] | undefined, b: Run['state'] | undefined): boolean {
  return a !== undefined && a.clock === b?.clock && a.cycle === b.cycle;
}

export function drawStanding({ at, timeZone, sla }: CaseDrawing): readonly Node[] {
  return [
    element('b', {}, `${formatDay(at, timeZone)}, ${formatTime(at, timeZone)}`),
    document.createTextNode(
      ` in ${timeZone.replaceAll('_', ' ')} · ${sla.priority} · ${sla.state.replaceAll('-', ' ')} · ${sla.tier}`,
    ),
  ];
}
