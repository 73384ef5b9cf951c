import { type KeyboardEvent, useEffect, useRef, useState } from 'react';

import { Icon } from '../../components/icon.tsx';
import { useKeys } from '../../keyboard.ts';
import { useWords } from '../../words/use-words.ts';

interface SearchBoxProps {
  readonly text: string;
  readonly onChange: (text: string | undefined) => void;
}

const PATIENCE = 220;

export function SearchBox({ text, onChange }: SearchBoxProps) {
  const words = useWords().queue;
  const [typed, setTyped] = useState(text);
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useKeys({ '/': () => input.current?.focus() });
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    // Set from elsewhere, as by going back; what is being typed wins.
    if (timer.current === undefined) setTyped(text);
  }, [text]);
  const change = (next: string) => {
    setTyped(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      timer.current = undefined;
      onChange(next.trim() || undefined);
    }, PATIENCE);
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Escape') return;
    if (typed) change('');
    else event.currentTarget.blur();
  };
  return (
    <label className="search">
      <Icon name="search" />
      <span className="visually-hidden">{words.searchLabel}</span>
      <input
        ref={input}
        type="search"
        placeholder={words.search}
        value={typed}
        onChange={(event) => change(event.target.value)}
        onKeyDown={press}
        spellCheck={false}
      />
      <span className="key-hint" aria-hidden="true">
        /
      </span>
    </label>
  );
}
