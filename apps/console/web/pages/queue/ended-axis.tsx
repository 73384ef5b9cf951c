import type { CardJson } from '../../../src/api/contract.ts';
import { standing } from '../../time/promise.ts';
import { percent } from '../../time/scale.ts';
import { DUE_POSITION, usedPosition } from '../../time/used-share.ts';
import { useWords } from '../../words/use-words.ts';

/** For cases that owe nothing more, the axis is the promised time itself: how much of it each promise took. */
export function EndedHead() {
  const words = useWords().queue.ended;
  return (
    <div className="axis-head" aria-hidden="true">
      <span className="axis-tick" data-end="left">
        {words.received}
      </span>
      <span className="axis-tick" style={{ left: percent(DUE_POSITION / 2) }}>
        {words.half}
      </span>
      <span className="axis-tick" style={{ left: percent(DUE_POSITION) }}>
        {words.due}
      </span>
      <span className="axis-tick" data-end="right" style={{ left: '100%' }}>
        {words.late}
      </span>
    </div>
  );
}

export function EndedLines() {
  return (
    <div className="axis-lines" aria-hidden="true">
      <span className="axis-line" />
      <span className="axis-line" style={{ left: percent(DUE_POSITION / 2) }} />
      <span className="now-line" style={{ left: percent(DUE_POSITION) }} />
      <span className="axis-line" style={{ left: '100%' }} />
    </div>
  );
}

/** A dot where each promise ended; kept ones in grey, missed ones in red. */
export function EndedMarks({ card }: { readonly card: CardJson }) {
  const { time } = useWords();
  const marks = card.promises.flatMap((promise) => {
    const position = usedPosition(promise);
    return position === undefined ? [] : [{ promise, position }];
  });
  return (
    <span className="ended-marks">
      {marks.map(({ promise, position }) => (
        <span
          key={`${promise.clock} ${promise.cycle}`}
          className="ended-mark"
          data-risk={promise.breachedAt === undefined ? 'none' : 'missed'}
          style={{ left: percent(position) }}
          title={`${promise.label} ${standing(promise, 0, time)}`}
        />
      ))}
    </span>
  );
}
