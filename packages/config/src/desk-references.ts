import type { DeskPolicy } from './desk-policies.ts';
import type { Fault } from './fault.ts';
import { childOf, isRecord, type Path, type Source } from './source.ts';

/**
 * What the parts of a desk's settings say of one another: each name that is used stands somewhere, and each that is
 * given stands once. `policies` is undefined where not all could be read, so that nobody knows their ids.
 */
export function referenceFaults(source: Source, policies: readonly DeskPolicy[] | undefined): readonly Fault[] {
  const faults: Fault[] = [];
  const report: Report = (path, code, message) => faults.push(source.faultAt(path, code, message));
  const known: Known = {
    policy: policies && new Set(policies.map(({ policy }) => policy.id)),
    priority: policies && new Set(policies.flatMap(({ policy }) => policy.priorities.map((each) => each.name))),
    organisation: idsIn(source, 'organisations'),
    team: idsIn(source, 'teams'),
    agent: new Set([...idsIn(source, 'agents')].map((id) => `agent:${id}`)),
    article: new Set(namesAt(source.value, ['practice', 'articles'])),
  };
  for (const [path, kind] of referencesIn(source))
    requireKnown(path.reduce(childOf, source.value), path, kind, known, report);
  for (const id of namesAt(source.value, ['practice', 'announcements']))
    requireKnown(id, ['practice', 'announcements', id], 'organisation', known, report);
  for (const [list, field] of UNIQUE) refuseTwice(source, list, field, report);
  return faults;
}

type Report = (path: Path, code: string, message: string) => void;
type Kind = 'policy' | 'priority' | 'organisation' | 'team' | 'agent' | 'article';
type Known = Readonly<Record<Kind, ReadonlySet<string> | undefined>>;

const UNIQUE = [
  ['organisations', 'id'],
  ['organisations', 'domains'],
  ['agents', 'id'],
  ['agents', 'email'],
  ['teams', 'id'],
  ['mailboxes', 'id'],
  ['mailboxes', 'address'],
] as const;

/** Every place that names something, whether it stands there or not. */
function referencesIn(source: Source): readonly (readonly [Path, Kind])[] {
  const { value } = source;
  const roles = childOf(value, 'roles');
  return [
    [['policy'], 'policy'],
    ...indexesOf(childOf(value, 'organisations')).flatMap((i): [Path, Kind][] => [
      [['organisations', i, 'policy'], 'policy'],
      [['organisations', i, 'accountManager'], 'agent'],
    ]),
    ...indexesOf(childOf(value, 'agents')).flatMap((i) => each(value, ['agents', i, 'teams'], 'team')),
    ...indexesOf(childOf(value, 'mailboxes')).flatMap((i): [Path, Kind][] => [
      [['mailboxes', i, 'policy'], 'policy'],
      [['mailboxes', i, 'organisation'], 'organisation'],
    ]),
    ...['slack', 'teams'].flatMap((chat) =>
      indexesOf(['channels', chat, 'channels'].reduce(childOf, value)).flatMap((i): [Path, Kind][] => [
        [['channels', chat, 'channels', i, 'team'], 'team'],
        [['channels', chat, 'channels', i, 'organisation'], 'organisation'],
        ...each(value, ['channels', chat, 'channels', i, 'priorities'], 'priority'),
      ]),
    ),
    ...namesAt(value, ['practice', 'guidance']).map((tag): [Path, Kind] => [
      ['practice', 'guidance', tag, 'article'],
      'article',
    ]),
    ...Object.keys(isRecord(roles) ? roles : {}).flatMap((role) => each(value, ['roles', role, 'people'], 'agent')),
  ];
}

function each(value: unknown, path: Path, kind: Kind): [Path, Kind][] {
  return indexesOf(path.reduce(childOf, value)).map((i) => [[...path, i], kind]);
}

/** The names that a part gives to its entries. */
function namesAt(value: unknown, path: Path): readonly string[] {
  const part = path.reduce(childOf, value);
  return isRecord(part) ? Object.keys(part) : [];
}

function indexesOf(value: unknown): number[] {
  return Array.isArray(value) ? [...value.keys()] : [];
}

function requireKnown(name: unknown, path: Path, kind: Kind, known: Known, report: Report): void {
  const names = known[kind];
  if (typeof name !== 'string' || !names || names.has(name)) return;
  // Of another shape: that was told.
  if (kind === 'agent' && !name.startsWith('agent:')) return;
  const expected = names.size === 0 ? 'none, as there are none' : [...names].join(', ');
  report(path, `unknown-${kind}`, `${JSON.stringify(name)} is no ${kind} of this desk: expected ${expected}`);
}

function idsIn(source: Source, list: string): ReadonlySet<string> {
  const items = childOf(source.value, list);
  return new Set(indexesOf(items).flatMap((i) => textsAt(items, [i, 'id'])));
}

/** The text there, or those of a list. */
function textsAt(value: unknown, path: Path): string[] {
  return [path.reduce(childOf, value)].flat().filter((text) => typeof text === 'string');
}

function refuseTwice(source: Source, list: string, field: string, report: Report): void {
  const items = childOf(source.value, list);
  const seen = new Set<string>();
  for (const i of indexesOf(items)) {
    for (const text of textsAt(items, [i, field])) {
      const same = text.toLowerCase();
      if (seen.has(same))
        report(
          [list, i, field],
          'duplicate',
          `${JSON.stringify(text)} stands in ${list} a second time: expected it once`,
        );
      seen.add(same);
    }
  }
}
