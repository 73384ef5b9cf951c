import { useCallback, useState } from 'react';

import { keep, kept, newKey } from '../../storage.ts';

export type Mode = 'reply' | 'note' | 'update';

interface Draft {
  readonly mode: Mode;
  readonly texts: Readonly<Record<Mode, string>>;
  /** Names one sending: sent twice, it is done once. Words that change after a try are another sending. */
  readonly key: string;
  readonly tried: boolean;
}

/** What is being written on a case. It outlives leaving the page and closing the browser. */
export function useDraft(number: string) {
  const [draft, setDraft] = useState<Draft>(() => readDraft(number));
  const change = useCallback(
    (next: (draft: Draft) => Draft) =>
      setDraft((before) => {
        const after = next(before);
        const isEmpty = Object.values(after.texts).every((text) => text === '');
        keep(storageKey(number), isEmpty ? undefined : JSON.stringify(after));
        return after;
      }),
    [number],
  );
  const setMode = useCallback((mode: Mode) => change((before) => ({ ...before, mode })), [change]);
  const setText = (text: string) =>
    change((before) => ({
      ...before,
      texts: { ...before.texts, [before.mode]: text },
      ...(before.tried && { key: newKey(), tried: false }),
    }));
  const markTried = () => change((before) => ({ ...before, tried: true }));
  const clear = (mode: Mode) =>
    change((before) => ({ ...before, texts: { ...before.texts, [mode]: '' }, key: newKey(), tried: false }));
  return { mode: draft.mode, text: draft.texts[draft.mode], key: draft.key, setMode, setText, markTried, clear };
}

function readDraft(number: string): Draft {
  const fresh: Draft = { mode: 'reply', texts: { reply: '', note: '', update: '' }, key: newKey(), tried: false };
  const text = kept(storageKey(number));
  if (text === undefined) return fresh;
  try {
    const stored = JSON.parse(text) as Partial<Draft>;
    return { ...fresh, ...stored, texts: { ...fresh.texts, ...stored.texts } };
  } catch {
    return fresh;
  }
}

function storageKey(number: string): string {
  return `sla-draft ${number}`;
}
