import type { AttainmentCountsJson, ReportJson } from '../../../src/api/machine-contract.ts';
import { formatIsoDuration } from '../../time/words.ts';
import { useWords } from '../../words/use-words.ts';
import { usePercent } from './use-percent.ts';

/** The few figures that say how it went. */
export function ReportFigures({ report }: { readonly report: ReportJson }) {
  const words = useWords().desk.report;
  const percent = usePercent();
  const { attainment, satisfaction, availability } = report;
  return (
    <dl className="figures">
      <Attained name={words.commitments} counts={attainment.commitments} />
      <Attained name={words.objectives} counts={attainment.objectives} />
      {availability.map((uptime) => (
        <div key={`${uptime.policy} ${uptime.clause}`}>
          <dt>
            {words.uptime} {uptime.clause && <span className="clause">{uptime.clause}</span>}
          </dt>
          <dd>
            <b>{percent(uptime.percent / 100, 3)}</b>
            <small>
              {uptime.isKept
                ? words.left(formatIsoDuration(rounded(uptime.left)))
                : words.spent(formatIsoDuration(rounded(uptime.left).replace(/^-/, '')))}
            </small>
          </dd>
        </div>
      ))}
      <div>
        <dt>{words.satisfaction}</dt>
        <dd>
          <b>{satisfaction.average === undefined ? '–' : `${satisfaction.average.toFixed(1)} / 5`}</b>
          <small>{satisfaction.answers > 0 ? words.answers(satisfaction.answers) : words.noAnswers}</small>
        </dd>
      </div>
    </dl>
  );
}

function Attained({ name, counts }: { readonly name: string; readonly counts: AttainmentCountsJson }) {
  const words = useWords().desk.report;
  const percent = usePercent();
  const { attainment, met, finished, overdue } = counts;
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <b>{attainment === undefined ? '–' : percent(attainment)}</b>
        <small>{finished === 0 ? words.nothing : words.ofFinished(met, finished)}</small>
        {overdue > 0 && <small data-risk="missed">{words.overdueNow(overdue)}</small>}
      </dd>
    </div>
  );
}

/** Uptime is said to the second at the finest. */
function rounded(duration: string): string {
  return duration.replace(/(\d+)\.\d+S/, '$1S');
}
