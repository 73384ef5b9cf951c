/**
 * A case's number as people quote it: `C-1042`.
 *
 * @example
 * ```ts
 * import { formatCaseNumber } from '@sla/core';
 *
 * formatCaseNumber('C', 1042); // → C-1042
 * ```
 */
export function formatCaseNumber(prefix: string, count: number): string {
  return `${prefix}-${count}`;
}

/**
 * The case numbers of a desk that a text names, each once, in its order: `[C-1042]`, `c-1042:`, never `ABC-1042`.
 *
 * @example
 * ```ts
 * import { findCaseNumbers } from '@sla/core';
 *
 * findCaseNumbers('Re: [C-1042] again, like c-7', 'C'); // → [ 'C-1042', 'C-7' ]
 * ```
 */
export function findCaseNumbers(text: string, prefix: string): string[] {
  const escaped = prefix.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  const mentions = text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}_-])${escaped}-(\\d{1,15})(?![\\p{L}\\p{N}_-])`, 'giu'));
  return [...new Set([...mentions].map(([, count]) => formatCaseNumber(prefix, Number(count))))];
}
