import { dirname } from 'node:path';

import { shapeFaults } from '@sla/core';
import { preset } from '@sla/core/presets';

import type { DeskConfig } from './desk-config.ts';
import { loadDeskPolicies } from './desk-policies.ts';
import { referenceFaults } from './desk-references.ts';
import { rotaFaults, rotaWarnings } from './desk-rotas.ts';
import { deskSchema } from './desk-schema.ts';
import { staffingWarnings } from './desk-staffing.ts';
import { type Environment, withEnvironment } from './environment.ts';
import { type Fault, inOrder } from './fault.ts';
import { readSource } from './file-source.ts';
import type { Refused } from './policy-file.ts';
import { pagerWarnings } from './practice-warnings.ts';
import { withValue } from './source.ts';
import { toDeskConfig } from './to-desk-config.ts';

export interface DeskOptions {
  /** What `${NAME}` stands for. */
  readonly env: Environment;
  /** Local date from which rotas are looked at, `YYYY-MM-DD`. */
  readonly today: string;
}

export interface LoadedDesk {
  readonly config: DeskConfig;
  /** What deserves a second look: in the policies, and where an alert would reach nobody. */
  readonly warnings: readonly Fault[];
}

/** A desk's settings from `sla.config.yaml`, with every policy that they name; or every fault in any of these files. */
export async function loadDeskConfig(file: string, { env, today }: DeskOptions): Promise<LoadedDesk | Refused> {
  const read = await readSource(file);
  if (read.value === undefined) return { faults: inOrder(read.faults) };
  const source = withEnvironment(withValue(read, read.value ?? {}), env);
  const shape = shapeFaults(deskSchema, source.value).map(({ path, code, message }) =>
    source.faultAt(path, code, message),
  );
  const { policies, faults } = await loadDeskPolicies(source, today);
  const references = referenceFaults(source, faults.length === 0 ? policies : undefined);
  const all = [...source.faults, ...shape, ...faults, ...references, ...rotaFaults(source)];
  const [first, ...others] = policies.map(({ policy }) => policy);
  if (all.length > 0 || !first) return { faults: inOrder(withoutConsequences(all), [file]) };
  const config = toDeskConfig(deskSchema.parse(source.value), [first, ...others], dirname(file));
  const warnings = [
    ...policies.flatMap((policy) => policy.warnings),
    ...staffingWarnings(config, policies, source),
    ...pagerWarnings(config, policies, source),
    ...rotaWarnings(config, source),
  ];
  return { config, warnings: inOrder(warnings, [file]) };
}

/** A desk without a file of settings: the preset `lms-platform`, everything on this machine. */
export function defaultDeskConfig(folder = '.'): DeskConfig {
  return toDeskConfig({}, [preset('lms-platform')], folder);
}

/** A value whose variable is not set fits nothing either: the variable alone is told. */
function withoutConsequences(faults: readonly Fault[]): readonly Fault[] {
  const place = ({ file, line, column }: Fault) => `${file}:${line}:${column}`;
  const unset = new Set(faults.filter(({ code }) => code === 'missing-variable').map(place));
  return faults.filter((fault) => fault.code === 'missing-variable' || !unset.has(place(fault)));
}
