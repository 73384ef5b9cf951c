/** Seconds to wait after each failed try; after the last there is no other. */
const waits: readonly number[] = [5, 30, 120, 600, 3_600, 7_200, 14_400, 28_800, 43_200];

/** How often a delivery is tried before it is given up. */
export const mostTries = waits.length + 1;

/** The longest wait where what comes behind waits too. */
const longestInOrder = 3_600;

/** From this failed try on it is no passing fault, so that somebody should hear of it: some thirteen minutes after the first. */
export const triesUntilTold = 5;

/** Seconds until the next try of what is never given up. */
export function backOffInOrder(failedTries: number, random: number, retryAfterSeconds = 0): number {
  const wait = Math.min(waits[failedTries - 1] ?? longestInOrder, longestInOrder);
  return Math.max(wait * (0.9 + 0.2 * random), Math.min(retryAfterSeconds, 86_400));
}

/**
 * Seconds until the next try, or undefined when there is none. A tenth more or less at random keeps failures of one moment from
 * coming back in one moment; what the other side asked for is a minimum, up to a day.
 */
export function backOffSeconds(failedTries: number, random: number, retryAfterSeconds = 0): number | undefined {
  const wait = waits[failedTries - 1];
  if (wait === undefined) return undefined;
  return Math.max(wait * (0.9 + 0.2 * random), Math.min(retryAfterSeconds, 86_400));
}
