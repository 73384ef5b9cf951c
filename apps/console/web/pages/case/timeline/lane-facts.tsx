import type { PromiseJson } from '../../../../src/api/contract.ts';
import { useZone } from '../../../components/desk-context.tsx';
import { inWords } from '../../../components/state-words.ts';
import type { Lane } from '../../../time/lanes.ts';
import { formatFull, formatNear } from '../../../time/zone.ts';

interface LaneFactsProps {
  readonly lane: Lane;
  readonly now: number;
}

/** A lane's instants in figures: shown while it is pointed at or has the focus. */
export function LaneFacts({ lane, now }: LaneFactsProps) {
  const zone = useZone();
  const { current, cycles } = lane;
  return (
    <div className="lane-facts" role="tooltip">
      <dl>
        {factsOf(current).map(([name, at]) => (
          <div key={name + at}>
            <dt>{name}</dt>
            <dd>
              <time dateTime={at} title={formatFull(Date.parse(at), zone)}>
                {formatNear(Date.parse(at), now, zone)}
              </time>
            </dd>
          </div>
        ))}
      </dl>
      <p>
        {current.reason && <>{inWords(current.reason)}. </>}
        {current.tightened && <>A change of priority or policy put its end into the past. </>}
        {cycles.length > 1 && <>{cycles.length} cycles so far. </>}
        Times in {zone}.
      </p>
    </div>
  );
}

function factsOf(promise: PromiseJson): readonly (readonly [string, string])[] {
  const missed = promise.breachedAt !== undefined && promise.breachedAt !== promise.dueAt;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Counts from', promise.startedAt],
    ...promise.warnAt.map((at) => ['Warning', at] as const),
    ['Due', promise.dueAt],
    ['Missed', missed ? promise.breachedAt : undefined],
    [promise.status === 'met' ? 'Met' : 'Ended', promise.stoppedAt],
  ];
  return facts.flatMap(([name, at]) => (at === undefined ? [] : [[name, at] as const]));
}
