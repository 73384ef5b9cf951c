import type { Length, Target, TargetText } from './target.ts';

/**
 * A target as a policy writes it; `parseTarget` reads it back.
 *
 * @example
 * ```ts
 * import { formatTarget, parseTarget } from '@sla/core';
 *
 * const target = parseTarget({ whenOpen: '60 minutes', whenClosed: 'PT4H' });
 * formatTarget(target); // → { whenOpen: '60 minutes', whenClosed: '4 hours' }
 * ```
 */
export function formatTarget(target: Target): TargetText {
  switch (target.kind) {
    case 'earliest':
      return { earliest: target.of.map(formatTarget) };
    case 'latest':
      return { latest: target.of.map(formatTarget) };
    case 'by-opening':
      return { whenOpen: formatTarget(target.whenOpen), whenClosed: formatTarget(target.whenClosed) };
    default:
      return describeTarget(target);
  }
}

/**
 * A target as one line of English, for explanations and lists.
 *
 * @example
 * ```ts
 * import { describeTarget, parseTarget } from '@sla/core';
 *
 * const target = parseTarget({ earliest: ['8 business hours', 'close of business'] });
 * describeTarget(target); // → earliest of 8 business hours and close of business
 * ```
 */
export function describeTarget(target: Target): string {
  switch (target.kind) {
    case 'length':
      return describeLength(target);
    case 'close-of-business':
      return 'close of business';
    case 'next-opening':
      return 'next opening';
    case 'after-next-opening':
      return `${describeLength(target.length)} after next opening`;
    case 'rolled':
      return `${describeTarget(target.target)}, then next opening`;
    case 'earliest':
      return `earliest of ${list(target.of)}`;
    case 'latest':
      return `latest of ${list(target.of)}`;
    case 'by-opening':
      return `${describeTarget(target.whenOpen)} when open, else ${describeTarget(target.whenClosed)}`;
  }
}

function describeLength({ unit, count, first }: Length): string {
  const number = first === undefined ? `${count}` : `${first}-${count}`;
  return `${number} ${unit.replace('-', ' ')}${count === 1 ? '' : 's'}`;
}

function list(targets: readonly Target[]): string {
  return listed(
    targets.map((target) =>
      target.kind === 'earliest' || target.kind === 'latest' ? `(${describeTarget(target)})` : describeTarget(target),
    ),
  );
}

/** `a`, `a and b`, `a, b and c` */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
