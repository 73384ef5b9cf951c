import { problemText } from '../api/client.ts';
import { BrandMark } from '../components/brand-mark.tsx';
import { useTitle } from '../components/use-title.ts';
import { useWords } from '../words/use-words.ts';

interface UnreachablePageProps {
  readonly error: Error;
  readonly onRetry: () => void;
}

export function UnreachablePage({ error, onRetry }: UnreachablePageProps) {
  const words = useWords().frame;
  useTitle(words.unreachable.tab);
  return (
    <main className="lone" id="main">
      <BrandMark size={56} />
      <h1>{words.unreachable.title}</h1>
      <p>{problemText(error, words)}</p>
      <p className="quiet">{words.unreachable.note}</p>
      <button type="button" className="button primary" onClick={onRetry}>
        {words.tryAgain}
      </button>
    </main>
  );
}
