import type { CaseStore } from '@sla/case-store';
import type { ClockTarget, Policy, Priority, Step } from '@sla/core';
import { clockLabel, type Desk } from '@sla/desk';
import type { Hono } from 'hono';

import type { ApiParts, ApiVariables } from './api.ts';
import type { PolicyPromisesJson, SettingsJson } from './machine-contract.ts';
import { present } from './present.ts';
import type { Reading } from './reading.ts';

type Env = { Variables: ApiVariables };
type PriorityJson = PolicyPromisesJson['priorities'][number];

/** Who works here, and what is promised: what the settings say, for everybody who works by it. */
export function settingsRoutes(api: Hono<Env>, { desk, options }: ApiParts): void {
  api.get('/settings', async (c) => c.json(await settingsJson(desk, options.store, c.get('reading'))));
}

async function settingsJson(
  desk: Desk,
  store: Pick<CaseStore, 'listOrganisations'> | undefined,
  reading: Reading,
): Promise<SettingsJson> {
  const organisations = (await store?.listOrganisations()) ?? [];
  return {
    agents: reading.agents.map(({ id, name, email, role, teams, timeZone, language }) =>
      present({ id, name, email, role, teams, timeZone, language }),
    ),
    teams: reading.teams.map(({ id, name, tier }) => present({ id, name, tier })),
    organisations: organisations.map(({ id, name, domains, policy, timeZone }) =>
      present({ id, name, domains, policy, timeZone }),
    ),
    policies: desk.read.policies().map((policy) => promisesJson(policy, reading)),
  };
}

function promisesJson(policy: Policy, reading: Reading): PolicyPromisesJson {
  const { id, version, title, timeZone, priorities } = policy;
  return {
    id,
    version,
    title: title ?? id,
    timeZone,
    priorities: priorities.map((priority) => priorityJson(priority, policy, reading)),
  };
}

function priorityJson(priority: Priority, policy: Policy, reading: Reading): PriorityJson {
  const { name, title, when, targets, ladder } = priority;
  return {
    name,
    title: title ?? name,
    when: when.map((condition) =>
      Object.entries(condition)
        .map(([fact, words]) => `${reading.words.facts[fact as keyof typeof condition]}: ${words.join(', ')}`)
        .join(' · '),
    ),
    promises: targets.map((target) => promiseJson(target, priority, policy, reading)),
    ladder: ladder.steps.map((step) => stepJson(step, reading)),
  };
}

function promiseJson(target: ClockTarget, priority: Priority, policy: Policy, { catalogue, words }: Reading) {
  const { clock, kind, clause, promise, pauseWhile } = target;
  const rule =
    promise.kind === 'measure' ? undefined : promise.kind === 'every' ? words.every(promise.text) : promise.text;
  // Lengths that are not said in business time run round the clock, whatever calendar stands beside them.
  const isOfHours = rule !== undefined && /business|open/i.test(rule);
  const calendar = isOfHours ? (target.calendar ?? priority.calendar ?? policy.calendar) : undefined;
  return present({ clock, label: clockLabel(clock, catalogue), kind, rule, clause, calendar, pauseWhile });
}

function stepJson(step: Step, { catalogue, words, teams }: Reading): PriorityJson['ladder'][number] {
  const { id, fires, notify, raiseTo, clause } = step;
  const when =
    fires.kind === 'at'
      ? words.fires.at(clockLabel(fires.clock, catalogue), fires.percent)
      : fires.kind === 'after'
        ? words.fires.after(fires.text)
        : words.fires.on(fires.event);
  const nameOf = (to: string) =>
    teams.find((team) => team.id === to)?.name ?? to.replace(/^agent:/, '').replaceAll('-', ' ');
  const told = notify.map(({ to, via }) => `${nameOf(to)} (${via.map((way) => catalogue.channels[way]).join(', ')})`);
  const raised = raiseTo === undefined ? [] : [words.fires.raise(nameOf(raiseTo))];
  return present({ step: id, fires: when, reaches: [...raised, ...told], clause });
}
