import { compileRota, RotaError, type RotaSpec } from '@sla/core';

import type { DeskConfig } from './desk-config.ts';
import type { Fault } from './fault.ts';
import { childOf, isRecord, type Source } from './source.ts';

/** What is wrong with the desk's own rotas, each read as `compileRota` reads it. */
export function rotaFaults(source: Source): readonly Fault[] {
  const written = childOf(source.value, 'rotas');
  if (!isRecord(written)) return [];
  return Object.entries(written).flatMap(([name, spec]) => {
    try {
      // What has no shape at all was told.
      if (isRecord(spec)) compileRota(spec as unknown as RotaSpec);
      return [];
    } catch (error) {
      if (!(error instanceof RotaError)) throw error;
      return error.faults.map(({ path, code, message }) => source.faultAt(['rotas', name, ...path], code, message));
    }
  });
}

/** Where a rota names somebody whom the desk does not have, or is named like no team of it. */
export function rotaWarnings({ rotas, agents, teams }: DeskConfig, source: Source): readonly Fault[] {
  return Object.entries(rotas).flatMap(([name, { layers }]) => {
    const warn = (message: string) => source.faultAt(['rotas', name], 'nobody', message);
    const strangers = [...new Set(layers.flatMap(({ members }) => members))].filter(
      (member) => !agents.some(({ id }) => `agent:${id}` === member),
    );
    return [
      ...strangers.map((member) => warn(`${member} on rota ${name} is no agent: expected one of agents`)),
      ...(teams.some(({ id }) => id === name)
        ? []
        : [warn(`rota ${name} is nobody’s: expected the id of a team, whose new cases go to who is on call`)]),
    ];
  });
}
