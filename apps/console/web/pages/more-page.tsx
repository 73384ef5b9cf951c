import { useQuarantine } from '../api/desk-queries.ts';
import { useDesk } from '../components/desk-context.tsx';
import { Icon, type IconName } from '../components/icon.tsx';
import { useTitle } from '../components/use-title.ts';
import { Link } from '../router.tsx';
import { useWords } from '../words/use-words.ts';

/** The places for which a telephone's bar has no room. */
export function MorePage() {
  const { frame, practice, desk: words } = useWords();
  const { desk } = useDesk();
  const held = useQuarantine(desk.quarantine).data?.held.length ?? 0;
  useTitle(words.more);
  const places: readonly (readonly [href: string, icon: IconName, name: string, note?: string])[] = [
    ...(desk.quarantine
      ? ([['/quarantine', 'shield', words.quarantine.page, words.quarantine.waits(held)]] as const)
      : []),
    ['/incidents', 'bell', practice.incidents.page],
    ['/report', 'report', words.report.page],
    ['/settings', 'settings', words.settings.page],
    ['/health', 'health', frame.health],
  ];
  return (
    <div className="page narrow">
      <header className="page-head">
        <h1>{words.more}</h1>
      </header>
      <ul className="plain-list panel">
        {places.map(([href, icon, name, note]) => (
          <li key={href}>
            <Link className="more-place" href={href}>
              <Icon name={icon} />
              <b>{name}</b>
              {note && <span className="quiet">{note}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
