import { useState } from 'react';

import { keep, kept } from '../storage.ts';
import { Icon } from './icon.tsx';

type Theme = 'system' | 'light' | 'dark';

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
const WORDS: Readonly<Record<Theme, string>> = { system: 'as the system', light: 'light', dark: 'dark' };

export function ThemeButton() {
  const [theme, setTheme] = useState<Theme>(readTheme);
  const change = () => {
    const next = NEXT[theme];
    setTheme(next);
    keep('sla-theme', next === 'system' ? undefined : next);
    if (next === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
  };
  return (
    <button type="button" className="quiet-button" onClick={change} title={`Theme: ${WORDS[theme]}`}>
      <Icon name="theme" />
      <span className="visually-hidden">Theme: {WORDS[theme]}. Change</span>
    </button>
  );
}

function readTheme(): Theme {
  const theme = kept('sla-theme');
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}
