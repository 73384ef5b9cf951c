import { EmptyState } from '../components/empty-state.tsx';
import { useTitle } from '../components/use-title.ts';
import { Link } from '../router.tsx';

export function NotFoundPage() {
  useTitle('No such page');
  return (
    <div className="page">
      <h1 className="visually-hidden">No such page</h1>
      <EmptyState title="There is no such page">
        <p>The address may have a letter too many. A case’s page ends in its number, as in /cases/C-1042.</p>
        <Link className="button" href="/">
          Go to the queue
        </Link>
      </EmptyState>
    </div>
  );
}
