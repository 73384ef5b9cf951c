import { CaseError, type CaseEvent, type Policy, PolicyError, TimeError } from '@sla/core';

import { type CaseDrawing, drawCase, type Reach, type Run } from './case-drawing.ts';
import { drawChart, drawStanding } from './draw-chart.ts';
import { drawPolicy } from './draw-policy.ts';
import { drawWhy } from './draw-why.ts';
import { byId, element } from './element.ts';
import { policies } from './policies.ts';
import { formatEvents, type SampleCase, sampleCases, sampleEvents } from './sample-cases.ts';
import { startTheme } from './theme.ts';

const policyChoice = byId('policy', HTMLSelectElement);
const priorityChoice = byId('priority', HTMLSelectElement);
const caseChoice = byId('case', HTMLSelectElement);
const written = byId('events', HTMLTextAreaElement);
const faults = byId('faults', HTMLDivElement);
const chart = byId('chart', HTMLDivElement);
const slider = byId('at', HTMLInputElement);
const parts = {
  backdrop: byId('backdrop', HTMLDivElement),
  axis: byId('axis', HTMLDivElement),
  slider,
  lanes: byId('lanes', HTMLDivElement),
};
const why = byId('why', HTMLElement);
const promises = byId('promises', HTMLElement);
const standing = byId('standing', HTMLOutputElement);

/** What is looked at; all else is read from the form or worked out. */
let at: number | undefined;
let chosen: Run | undefined;

fill(
  policyChoice,
  [...policies.values()].map(({ id, title }) => [id, `${id} – ${title ?? ''}`]),
);
fill(
  caseChoice,
  sampleCases.map((name) => [name, name]),
);
choosePolicy();
policyChoice.addEventListener('change', choosePolicy);
caseChoice.addEventListener('change', writeCase);
priorityChoice.addEventListener('change', writeCase);
written.addEventListener('input', draw);
slider.addEventListener('input', () => {
  at = slider.valueAsNumber * 60_000;
  draw();
});
for (const radio of document.getElementsByName('reach')) radio.addEventListener('change', draw);
new ResizeObserver(draw).observe(chart);
startTheme(byId('theme', HTMLButtonElement));

function choosePolicy(): void {
  const { priorities, defaults } = policy();
  fill(
    priorityChoice,
    priorities.map(({ name }) => [name, name]),
  );
  priorityChoice.value = defaults.priority;
  chosen = undefined;
  writeCase();
}

function writeCase(): void {
  at = undefined;
  written.value = formatEvents(sampleEvents(caseChoice.value as SampleCase, policy(), priorityChoice.value));
  draw();
}

/** Draws what is written; where that makes no sense, says why and leaves the last drawing in grey. */
function draw(): void {
  try {
    const drawing = drawCase(policy(), readEvents(written.value), reach(), at);
    show(drawing);
    faults.replaceChildren();
    delete chart.dataset.stale;
  } catch (error) {
    faults.replaceChildren(...faultsOf(error).map((fault) => element('p', {}, fault)));
    chart.dataset.stale = 'true';
  }
}

function show(drawing: CaseDrawing): void {
  const runs = drawing.lanes.flatMap((lane) => lane.runs);
  const same = runs.find(({ state }) => state.clock === chosen?.state.clock && state.cycle === chosen.state.cycle);
  const explained = same ?? runs.findLast(({ state }) => state.stoppedAt === undefined) ?? runs.at(-1);
  const held = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.clock : undefined;
  drawChart(parts, drawing, explained, onChoose);
  if (held !== undefined) chart.querySelector<HTMLElement>(`[data-clock="${CSS.escape(held)}"]`)?.focus();
  standing.replaceChildren(...drawStanding(drawing));
  why.replaceChildren(...(explained === undefined ? [] : drawWhy(explained, drawing.timeZone)));
  promises.replaceChildren(...drawPolicy(policy(), drawing.sla.priority, drawing.from));
}

function onChoose(run: Run): void {
  chosen = run;
  draw();
}

function policy(): Policy {
  const found = policies.get(policyChoice.value);
  if (found === undefined) throw new Error(`There is no policy ${policyChoice.value}`);
  return found;
}

function reach(): Reach {
  return document.querySelector('input[name="reach"][value="all"]:checked') === null ? 'next' : 'all';
}

/** Core checks each event; only that there is a list of any is ours to see. */
function readEvents(text: string): readonly CaseEvent[] {
  const events: unknown = JSON.parse(text);
  if (Array.isArray(events) && events.length > 0) return events;
  throw new SyntaxError('Expected a list of events that begins with {"type": "opened", …}');
}

function faultsOf(error: unknown): readonly string[] {
  if (error instanceof CaseError || error instanceof PolicyError) return error.message.split('\n');
  if (error instanceof SyntaxError || error instanceof TimeError) return [error.message];
  throw error;
}

function fill(select: HTMLSelectElement, options: readonly (readonly [value: string, text: string])[]): void {
  select.replaceChildren(...options.map(([value, text]) => element('option', { value }, text)));
}
