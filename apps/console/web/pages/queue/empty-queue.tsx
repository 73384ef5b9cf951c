import type { View } from '../../api/queries.ts';
import { useDesk } from '../../components/desk-context.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Link } from '../../router.tsx';
import { useWords } from '../../words/use-words.ts';

interface EmptyQueueProps {
  readonly view: View;
  readonly text: string;
}

export function EmptyQueue({ view, text }: EmptyQueueProps) {
  const words = useWords().queue.empty;
  if (text) return <NothingFound view={view} text={text} />;
  switch (view) {
    case 'mine':
      return (
        <EmptyState title={words.mine}>
          <p>
            {words.mineText} <kbd>c</kbd>.
          </p>
          <Link className="button" href="/?view=unassigned">
            {words.seeUnassigned}
          </Link>
        </EmptyState>
      );
    case 'unassigned':
      return (
        <EmptyState title={words.unassigned}>
          <p>{words.unassignedText}</p>
        </EmptyState>
      );
    case 'resolved':
      return (
        <EmptyState title={words.resolved}>
          <p>{words.resolvedText}</p>
        </EmptyState>
      );
    case 'open':
    case 'all':
      return <NothingOpen />;
  }
}

function NothingFound({ view, text }: EmptyQueueProps) {
  const words = useWords().queue.empty;
  return (
    <EmptyState title={words.found(text)}>
      <p>{words.foundText}</p>
      {view !== 'all' && (
        <Link className="button" href={`/?view=all&q=${encodeURIComponent(text)}`}>
          {words.searchAll}
        </Link>
      )}
    </EmptyState>
  );
}

function NothingOpen() {
  const { desk } = useDesk();
  const words = useWords();
  return (
    <EmptyState title={words.queue.empty.open}>
      <p>{words.queue.empty.openText(desk.address)}</p>
      {desk.catcher && (
        <Link className="button" href="/mail">
          {words.mail.write}
        </Link>
      )}
    </EmptyState>
  );
}
