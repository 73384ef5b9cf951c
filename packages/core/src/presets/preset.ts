import { definePolicy } from '../policy/define-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { PolicyError } from '../policy/policy-error.ts';
import type { PolicySpec } from '../policy/policy-spec.ts';
import { quoted } from '../time/time-error.ts';
import { eliteLms } from './elite-lms.ts';
import { learningPool } from './learning-pool.ts';
import { lmsPlatform } from './lms-platform.ts';
import type { PresetOptions } from './preset-options.ts';
import { tieredSupport } from './tiered-support.ts';
import { velsoft } from './velsoft.ts';

const PRESETS = {
  'elite-lms': eliteLms,
  velsoft,
  'tiered-support': tieredSupport,
  'lms-platform': lmsPlatform,
  'learning-pool': learningPool,
} as const satisfies Readonly<Record<string, (options: PresetOptions) => PolicySpec>>;

export type PresetId = keyof typeof PRESETS;

/**
 * The ids of all presets.
 *
 * @example
 * ```ts
 * import { presets } from '@sla/core/presets';
 *
 * presets; // → [ 'elite-lms', 'velsoft', 'tiered-support', 'lms-platform', 'learning-pool' ]
 * ```
 */
export const presets: readonly PresetId[] = Object.keys(PRESETS) as PresetId[];

/**
 * @example
 * ```ts
 * import { isPreset } from '@sla/core/presets';
 *
 * isPreset('velsoft'); // → true
 * isPreset('gold'); // → false
 * ```
 */
export function isPreset(id: string): id is PresetId {
  return Object.hasOwn(PRESETS, id);
}

/**
 * A published support agreement as a policy, with the clause that each target and step keeps.
 *
 * @throws PolicyError `unknown-preset`, or `invalid-policy` where an option is none.
 *
 * @example
 * ```ts
 * import { preset } from '@sla/core/presets';
 *
 * preset('learning-pool').priorities.map(({ name }) => name); // → [ 'severity-1', 'severity-2', 'severity-3', 'severity-4', 'feature-request' ]
 * preset('lms-platform', { timeZone: 'Europe/Berlin' }).timeZone; // → Europe/Berlin
 * ```
 */
export function preset(id: PresetId, options?: PresetOptions): Policy {
  const usual = options === undefined ? USUAL.get(id) : undefined;
  if (usual) return usual;
  const policy = definePolicy(presetSpec(id, options));
  if (options === undefined) USUAL.set(id, policy);
  return policy;
}

/**
 * The same in its written form, for policies that extend it. Throws PolicyError `unknown-preset`.
 *
 * @example
 * ```ts
 * import { presetSpec } from '@sla/core/presets';
 *
 * presetSpec('elite-lms').availability; // → { percent: 99.9, window: 'month', kind: 'objective', clause: 'S0-17' }
 * ```
 */
export function presetSpec(id: PresetId, options: PresetOptions = {}): PolicySpec {
  if (isPreset(id)) return PRESETS[id](options);
  const message = `${quoted(id)} is no preset: expected ${presets.join(', ')}`;
  throw new PolicyError('unknown-preset', [{ path: [], code: 'bad-value', message }]);
}

/** Presets without options, made once, so that what is compiled from them is kept too. */
const USUAL = new Map<PresetId, Policy>();
