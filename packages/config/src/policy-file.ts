import { dirname, join, resolve } from 'node:path';

import { type CalendarInput, extendPolicy, type Policy, parsePolicy } from '@sla/core';
import { checkPolicy, type PolicyCheck } from '@sla/core/check';
import { isPreset, type PresetId, presetSpec, presets } from '@sla/core/presets';

import { type Fault, inOrder } from './fault.ts';
import { readSource } from './file-source.ts';
import { resolveHolidays } from './resolve-holidays.ts';
import { atPath, isRecord, type Path, type Source, withoutLines } from './source.ts';

export interface PolicyOptions {
  /** Local date from which rotas are looked at, `YYYY-MM-DD`. */
  readonly today: string;
  /** For a preset: what its agreement leaves open. */
  readonly timeZone?: string;
  readonly calendar?: CalendarInput;
}

export interface LoadedPolicy {
  readonly policy: Policy;
  /** The clauses it carries, lacks, and leaves to the desk. */
  readonly check: Omit<PolicyCheck, 'warnings'>;
  /** What deserves a second look. */
  readonly warnings: readonly Fault[];
}

export interface Refused {
  readonly faults: readonly Fault[];
}

/** A policy by a preset's id or by its file, with what it extends and with its holidays as dates; or every fault in it. */
export async function loadPolicy(nameOrFile: string, options: PolicyOptions): Promise<LoadedPolicy | Refused> {
  if (isPreset(nameOrFile)) return loadPreset(nameOrFile, options);
  const source = await readSource(nameOrFile);
  if (options.timeZone === undefined && options.calendar === undefined) return loadPolicyFrom(source, options);
  const message = `only a preset takes another zone or calendar: expected ${presets.join(', ')}, or these settings in the file`;
  return { faults: [source.faultAt([], 'bad-combination', message)] };
}

/** The same for a written form that stands in another file, such as a scenario's. */
export async function loadPolicyFrom(
  source: Source,
  options: Pick<PolicyOptions, 'today'>,
): Promise<LoadedPolicy | Refused> {
  return understood(await layersOf(source, []), options.today);
}

function loadPreset(id: PresetId, { timeZone, calendar, today }: PolicyOptions): LoadedPolicy | Refused {
  const zone = timeZone ?? calendar?.timeZone;
  const spec = presetSpec(id, zone === undefined ? {} : { timeZone: zone });
  // The calendar takes the place of the preset's own hours, and is one of them no longer.
  const written = calendar === undefined ? spec : { ...spec, calendars: { ...spec.calendars, office: calendar } };
  return understood({ spec: written, top: withoutLines(id, written), beneath: [], faults: [] }, today);
}

/** A written form with what it extends beneath it, as one. */
interface Layers {
  readonly spec: unknown;
  /** What is written itself. */
  readonly top: Source;
  /** What it extends, the nearest first; a preset stands in no file. */
  readonly beneath: readonly Source[];
  readonly faults: readonly Fault[];
}

async function layersOf(source: Source, chain: readonly string[]): Promise<Layers | Refused> {
  if (source.value === undefined) return { faults: source.faults };
  const top = await resolveHolidays(source);
  const { value, faults } = top;
  if (!isRecord(value) || isPolicy(value) || !('extends' in value)) return { spec: value, top, beneath: [], faults };
  const { extends: name, ...overrides } = value;
  const base = await baseOf(name, overrides, source, [...chain, resolve(source.file)]);
  if (!('spec' in base)) return { faults: [...faults, ...base.faults] };
  return {
    spec: extendPolicy(base.spec, overrides),
    top,
    beneath: base.sources,
    faults: [...faults, ...base.faults],
  };
}

interface Base extends Refused {
  readonly spec: unknown;
  readonly sources: readonly Source[];
}

async function baseOf(
  name: unknown,
  overrides: Readonly<Record<string, unknown>>,
  source: Source,
  chain: readonly string[],
): Promise<Base | Refused> {
  const refuse = (message: string): Refused => ({ faults: [source.faultAt(['extends'], 'bad-extends', message)] });
  const expected = `expected ${presets.join(', ')}, or a file`;
  if (typeof name !== 'string') return refuse(`this names nothing to extend: ${expected}`);
  if (isPreset(name)) return { spec: presetOf(name, overrides), sources: [], faults: [] };
  const file = join(dirname(source.file), name);
  if (chain.includes(resolve(file)))
    return refuse(`${name} extends this file in turn: expected a policy that does not`);
  const base = await readSource(file);
  const [unread] = base.faults.filter(({ code }) => code === 'bad-file');
  if (unread)
    return refuse(`${name} is no preset, and as a file ${unread.message}, or ${expected.slice('expected '.length)}`);
  if (isPolicy(base.value))
    return refuse(`${name} exports a finished policy: expected its written form, without definePolicy`);
  const layers = await layersOf(base, chain);
  return 'spec' in layers ? { ...layers, sources: [layers.top, ...layers.beneath] } : layers;
}

/** A preset is a function of its zone, so that an overriding zone is its office's too. */
function presetOf(id: PresetId, { timeZone }: Readonly<Record<string, unknown>>): unknown {
  return presetSpec(id, typeof timeZone === 'string' ? { timeZone } : {});
}

/** What a module may export besides a written form: what `definePolicy` returned. */
function isPolicy(value: unknown): boolean {
  return isRecord(value) && Array.isArray(value.priorities);
}

function understood(layers: Layers | Refused, today: string): LoadedPolicy | Refused {
  if (!('spec' in layers)) return { faults: inOrder(layers.faults) };
  const { spec, faults } = layers;
  if (isPolicy(spec)) return faults.length > 0 ? { faults } : checked(spec as Policy, layers, today);
  const read = parsePolicy(spec);
  const found = 'faults' in read ? read.faults.map((fault) => placed(fault, layers)) : [];
  if ('faults' in read || faults.length > 0) return { faults: inOrder([...faults, ...found], filesOf(layers)) };
  return checked(read.policy, layers, today);
}

function filesOf({ top, beneath }: Layers): readonly string[] {
  return [top, ...beneath].map(({ file }) => file);
}

/** Rotas are looked at for a quarter of a year. */
const LOOKED_AT_MS = 91 * 86_400_000;

function checked(policy: Policy, layers: Layers, today: string): LoadedPolicy {
  const from = Date.parse(`${today}T00:00:00Z`);
  const { warnings, ...check } = checkPolicy(policy, { from, to: from + LOOKED_AT_MS });
  return {
    policy,
    check,
    warnings: inOrder(
      warnings.map((warning) => placed(warning, layers)),
      filesOf(layers),
    ),
  };
}

/** In the layer that has most of the path; what only a preset has is placed where it is extended. */
function placed(
  { path, code, message }: { path: Path; code: string; message: string },
  { top, beneath }: Layers,
): Fault {
  const deepest = beneath.reduce((best, each) => (each.reach(path) > best.reach(path) ? each : best), top);
  const isInherited = path.length > 0 && deepest.reach(path) === 0 && top.reach(['extends']) === 1;
  return isInherited ? top.faultAt(['extends'], code, atPath(path, message)) : deepest.faultAt(path, code, message);
}
