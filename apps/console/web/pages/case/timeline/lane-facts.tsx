import type { PromiseJson } from '../../../../src/api/contract.ts';
import { usePlace } from '../../../components/desk-context.tsx';
import type { Lane } from '../../../time/lanes.ts';
import { formatFull, formatNear } from '../../../time/zone.ts';
import { useWords } from '../../../words/use-words.ts';
import type { Words } from '../../../words/words.ts';

interface LaneFactsProps {
  readonly id: string;
  readonly lane: Lane;
  readonly now: number;
}

/** A lane's instants in figures: shown while it is pointed at or has the focus. */
export function LaneFacts({ id, lane, now }: LaneFactsProps) {
  const place = usePlace();
  const { current, cycles } = lane;
  const { time, case: words } = useWords();
  const { timeline } = words;
  return (
    <div className="lane-facts" role="tooltip" id={id}>
      <dl>
        {factsOf(current, timeline).map(([name, at]) => (
          <div key={name + at}>
            <dt>{name}</dt>
            <dd>
              <time dateTime={at} title={formatFull(Date.parse(at), place)}>
                {formatNear(Date.parse(at), now, place)}
              </time>
            </dd>
          </div>
        ))}
      </dl>
      <p>
        {current.reason && <>{time.reason(current.reason)}. </>}
        {current.tightened && `${timeline.tightened} `}
        {cycles.length > 1 && `${timeline.cycles(cycles.length)} `}
        {timeline.zone(place.zone)}
      </p>
    </div>
  );
}

function factsOf(promise: PromiseJson, words: Words['case']['timeline']): readonly (readonly [string, string])[] {
  const missed = promise.breachedAt !== undefined && promise.breachedAt !== promise.dueAt;
  const facts: readonly (readonly [string, string | undefined])[] = [
    [words.from, promise.startedAt],
    ...promise.warnAt.map((at) => [words.warned, at] as const),
    [words.dueAt, promise.dueAt],
    [words.missed, missed ? promise.breachedAt : undefined],
    [promise.status === 'met' ? words.met : words.ended, promise.stoppedAt],
  ];
  return facts.flatMap(([name, at]) => (at === undefined ? [] : [[name, at] as const]));
}
