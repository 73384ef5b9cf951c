import { extname, isAbsolute, resolve } from 'node:path';

import { formatFault, type LoadedPolicy, loadCalendar as loadCalendarFile, loadPolicy, readSource } from '@sla/config';
import { type Calendar, type CalendarSpec, compileCalendar, compiledPolicy } from '@sla/core';
import { isPreset, presets } from '@sla/core/presets';

import { BadInput, type Terminal } from './terminal.ts';

export interface PresetOptions {
  readonly timeZone?: string;
  /** A calendar file. */
  readonly calendar?: string;
}

/** A policy by a preset's id or by its file; every fault in it ends the command. */
export async function policyFrom(name: string, options: PresetOptions, terminal: Terminal): Promise<LoadedPolicy> {
  refuseWhatIsNeither(name);
  const loaded = await loadPolicy(isPreset(name) ? name : here(name, terminal), {
    today: today(terminal),
    ...(options.timeZone === undefined ? {} : { timeZone: options.timeZone }),
    ...(options.calendar === undefined ? {} : { calendar: await calendarSpec(options.calendar, terminal) }),
  });
  if ('faults' in loaded) throw new BadInput(loaded.faults.map(formatFault));
  return loaded;
}

/** A calendar by its file, or by POLICY or POLICY:NAME. */
export async function loadCalendar(name: string, terminal: Terminal): Promise<Calendar> {
  const [policyName = '', calendarName] = splitName(name);
  refuseWhatIsNeither(policyName);
  if (calendarName === undefined && !isPreset(name) && !(await isPolicyFile(name, terminal)))
    return compileCalendar(await calendarSpec(name, terminal));
  const { policy } = await policyFrom(policyName, {}, terminal);
  const wanted = calendarName ?? policy.calendar;
  const calendar = wanted === undefined ? undefined : compiledPolicy(policy).calendars.get(wanted);
  if (calendar) return calendar;
  const known = Object.keys(policy.calendars).join(', ') || 'none';
  throw new BadInput([`${name}  the policy has no calendar ${wanted ?? 'of its own'}, expected one of: ${known}`]);
}

/** The local date from which rotas are looked at, in UTC. */
export function today(terminal: Terminal): string {
  return terminal.now().toZonedDateTimeISO('UTC').toPlainDate().toString();
}

/** A file name as it was given where that works, so that faults repeat it. */
export function here(file: string, terminal: Terminal): string {
  return isAbsolute(file) || terminal.cwd === process.cwd() ? file : resolve(terminal.cwd, file);
}

function refuseWhatIsNeither(name: string): void {
  if (isPreset(name) || extname(name) !== '') return;
  throw new BadInput([
    `"${name}" is no preset and no file, expected ${presets.join(', ')}, or a policy file such as policy.yaml`,
  ]);
}

/** A drive letter's colon is no separator. */
function splitName(name: string): readonly string[] {
  const colon = name.lastIndexOf(':');
  return colon > 1 ? [name.slice(0, colon), name.slice(colon + 1)] : [name];
}

async function calendarSpec(file: string, terminal: Terminal): Promise<CalendarSpec> {
  refuseWhatIsNeither(file);
  const loaded = await loadCalendarFile(here(file, terminal));
  if ('faults' in loaded) throw new BadInput(loaded.faults.map(formatFault));
  return loaded.calendar;
}

/** A policy file names priorities; a calendar file does not. */
async function isPolicyFile(file: string, terminal: Terminal): Promise<boolean> {
  const { value } = await readSource(here(file, terminal));
  return typeof value === 'object' && value !== null && ('priorities' in value || 'extends' in value);
}
