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

export function ViewTabs({ view }: { readonly view: View }) {
  return (
    <nav className="tabs" aria-label="Views">
      {(Object.keys(SHORT) as View[]).map((each) => (
        <Link
          key={each}
          className="tab"
          href={each === 'open' ? '/' : `/?view=${each}`}
          aria-current={each === view ? 'page' : undefined}
        >
          {SHORT[each]}
        </Link>
      ))}
    </nav>
  );
}
