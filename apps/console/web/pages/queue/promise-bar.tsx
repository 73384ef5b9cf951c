import type { PromiseJson } from '../../../src/api/contract.ts';
import { usePlace } from '../../components/desk-context.tsx';
import { refreshEvery, riskAt, timesOf } from '../../time/promise.ts';
import { percent, type TimeScale } from '../../time/scale.ts';
import { segmentsOf } from '../../time/segments.ts';
import { useClock, useNow } from '../../time/use-now.ts';
import { formatNear } from '../../time/zone.ts';
import { queueScale, type Zoom } from '../../time/zoom.ts';

interface PromiseBarProps {
  readonly promise: PromiseJson;
  readonly zoom: Zoom;
}

/** A promise on the queue's axis. Said in words beside it, so hidden from screen readers. */
export function PromiseBar({ promise, zoom }: PromiseBarProps) {
  const now = useNow(refreshEvery(promise, useClock().now()));
  const scale = queueScale(zoom, now);
  const { dueAt, firstWarnAt } = timesOf(promise);
  return (
    <span className="bar" data-risk={riskAt(promise, now)} data-status={promise.status} aria-hidden="true">
      {segmentsOf(promise, now, scale).map(({ kind, span }) => (
        <span
          key={kind}
          className={`segment ${kind}`}
          data-cut={cutOf(span.cutLeft, span.cutRight)}
          style={{ left: percent(span.start), width: percent(span.width) }}
        />
      ))}
      {firstWarnAt !== undefined && firstWarnAt > now && firstWarnAt < scale.to && (
        <span className="warn-mark" style={{ left: percent(scale.position(firstWarnAt)) }} />
      )}
      {dueAt !== undefined && promise.status === 'running' && <DueMark dueAt={dueAt} now={now} scale={scale} />}
    </span>
  );
}

interface DueMarkProps {
  readonly dueAt: number;
  readonly now: number;
  readonly scale: TimeScale;
}

/** The end of a promise with its time; an arrow where it lies off the axis. */
function DueMark({ dueAt, now, scale }: DueMarkProps) {
  const place = usePlace();
  const time = formatNear(dueAt, now, place);
  if (dueAt > scale.to) return <span className="due-beyond after">{time} →</span>;
  if (dueAt < scale.from) return <span className="due-beyond before">← {time}</span>;
  const position = scale.position(dueAt);
  return (
    <>
      <span className="due-mark" style={{ left: percent(position) }} />
      <span className="due-time" data-side={sideOf(position, dueAt < now)} style={{ left: percent(position) }}>
        {time}
      </span>
    </>
  );
}

/** Where there is room for the time: after the mark, or above it where something follows. */
function sideOf(position: number, overdue: boolean): string {
  if (overdue) return position < 0.09 ? 'above-after' : 'above-before';
  return position > 0.84 ? 'above-before' : 'after';
}

function cutOf(left: boolean, right: boolean): string | undefined {
  if (left && right) return 'both';
  if (left) return 'left';
  return right ? 'right' : undefined;
}
