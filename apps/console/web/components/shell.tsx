import { type ReactNode, useState } from 'react';

import { useLive } from '../api/live.ts';
import { useKeys } from '../keyboard.ts';
import { Link, navigate, usePath } from '../router.tsx';
import { Avatar } from './avatar.tsx';
import { BrandMark } from './brand-mark.tsx';
import { ConnectionBar } from './connection-bar.tsx';
import { DemoBar } from './demo-bar.tsx';
import { useDesk } from './desk-context.tsx';
import { Icon, type IconName } from './icon.tsx';
import { KeyboardHelp } from './keyboard-help.tsx';
import { ThemeButton } from './theme-button.tsx';

/** What surrounds every page: where one can go, who one is, and whether the desk is heard. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { agent, desk } = useDesk();
  const connection = useLive();
  const [helping, setHelping] = useState(false);
  useKeys({
    '?': () => setHelping(true),
    'g q': () => navigate('/'),
    'g h': () => navigate('/health'),
    'g m': () => (desk.catcher ? navigate('/mail') : false),
  });
  return (
    <div className="shell">
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <header className="side">
        <Link className="brand" href="/" aria-label={`${desk.name}: queue`}>
          <BrandMark />
          <span className="brand-words">
            <b>SLA Desk</b>
            <small>{desk.name}</small>
          </span>
        </Link>
        <nav className="places" aria-label="Pages">
          <Place href="/" icon="queue" name="Queue" />
          {desk.catcher && <Place href="/mail" icon="mail" name="Mail" />}
          <Place href="/health" icon="health" name="Desk health" />
        </nav>
        <div className="side-foot">
          <span className="me">
            <Avatar name={agent.name} />
            <span className="me-name" aria-hidden="true">
              {agent.name}
            </span>
          </span>
          <ThemeButton />
          <button type="button" className="quiet-button keys-button" onClick={() => setHelping(true)} title="Keys (?)">
            <Icon name="help" />
            <span className="visually-hidden">Keyboard shortcuts</span>
          </button>
        </div>
      </header>
      <div className="stage">
        <DemoBar />
        <ConnectionBar connection={connection} />
        <main id="main" tabIndex={-1}>
          {children}
        </main>
      </div>
      {helping && <KeyboardHelp onClose={() => setHelping(false)} />}
    </div>
  );
}

function Place({ href, icon, name }: { readonly href: string; readonly icon: IconName; readonly name: string }) {
  const path = usePath();
  const isHere = href === '/' ? path === '/' || path.startsWith('/cases/') : path === href;
  return (
    <Link className="place" href={href} aria-current={isHere ? 'page' : undefined}>
      <Icon name={icon} />
      <span>{name}</span>
    </Link>
  );
}
