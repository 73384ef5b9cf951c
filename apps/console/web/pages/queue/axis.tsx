import { usePlace } from '../../components/desk-context.tsx';
import { percent } from '../../time/scale.ts';
import { useNow } from '../../time/use-now.ts';
import { formatRough } from '../../time/words.ts';
import { formatFull, formatTime } from '../../time/zone.ts';
import { PAST_SHARE, queueScale, REACH, ZOOMS, type Zoom } from '../../time/zoom.ts';
import { useWords } from '../../words/use-words.ts';
import type { Words } from '../../words/words.ts';

/** The head of the one time axis that all rows share. */
export function AxisHead({ zoom }: { readonly zoom: Zoom }) {
  const now = useNow(60_000);
  const place = usePlace();
  const { time } = useWords();
  const scale = queueScale(zoom, now);
  return (
    <div className="axis-head" aria-hidden="true">
      {REACH[zoom].ticks.map((tick) => (
        <span
          key={tick.offset}
          className="axis-tick"
          data-minor={tick.minor}
          data-end={endOf(scale.position(now + tick.offset))}
          style={{ left: percent(scale.position(now + tick.offset)) }}
          title={formatFull(now + tick.offset, place)}
        >
          {tickLabel(tick.offset, time)}
        </span>
      ))}
      <span className="axis-now" style={{ left: percent(PAST_SHARE) }}>
        {formatTime(now, place)}
      </span>
    </div>
  );
}

/** The axis' lines behind the rows: one for each tick, and now. */
export function AxisLines({ zoom }: { readonly zoom: Zoom }) {
  const scale = queueScale(zoom, 0);
  return (
    <div className="axis-lines" aria-hidden="true">
      {REACH[zoom].ticks.map((tick) => (
        <span
          key={tick.offset}
          className="axis-line"
          data-minor={tick.minor}
          style={{ left: percent(scale.position(tick.offset)) }}
        />
      ))}
      <span className="now-line" style={{ left: percent(PAST_SHARE) }} />
    </div>
  );
}

interface ZoomChoiceProps {
  readonly zoom: Zoom;
  readonly onChange: (zoom: Zoom) => void;
}

export function ZoomChoice({ zoom, onChange }: ZoomChoiceProps) {
  const words = useWords().queue.zoom;
  return (
    <fieldset className="choice">
      <legend className="visually-hidden">{words.legend}</legend>
      {ZOOMS.map((each) => (
        <label key={each}>
          <input
            type="radio"
            name="zoom"
            aria-label={words[each].title}
            checked={each === zoom}
            onChange={() => onChange(each)}
          />
          <span className="long">{words[each].title}</span>
          <span className="short" aria-hidden="true">
            {words[each].short}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** "−4 h", "1 day" */
function tickLabel(offset: number, words: Words['time']): string {
  return `${offset < 0 ? '−' : ''}${formatRough(offset, words)}`;
}

function endOf(position: number): string | undefined {
  if (position < 0.03) return 'left';
  return position > 0.97 ? 'right' : undefined;
}
