import type { CaseNumber, StoreUnit } from '@sla/case-store';

/** Numbers that were drawn and not used: the store never gives one twice, so they stay ours also where a transaction fails. */
export interface NumberStock {
  /** The next number; where none is left, as many are drawn as may be wanted soon. */
  take(unit: StoreUnit, prefix: string, wanted: number): Promise<CaseNumber>;
}

/** So that those of other processes do not run far ahead. */
const mostDrawn = 32;

export function createNumberStock(): NumberStock {
  const stock = new Map<string, CaseNumber[]>();
  return {
    take: async (unit, prefix, wanted) => {
      const left = stock.get(prefix) ?? [];
      const next = left.shift();
      if (next !== undefined) return next;
      const [first, ...rest] = await unit.nextCaseNumbers(prefix, Math.min(Math.max(wanted, 1), mostDrawn));
      if (first === undefined) throw new Error('the store gave no case number');
      stock.set(prefix, rest);
      return first;
    },
  };
}
