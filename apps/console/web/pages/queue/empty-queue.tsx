import type { View } from '../../api/queries.ts';
import { useDesk } from '../../components/desk-context.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Link } from '../../router.tsx';

interface EmptyQueueProps {
  readonly view: View;
  readonly text: string;
}

export function EmptyQueue({ view, text }: EmptyQueueProps) {
  if (text) {
    return (
      <EmptyState title={`Nothing found for “${text}”`}>
        <p>Search looks at numbers, subjects, requesters and organisations.</p>
        {view !== 'all' && (
          <Link className="button" href={`/?view=all&q=${encodeURIComponent(text)}`}>
            Search all cases
          </Link>
        )}
      </EmptyState>
    );
  }
  switch (view) {
    case 'mine':
      return (
        <EmptyState title="You hold no open case">
          <p>
            Pick one from the unassigned and press <kbd>c</kbd> to claim it.
          </p>
          <Link className="button" href="/?view=unassigned">
            See the unassigned
          </Link>
        </EmptyState>
      );
    case 'unassigned':
      return (
        <EmptyState title="Every open case has somebody">
          <p>New cases without an assignee show up here by themselves.</p>
        </EmptyState>
      );
    case 'resolved':
      return (
        <EmptyState title="Nothing resolved yet">
          <p>Resolved cases stay here until they are closed, and after.</p>
        </EmptyState>
      );
    case 'open':
    case 'all':
      return <NothingOpen />;
  }
}

function NothingOpen() {
  const { desk } = useDesk();
  return (
    <EmptyState title="All quiet">
      <p>
        A mail to <b>{desk.address}</b> becomes a case here, with its clocks running.
      </p>
      {desk.catcher && (
        <Link className="button" href="/mail">
          Write as a customer
        </Link>
      )}
    </EmptyState>
  );
}
