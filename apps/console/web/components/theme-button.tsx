import { useState } from 'react';

import { keep, kept } from '../storage.ts';
import { useWords } from '../words/use-words.ts';
import { Icon } from './icon.tsx';

type Theme = 'system' | 'light' | 'dark';

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };

export function ThemeButton() {
  const words = useWords().frame;
  const [theme, setTheme] = useState<Theme>(readTheme);
  const change = () => {
    const next = NEXT[theme];
    setTheme(next);
    keep('sla-theme', next === 'system' ? undefined : next);
    if (next === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
  };
  const name = words.theme(words.themes[theme]);
  return (
    <button type="button" className="quiet-button" onClick={change} title={name}>
      <Icon name="theme" />
      <span className="visually-hidden">
        {name}. {words.changeTheme}
      </span>
    </button>
  );
}

function readTheme(): Theme {
  const theme = kept('sla-theme');
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}
