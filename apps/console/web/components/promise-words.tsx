import type { CardJson, PromiseJson } from '../../src/api/contract.ts';
import { refreshEvery, riskAt, standing } from '../time/promise.ts';
import { useClock, useNow } from '../time/use-now.ts';
import { formatFull } from '../time/zone.ts';
import { useWords } from '../words/use-words.ts';
import { usePlace } from './desk-context.tsx';
import { Icon } from './icon.tsx';

/** "First response in 14 min", counting; the whole instant on hover. */
export function PromiseWords({ promise }: { readonly promise: PromiseJson }) {
  const now = useNow(refreshEvery(promise, useClock().now()));
  const place = usePlace();
  const words = useWords();
  const due = promise.dueAt && words.queue.due(formatFull(Date.parse(promise.dueAt), place));
  return (
    <span className="promise-words" data-risk={riskAt(promise, now)} title={due}>
      <span className="promise-label">{promise.label}</span>{' '}
      <span className="promise-standing">{standing(promise, now, words.time)}</span>
    </span>
  );
}

/** The same for a case of which nothing is due: once it is finished, how its promises ended. */
export function EndedWords({ card }: { readonly card: CardJson }) {
  const words = useWords().queue;
  if (!isFinished(card)) {
    return (
      <span className="promise-words ended">
        <span>{words.nothingDue}</span>
      </span>
    );
  }
  const missed = card.promises.filter((promise) => promise.breachedAt !== undefined).length;
  const kept = card.promises.filter((promise) => promise.status === 'met').length;
  if (missed > 0) {
    return (
      <span className="promise-words" data-risk="missed">
        <span className="promise-standing">{words.missed(missed)}</span>
      </span>
    );
  }
  return (
    <span className="promise-words ended">
      {kept > 0 ? (
        <>
          <Icon name="check" /> {words.kept(kept)}
        </>
      ) : (
        words.nothingEnded
      )}
    </span>
  );
}

function isFinished({ state }: CardJson): boolean {
  return state === 'resolved' || state === 'closed' || state === 'merged' || state === 'deferred';
}
