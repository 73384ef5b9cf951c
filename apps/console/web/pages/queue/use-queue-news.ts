import { useEffect, useRef } from 'react';

import type { QueueJson, RiskJson } from '../../../src/api/contract.ts';
import { useAnnounce } from '../../components/announcer.tsx';

const LEAST_GAP = 8000;

/** Reads out what an agent must hear of – new cases and worse risk – in one sentence, and not all the time. */
export function useQueueNews(queue: QueueJson | undefined, key: string): void {
  const announce = useAnnounce();
  const known = useRef<{ readonly key: string; readonly risks: ReadonlyMap<string, RiskJson> }>(undefined);
  const waiting = useRef<{ timer?: ReturnType<typeof setTimeout>; last: number }>({ last: Number.NEGATIVE_INFINITY });
  useEffect(() => {
    if (!queue) return;
    const before = known.current?.key === key ? known.current.risks : undefined;
    if (before && waiting.current.timer !== undefined) return;
    known.current = { key, risks: new Map(queue.cases.map((card) => [card.number, card.risk])) };
    const sentence = before && newsOf(queue, before);
    if (!sentence) return;
    announce(sentence, 'quietly');
    const state = waiting.current;
    state.timer = setTimeout(() => {
      delete state.timer;
    }, LEAST_GAP);
  }, [queue, key, announce]);
  useEffect(() => () => clearTimeout(waiting.current.timer), []);
}

/** "C-1051 is new. C-1042 has missed First response." or, of many, figures. */
export function newsOf(queue: QueueJson, before: ReadonlyMap<string, RiskJson>): string {
  const fresh = queue.cases.filter((card) => !before.has(card.number));
  const turned = (risk: RiskJson) =>
    queue.cases.filter((card) => card.risk === risk && before.has(card.number) && before.get(card.number) !== risk);
  return [
    say(
      fresh.map((card) => card.number),
      'is new',
      'new cases',
    ),
    say(
      turned('at-risk').map((card) => card.number),
      'is at risk',
      'cases turned at risk',
    ),
    say(
      turned('missed').map((card) => card.number),
      'has missed a promise',
      'cases missed a promise',
    ),
  ]
    .filter(Boolean)
    .join(' ');
}

function say(numbers: readonly string[], one: string, many: string): string {
  if (numbers.length === 0) return '';
  return numbers.length === 1 ? `${numbers[0]} ${one}.` : `${numbers.length} ${many}.`;
}
