import type { View } from '../../api/queries.ts';
import { Link } from '../../router.tsx';
import { useWords } from '../../words/use-words.ts';

const ALL: readonly View[] = ['open', 'mine', 'unassigned', 'resolved', 'all'];

export function isView(name: string | undefined): name is View {
  return ALL.some((view) => view === name);
}

interface ViewTabsProps {
  readonly view: View;
  /** What is searched for: it is kept from view to view. */
  readonly text: string;
}

export function ViewTabs({ view, text }: ViewTabsProps) {
  const words = useWords().queue;
  const address = (to: View) => {
    const search = new URLSearchParams({ ...(to !== 'open' && { view: to }), ...(text && { q: text }) });
    return search.size > 0 ? `/?${search}` : '/';
  };
  return (
    <nav className="tabs" aria-label={words.views}>
      {ALL.map((each) => (
        <Link key={each} className="tab" href={address(each)} aria-current={each === view ? 'page' : undefined}>
          {words.tabs[each]}
        </Link>
      ))}
    </nav>
  );
}
