import type { Connection } from '../api/live.ts';
import { useWords } from '../words/use-words.ts';

/** Shown while the desk is not heard: what is on the page may be old, and nothing is lost. */
export function ConnectionBar({ connection }: { readonly connection: Connection }) {
  const { lost } = useWords().frame;
  if (connection.kind !== 'lost') return undefined;
  return (
    <div className="connection-bar" role="status">
      <span className="pulse" aria-hidden="true" />
      {lost}
    </div>
  );
}
