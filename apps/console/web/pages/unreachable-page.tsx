import { problemText } from '../api/client.ts';
import { BrandMark } from '../components/brand-mark.tsx';
import { useTitle } from '../components/use-title.ts';

interface UnreachablePageProps {
  readonly error: Error;
  readonly onRetry: () => void;
}

export function UnreachablePage({ error, onRetry }: UnreachablePageProps) {
  useTitle('Not reachable');
  return (
    <main className="lone" id="main">
      <BrandMark size={56} />
      <h1>The desk does not answer</h1>
      <p>{problemText(error)}</p>
      <p className="quiet">Its clocks run on where it is kept, and mail waits for it. Nothing is lost.</p>
      <button type="button" className="button primary" onClick={onRetry}>
        Try again
      </button>
    </main>
  );
}
