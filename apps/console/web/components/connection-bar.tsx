import type { Connection } from '../api/live.ts';

/** Shown while the desk is not heard: what is on the page may be old, and nothing is lost. */
export function ConnectionBar({ connection }: { readonly connection: Connection }) {
  if (connection.kind !== 'lost') return undefined;
  return (
    <div className="connection-bar" role="status">
      <span className="pulse" aria-hidden="true" />
      The desk is not reachable just now. You see what was known last; trying again…
    </div>
  );
}
