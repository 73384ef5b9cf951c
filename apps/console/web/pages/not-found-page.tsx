import { EmptyState } from '../components/empty-state.tsx';
import { useTitle } from '../components/use-title.ts';
import { Link } from '../router.tsx';
import { useWords } from '../words/use-words.ts';

export function NotFoundPage() {
  const words = useWords().frame;
  useTitle(words.notFound.tab);
  return (
    <div className="page">
      <h1 className="visually-hidden">{words.notFound.tab}</h1>
      <EmptyState title={words.notFound.title}>
        <p>{words.notFound.text}</p>
        <Link className="button" href="/">
          {words.toQueue}
        </Link>
      </EmptyState>
    </div>
  );
}
