import type { QueueJson } from '../../../src/api/contract.ts';
import { useWords } from '../../words/use-words.ts';

/** "14 open, 1 missed, 2 at risk, 3 unassigned." Nought is left out. */
export function SummarySentence({ summary }: { readonly summary: QueueJson['summary'] }) {
  const { summary: words, nothingOwed } = useWords().queue;
  const { open, atRisk, missed, unassigned } = summary;
  if (open === 0) return <p className="summary">{nothingOwed}</p>;
  return (
    <p className="summary">
      {words.open(open)}
      {missed > 0 && (
        <>
          , <b data-risk="missed">{words.missed(missed)}</b>
        </>
      )}
      {atRisk > 0 && (
        <>
          , <b data-risk="at-risk">{words.atRisk(atRisk)}</b>
        </>
      )}
      {unassigned > 0 && `, ${words.unassigned(unassigned)}`}
      {missed + atRisk === 0 && `, ${words.allInTime}`}.
    </p>
  );
}
