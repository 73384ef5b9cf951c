import { formatPath } from '../time/faults-error.ts';

/** One mistake in a scenario's written form. */
export interface ScenarioFault {
  /** Keys and positions from the file's root, as in `['scenarios', 0, 'expect', 'clocks', 1]`. */
  readonly path: readonly (string | number)[];
  readonly code: 'bad-type' | 'missing-key' | 'unknown-key' | 'bad-instant';
  /** What is wrong, and what was expected. */
  readonly message: string;
}

/**
 * A scenario that cannot be read: every fault at once.
 *
 * @example
 * ```ts
 * import { parseScenarios, ScenarioError } from '@sla/core/testing';
 *
 * let told: unknown;
 * try {
 *   parseScenarios({ name: 'nothing to do', policy: 'velsoft', given: [], at: 'noon', expect: {} });
 * } catch (error) {
 *   if (error instanceof ScenarioError) told = error.faults.map(({ path, code }) => `${path.join('.')} ${code}`);
 * }
 * told; // → [ 'at bad-type' ]
 * ```
 */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  readonly code = 'invalid-scenario';
  readonly faults: readonly ScenarioFault[];

  constructor(faults: readonly ScenarioFault[]) {
    super(faults.map(({ path, message }) => `${formatPath(path) || 'scenario: '}${message}`).join('\n'));
    this.faults = faults;
  }
}
