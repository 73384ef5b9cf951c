import type { View } from '../../api/queries.ts';
import { Link } from '../../router.tsx';

export const VIEWS: Readonly<Record<View, string>> = {
  open: 'Open cases',
  mine: 'My cases',
  unassigned: 'Unassigned cases',
  resolved: 'Resolved cases',
  all: 'All cases',
};

const SHORT: Readonly<Record<View, string>> = {
  open: 'Open',
  mine: 'Mine',
  unassigned: 'Unassigned',
  resolved: 'Resolved',
  all: 'All',
};

export function isView(name: string | undefined): name is View {
  return name !== undefined && name in VIEWS;
}

interface ViewTabsProps {
  readonly view: View;
  /** What is searched for: it is kept from view to view. */
  readonly text: string;
}

export function ViewTabs({ view, text }: ViewTabsProps) {
  const address = (to: View) => {
    const search = new URLSearchParams({ ...(to !== 'open' && { view: to }), ...(text && { q: text }) });
    return search.size > 0 ? `/?${search}` : '/';
  };
  return (
    <nav className="tabs" aria-label="Views">
      {(Object.keys(SHORT) as View[]).map((each) => (
        <Link key={each} className="tab" href={address(each)} aria-current={each === view ? 'page' : undefined}>
          {SHORT[each]}
        </Link>
      ))}
    </nav>
  );
}
