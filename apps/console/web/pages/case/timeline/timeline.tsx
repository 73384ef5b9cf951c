import { useState } from 'react';

import type { CaseJson } from '../../../../src/api/contract.ts';
import { usePlace } from '../../../components/desk-context.tsx';
import { calendarTicks } from '../../../time/calendar-ticks.ts';
import { caseScale, isUnderWay, lanesOf, type Reading } from '../../../time/lanes.ts';
import { percent, type TimeScale } from '../../../time/scale.ts';
import { useNow } from '../../../time/use-now.ts';
import { formatTime } from '../../../time/zone.ts';
import { useWords } from '../../../words/use-words.ts';
import { Lane } from './lane.tsx';
import { useShareOf } from './use-share-of.ts';

/** Every clock of the case on one axis: what is owed, since when, until when, and when nothing counts. */
export function Timeline({ data }: { readonly data: CaseJson }) {
  const now = useNow(5000);
  const underWay = isUnderWay(data);
  const [reading, setReading] = useState<Reading>(underWay ? 'around-now' : 'even');
  const scale = caseScale(data, now, underWay ? reading : 'even');
  const words = useWords().case.timeline;
  const lanes = lanesOf(data);
  if (lanes.length === 0) return <p className="quiet">{words.none}</p>;
  return (
    <section className="timeline" aria-labelledby="timeline-title">
      <header className="timeline-head">
        <h2 id="timeline-title">{words.title}</h2>
        <Legend />
        {underWay && <ReadingChoice reading={reading} onChange={setReading} />}
      </header>
      <div className="lanes-frame">
        <CalendarAxis scale={scale} now={underWay ? now : undefined} />
        {underWay && (
          <div className="lanes-now" aria-hidden="true">
            <span style={{ left: percent(scale.position(now)) }} />
          </div>
        )}
        <ol className="lanes">
          {lanes.map((lane) => (
            <Lane key={lane.clock} lane={lane} data={data} scale={scale} now={now} />
          ))}
        </ol>
      </div>
    </section>
  );
}

interface CalendarAxisProps {
  readonly scale: TimeScale;
  readonly now: number | undefined;
}

function CalendarAxis({ scale, now }: CalendarAxisProps) {
  const place = usePlace();
  const { time } = useWords();
  const [axis, least] = useShareOf(72);
  const nowAt = now === undefined ? undefined : scale.position(now);
  const ticks = calendarTicks(scale, place, least).filter(
    (tick) => nowAt === undefined || Math.abs(tick.position - nowAt) > least,
  );
  return (
    <div className="calendar-axis" ref={axis} aria-hidden="true">
      {ticks.map((tick) => (
        <span key={tick.at} className="calendar-tick" data-day={tick.isDay} style={{ left: percent(tick.position) }}>
          <span>{tick.label}</span>
        </span>
      ))}
      {now !== undefined && nowAt !== undefined && (
        <span className="calendar-now" style={{ left: percent(nowAt) }}>
          <span>
            {time.now} {formatTime(now, place)}
          </span>
        </span>
      )}
    </div>
  );
}

function Legend() {
  const words = useWords().case.timeline;
  return (
    <p className="legend" aria-hidden="true">
      <span className="key closed" /> {words.closed}
      <span className="key paused" /> {words.paused}
      <span className="key warn" /> {words.warning}
      <span className="key due" /> {words.due}
    </p>
  );
}

interface ReadingChoiceProps {
  readonly reading: Reading;
  readonly onChange: (reading: Reading) => void;
}

function ReadingChoice({ reading, onChange }: ReadingChoiceProps) {
  const words = useWords().case.timeline;
  const option = (value: Reading, name: string) => (
    <label>
      <input type="radio" name="reading" checked={reading === value} onChange={() => onChange(value)} />
      <span>{name}</span>
    </label>
  );
  return (
    <fieldset className="choice">
      <legend className="visually-hidden">{words.reading}</legend>
      {option('around-now', words.aroundNow)}
      {option('even', words.toScale)}
    </fieldset>
  );
}
