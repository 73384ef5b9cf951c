import { useState } from 'react';

import { keep, kept } from '../storage.ts';
import { useWords } from '../words/use-words.ts';
import { useDesk } from './desk-context.tsx';
import { Icon } from './icon.tsx';

const HIDDEN = 'sla-demo-bar';

/** Says that the cases are invented, and how to go on from there. Put away, it stays away for the browser's session. */
export function DemoBar() {
  const { demo } = useDesk().desk;
  const words = useWords().frame.demo;
  const [hidden, setHidden] = useState(() => kept(HIDDEN, 'session') === 'hidden');
  if (!demo || hidden) return undefined;
  const hide = () => {
    keep(HIDDEN, 'hidden', 'session');
    setHidden(true);
  };
  return (
    <aside className="demo-bar" aria-label={words.about}>
      <p>
        <b>{words.title}</b> {words.clear} <code>{demo.clearCommand}</code>. {demo.connectHint}
      </p>
      <button type="button" className="quiet-button" onClick={hide}>
        <Icon name="cross" />
        <span className="visually-hidden">{words.hide}</span>
      </button>
    </aside>
  );
}
