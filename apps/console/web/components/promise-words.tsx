import type { CardJson, PromiseJson } from '../../src/api/contract.ts';
import { refreshEvery, riskAt, standing } from '../time/promise.ts';
import { useClock, useNow } from '../time/use-now.ts';
import { formatFull } from '../time/zone.ts';
import { useZone } from './desk-context.tsx';
import { Icon } from './icon.tsx';

/** "First response in 14 min", counting; the whole instant on hover. */
export function PromiseWords({ promise }: { readonly promise: PromiseJson }) {
  const now = useNow(refreshEvery(promise, useClock().now()));
  const zone = useZone();
  const words = standing(promise, now);
  return (
    <span className="promise-words" data-risk={riskAt(promise, now)} title={dueTitle(promise, zone)}>
      <span className="promise-label">{promise.label}</span> <span className="promise-standing">{words}</span>
    </span>
  );
}

/** The same for a case of which nothing is due: once it is finished, how its promises ended. */
export function EndedWords({ card }: { readonly card: CardJson }) {
  if (!isFinished(card)) {
    return (
      <span className="promise-words ended">
        <span>Nothing due</span>
      </span>
    );
  }
  const missed = card.promises.filter((promise) => promise.breachedAt !== undefined).length;
  const kept = card.promises.filter((promise) => promise.status === 'met').length;
  if (missed > 0) {
    return (
      <span className="promise-words" data-risk="missed">
        <span className="promise-standing">{missed === 1 ? '1 promise missed' : `${missed} promises missed`}</span>
      </span>
    );
  }
  return (
    <span className="promise-words ended">
      {kept > 0 ? (
        <>
          <Icon name="check" /> {kept === 1 ? 'Promise kept' : 'All promises kept'}
        </>
      ) : (
        'Nothing owed'
      )}
    </span>
  );
}

function isFinished({ state }: CardJson): boolean {
  return state === 'resolved' || state === 'closed' || state === 'merged' || state === 'deferred';
}

function dueTitle(promise: PromiseJson, zone: string): string | undefined {
  return promise.dueAt === undefined ? undefined : `Due ${formatFull(Date.parse(promise.dueAt), zone)}`;
}
