import { dirname, join } from 'node:path';
import { isPreset, type PresetId } from '@sla/core/presets';
import type { Fault } from './fault.ts';
import { type LoadedPolicy, loadPolicy, loadPolicyFrom, type Refused } from './policy-file.ts';
import { isRecord, type Path, partOf, type Source, withValue } from './source.ts';

/** A policy of the desk and which entry of `policies` names it. */
export interface DeskPolicy extends LoadedPolicy {
  readonly entry: number;
}

/** The policies that a desk's settings name, each a file, a preset, or a preset with what its agreement leaves open. */
export async function loadDeskPolicies(
  source: Source,
  today: string,
): Promise<{ readonly policies: readonly DeskPolicy[]; readonly faults: readonly Fault[] }> {
  const written = isRecord(source.value) ? source.value.policies : undefined;
  const entries: readonly unknown[] = Array.isArray(written) ? written : [USUAL_PRESET];
  const policies: DeskPolicy[] = [];
  const faults: Fault[] = [];
  for (const [entry, each] of entries.entries()) {
    const loaded = await loadEntry(each, ['policies', entry], source, today);
    if ('faults' in loaded) faults.push(...loaded.faults);
    else policies.push({ ...loaded, entry });
  }
  return { policies, faults: [...faults, ...namedTwice(policies, source)] };
}

const USUAL_PRESET: PresetId = 'lms-platform';

async function loadEntry(entry: unknown, path: Path, source: Source, today: string): Promise<LoadedPolicy | Refused> {
  if (isRecord(entry) && typeof entry.preset === 'string' && isPreset(entry.preset))
    return loadPolicyFrom(withOpenSettings(entry, partOf(source, path)), { today });
  // Of another shape: that was told.
  if (typeof entry !== 'string') return { faults: [] };
  if (isPreset(entry)) return loadPolicy(entry, { today });
  const loaded = await loadPolicy(join(dirname(source.file), entry), { today });
  const isUnread = 'faults' in loaded && loaded.faults.some(({ code }) => code === 'bad-file');
  return isUnread
    ? { faults: loaded.faults.map(({ message }) => source.faultAt(path, 'bad-file', `${entry}: ${message}`)) }
    : loaded;
}

/** `{ preset, timeZone, weekly, holidays }` as the policy that extends the preset by them. */
function withOpenSettings(entry: Readonly<Record<string, unknown>>, source: Source): Source {
  const { preset, id, version, timeZone, weekly, holidays } = entry;
  const office = { ...(weekly !== undefined && { weekly }), ...(holidays !== undefined && { holidays }) };
  const policy = {
    extends: preset,
    ...(id !== undefined && { id }),
    ...(version !== undefined && { version }),
    ...(timeZone !== undefined && { timeZone }),
    ...(Object.keys(office).length > 0 && { calendars: { office } }),
  };
  return withValue(source, policy, ([key, ...rest]) => {
    if (key === 'extends') return ['preset'];
    const isOffice = key === 'calendars' && rest[0] === 'office';
    return isOffice ? rest.slice(1) : key === undefined ? [] : [key, ...rest];
  });
}

function namedTwice(policies: readonly DeskPolicy[], source: Source): Fault[] {
  return policies.flatMap(({ policy, entry }, i) => {
    const isSecond = policies.slice(0, i).some((earlier) => earlier.policy.id === policy.id);
    const message = `a second policy named ${policy.id}: expected each its own id`;
    return isSecond ? [source.faultAt(['policies', entry], 'duplicate', message)] : [];
  });
}
