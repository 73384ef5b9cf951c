import { useEffect, useRef } from 'react';

import type { QueueJson, RiskJson } from '../../../src/api/contract.ts';
import { useAnnounce } from '../../components/announcer.tsx';
import { useWords } from '../../words/use-words.ts';
import type { Words } from '../../words/words.ts';

const LEAST_GAP = 8000;

/** Reads out what an agent must hear of – new cases and worse risk – in one sentence, and not all the time. */
export function useQueueNews(queue: QueueJson | undefined, key: string): void {
  const announce = useAnnounce();
  const { news } = useWords().queue;
  const known = useRef<{ readonly key: string; readonly risks: ReadonlyMap<string, RiskJson> }>(undefined);
  const waiting = useRef<{ timer?: ReturnType<typeof setTimeout>; last: number }>({ last: Number.NEGATIVE_INFINITY });
  useEffect(() => {
    if (!queue) return;
    const before = known.current?.key === key ? known.current.risks : undefined;
    if (before && waiting.current.timer !== undefined) return;
    known.current = { key, risks: new Map(queue.cases.map((card) => [card.number, card.risk])) };
    const sentence = before && newsOf(queue, before, news);
    if (!sentence) return;
    announce(sentence, 'quietly');
    const state = waiting.current;
    state.timer = setTimeout(() => {
      delete state.timer;
    }, LEAST_GAP);
  }, [queue, key, announce, news]);
  useEffect(() => () => clearTimeout(waiting.current.timer), []);
}

/** "C-1051 is new. C-1042 has missed First response." or, of many, figures. */
export function newsOf(queue: QueueJson, before: ReadonlyMap<string, RiskJson>, words: Words['queue']['news']): string {
  const fresh = queue.cases.filter((card) => !before.has(card.number));
  const turned = (risk: RiskJson) =>
    queue.cases.filter((card) => card.risk === risk && before.has(card.number) && before.get(card.number) !== risk);
  return [
    say(
      fresh.map((card) => card.number),
      words.fresh,
    ),
    say(
      turned('at-risk').map((card) => card.number),
      words.atRisk,
    ),
    say(
      turned('missed').map((card) => card.number),
      words.missed,
    ),
  ]
    .filter(Boolean)
    .join(' ');
}

function say(numbers: readonly string[], sentence: (count: number, number: string) => string): string {
  return numbers.length === 0 ? '' : sentence(numbers.length, numbers[0] ?? '');
}
