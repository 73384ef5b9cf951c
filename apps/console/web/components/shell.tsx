import { type ReactNode, useState } from 'react';

import { useQuarantine } from '../api/desk-queries.ts';
import { useLive } from '../api/live.ts';
import { useKeys } from '../keyboard.ts';
import { Link, navigate, usePath } from '../router.tsx';
import { useWords } from '../words/use-words.ts';
import { Avatar } from './avatar.tsx';
import { BrandMark } from './brand-mark.tsx';
import { ConnectionBar } from './connection-bar.tsx';
import { DemoBar } from './demo-bar.tsx';
import { useDesk } from './desk-context.tsx';
import { Icon, type IconName } from './icon.tsx';
import { KeyboardHelp } from './keyboard-help.tsx';
import { ThemeButton } from './theme-button.tsx';
import { YouDialog } from './you-dialog.tsx';

/** What surrounds every page: where one can go, who one is, and whether the desk is heard. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { agent, desk } = useDesk();
  const { frame: words, practice, desk: desks } = useWords();
  const held = useQuarantine(desk.quarantine).data?.held.length;
  const connection = useLive();
  const [open, setOpen] = useState<'keys' | 'you'>();
  const close = () => setOpen(undefined);
  useKeys({
    '?': () => setOpen('keys'),
    'g q': () => navigate('/'),
    'g h': () => navigate('/health'),
    'g i': () => navigate('/incidents'),
    'g u': () => (held === undefined ? false : navigate('/quarantine')),
    'g r': () => navigate('/report'),
    'g s': () => navigate('/settings'),
    'g m': () => (desk.catcher ? navigate('/mail') : false),
  });
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <header className="side">
        <Link className="brand" href="/">
          <BrandMark />
          <span className="brand-words">
            <b>SLA Desk</b>
            <small>{desk.name}</small>
          </span>
        </Link>
        <nav className="places" aria-label={words.pages}>
          <Place href="/" icon="queue" name={words.queue} />
          {desk.catcher && <Place href="/mail" icon="mail" name={words.mail} />}
          {held !== undefined && (
            <Place href="/quarantine" icon="shield" name={desks.quarantine.page} count={held} isFar={held === 0} />
          )}
          <Place href="/incidents" icon="bell" name={practice.incidents.page} />
          <Place href="/report" icon="report" name={desks.report.page} isFar />
          <Place href="/settings" icon="settings" name={desks.settings.page} isFar />
          <Place href="/health" icon="health" name={words.health} isFar />
          <Place href="/more" icon="more" name={desks.more} isMore />
        </nav>
        <div className="side-foot">
          <button type="button" className="me" onClick={() => setOpen('you')}>
            <Avatar name={agent.name} />
            <span className="me-name" aria-hidden="true">
              {agent.name}
            </span>
          </button>
          <ThemeButton />
          <button
            type="button"
            className="quiet-button keys-button"
            onClick={() => setOpen('keys')}
            title={`${words.keys.title} (?)`}
          >
            <Icon name="help" />
            <span className="visually-hidden">{words.keys.button}</span>
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
      {open === 'keys' && <KeyboardHelp onClose={close} />}
      {open === 'you' && <YouDialog onClose={close} />}
    </div>
  );
}

interface PlaceProps {
  readonly href: string;
  readonly icon: IconName;
  readonly name: string;
  /** What waits there. */
  readonly count?: number;
  /** On a telephone it stands under "More". */
  readonly isFar?: boolean;
  readonly isMore?: boolean;
}

function Place({ href, icon, name, count = 0, isFar = false, isMore = false }: PlaceProps) {
  const path = usePath();
  const isHere = href === '/' ? path === '/' || path.startsWith('/cases/') : path === href;
  return (
    <Link
      className="place"
      href={href}
      aria-current={isHere ? 'page' : undefined}
      data-place={isMore ? 'more' : isFar ? 'far' : undefined}
    >
      <Icon name={icon} />
      <span>{name}</span>
      {count > 0 && <span className="place-count">{count}</span>}
    </Link>
  );
}
