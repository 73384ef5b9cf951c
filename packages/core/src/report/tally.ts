/** Adds up items one by one, in memory that does not grow with their number. The order of the items does not matter. */
export interface Tally<Item, Result> {
  add(item: Item): void;
  /** Of all that was added so far; more may follow. */
  result(): Result;
}

/**
 * The result of a whole stream, which is read once.
 *
 * @example
 * ```ts
 * import { tallied } from '@sla/core';
 *
 * let sum = 0;
 * const total = tallied({ add: (item: number) => { sum += item; }, result: () => sum }, [1, 2, 3]); // → 6
 * ```
 */
export function tallied<Item, Result>(tally: Tally<Item, Result>, items: Iterable<Item>): Result;
export function tallied<Item, Result>(tally: Tally<Item, Result>, items: AsyncIterable<Item>): Promise<Result>;
export function tallied<Item, Result>(tally: Tally<Item, Result>, items: Stream<Item>): Result | Promise<Result>;
export function tallied<Item, Result>(tally: Tally<Item, Result>, items: Stream<Item>): Result | Promise<Result> {
  if (Symbol.asyncIterator in items) return talliedLater(tally, items);
  for (const item of items) tally.add(item);
  return tally.result();
}

export type Stream<Item> = Iterable<Item> | AsyncIterable<Item>;

async function talliedLater<Item, Result>(tally: Tally<Item, Result>, items: AsyncIterable<Item>): Promise<Result> {
  for await (const item of items) tally.add(item);
  return tally.result();
}
