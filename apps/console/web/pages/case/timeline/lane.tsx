import { useId } from 'react';

import type { CaseJson, PromiseJson } from '../../../../src/api/contract.ts';
import { usePlace } from '../../../components/desk-context.tsx';
import { PromiseWords } from '../../../components/promise-words.tsx';
import { type IdleStretch, idleStretches, type Lane as LaneOf, pausedSince } from '../../../time/lanes.ts';
import { riskAt, standing, timesOf } from '../../../time/promise.ts';
import { percent, spanOf, type TimeScale } from '../../../time/scale.ts';
import { segmentsOf } from '../../../time/segments.ts';
import { formatNear } from '../../../time/zone.ts';
import { useWords } from '../../../words/use-words.ts';
import { LaneFacts } from './lane-facts.tsx';

interface LaneProps {
  readonly lane: LaneOf;
  readonly data: CaseJson;
  readonly scale: TimeScale;
  readonly now: number;
}

/** One clock: its cycles as bars, the hours in which it does not count behind them. */
export function Lane({ lane, data, scale, now }: LaneProps) {
  const place = usePlace();
  const { current } = lane;
  const facts = useId();
  const { time, case: words } = useWords();
  const due =
    current.dueAt === undefined ? '' : words.timeline.laneDue(formatNear(Date.parse(current.dueAt), now, place));
  return (
    <li className="lane" data-risk={riskAt(current, now)} data-status={current.status}>
      <div className="lane-name">
        <PromiseWords promise={current} />
        {current.kind === 'objective' && (
          <span className="lane-kind" title={words.timeline.objectiveNote}>
            {words.timeline.objective}
          </span>
        )}
      </div>
      <div
        className="lane-track"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the focus shows the lane's instants, as hovering does.
        tabIndex={0}
        role="img"
        aria-describedby={facts}
        aria-label={`${current.label} ${standing(current, now, time)}${due}`}
      >
        {idleStretches(lane, data).map((stretch) => (
          <Idle key={`${stretch.kind} ${stretch.from}`} stretch={stretch} scale={scale} />
        ))}
        {lane.cycles.map((cycle) => (
          <CycleBar key={cycle.cycle} promise={cycle} lane={lane} scale={scale} now={now} />
        ))}
      </div>
      <LaneFacts id={facts} lane={lane} now={now} />
    </li>
  );
}

interface CycleBarProps {
  readonly promise: PromiseJson;
  readonly lane: LaneOf;
  readonly scale: TimeScale;
  readonly now: number;
}

function CycleBar({ promise, lane, scale, now }: CycleBarProps) {
  const { startedAt, dueAt, stoppedAt } = timesOf(promise);
  const isCurrent = promise === lane.current;
  const warnings = isCurrent && stoppedAt === undefined ? promise.warnAt.map(Date.parse) : [];
  return (
    <span className="cycle" data-risk={riskAt(promise, now)} data-status={promise.status}>
      {segmentsOf(promise, now, scale, pausedSince(lane, promise)).map(({ kind, span }) => (
        <span
          key={kind}
          className={`segment ${kind}`}
          style={{ left: percent(span.start), width: percent(span.width) }}
        />
      ))}
      {isCurrent && <Mark kind="anchor" at={startedAt} scale={scale} />}
      {warnings.map((at) => (
        <Mark key={at} kind="warn" at={at} scale={scale} />
      ))}
      {dueAt !== undefined && <Mark kind="due" at={dueAt} scale={scale} />}
      {stoppedAt !== undefined && promise.status === 'met' && <Mark kind="met" at={stoppedAt} scale={scale} />}
      {stoppedAt !== undefined && isCurrent && promise.status !== 'met' && (
        <Mark kind="end" at={stoppedAt} scale={scale} />
      )}
    </span>
  );
}

interface MarkProps {
  readonly kind: 'anchor' | 'warn' | 'due' | 'met' | 'end';
  readonly at: number;
  readonly scale: TimeScale;
}

function Mark({ kind, at, scale }: MarkProps) {
  if (at < scale.from || at > scale.to) return undefined;
  return (
    <span className={`mark ${kind}`} style={{ left: percent(scale.position(at)) }}>
      {kind === 'met' && (
        <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
          <path d="M2.5 6.5 5 9l4.5-5.5" />
        </svg>
      )}
    </span>
  );
}

function Idle({ stretch, scale }: { readonly stretch: IdleStretch; readonly scale: TimeScale }) {
  const span = spanOf(scale, stretch.from, stretch.to);
  if (!span) return undefined;
  return <span className={`idle ${stretch.kind}`} style={{ left: percent(span.start), width: percent(span.width) }} />;
}
