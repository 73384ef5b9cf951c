import type { QueueJson } from '../../../src/api/contract.ts';

/** "14 open, 2 at risk, 1 missed, 3 unassigned." Nought is left out. */
export function SummarySentence({ summary }: { readonly summary: QueueJson['summary'] }) {
  const { open, atRisk, missed, unassigned } = summary;
  if (open === 0) return <p className="summary">Nothing is owed.</p>;
  return (
    <p className="summary">
      {open} open
      {missed > 0 && (
        <>
          , <b data-risk="missed">{missed} missed</b>
        </>
      )}
      {atRisk > 0 && (
        <>
          , <b data-risk="at-risk">{atRisk} at risk</b>
        </>
      )}
      {unassigned > 0 && <>, {unassigned} unassigned</>}
      {missed + atRisk === 0 && <>, every promise in time</>}.
    </p>
  );
}
