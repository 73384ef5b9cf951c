import { useZone } from '../../components/desk-context.tsx';
import { percent } from '../../time/scale.ts';
import { useNow } from '../../time/use-now.ts';
import { formatFull, formatTime } from '../../time/zone.ts';
import { PAST_SHARE, queueScale, REACH, ZOOMS, type Zoom } from '../../time/zoom.ts';

/** The head of the one time axis that all rows share. */
export function AxisHead({ zoom }: { readonly zoom: Zoom }) {
  const now = useNow(60_000);
  const zone = useZone();
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
          title={formatFull(now + tick.offset, zone)}
        >
          {tick.label}
        </span>
      ))}
      <span className="axis-now" style={{ left: percent(PAST_SHARE) }}>
        {formatTime(now, zone)}
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
  return (
    <fieldset className="choice">
      <legend className="visually-hidden">How far the time axis looks ahead</legend>
      {ZOOMS.map((each) => (
        <label key={each}>
          <input
            type="radio"
            name="zoom"
            aria-label={REACH[each].title}
            checked={each === zoom}
            onChange={() => onChange(each)}
          />
          <span className="long">{REACH[each].title}</span>
          <span className="short" aria-hidden="true">
            {REACH[each].short}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function endOf(position: number): string | undefined {
  if (position < 0.03) return 'left';
  return position > 0.97 ? 'right' : undefined;
}
